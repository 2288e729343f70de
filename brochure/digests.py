"""Short names for what something was made from: SHA-256, as hex."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def digest(*parts: str | bytes) -> str:
    """The digest of several parts; each is preceded by its length, so that no two lists give one digest."""
    total = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def digest_file(path: Path) -> str:
    """The digest of a file's bytes."""
    return digest(path.read_bytes())


def digest_tree(directory: Path, *patterns: str) -> str:
    """The digest of all files under `directory` that match a pattern, by name and bytes, in name order."""
    files = sorted({path for pattern in patterns for path in directory.glob(pattern) if path.is_file()})
    parts: list[str | bytes] = []
    for path in files:
        parts += [path.relative_to(directory).as_posix(), path.read_bytes()]
    return digest(*parts)
