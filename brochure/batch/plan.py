"""What has to be printed, and why: each file there is asked what it was made from.

Nothing is kept beside the files. A file's end holds its /ID, the digest of all that it was made from, and
its XMP packet with what an index shows of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brochure.batch.select import Matrix
from brochure.build import Edition
from brochure.diagnostics import BuildError
from brochure.output import Output
from brochure.provenance import Origins
from brochure.record import Record
from brochure.record import unpack

TAIL = 32_768
"""Bytes that are read of a file's end: its table of offsets, some 2 kB, and before that its XMP packet, some
6 kB and at most 12,000 characters of warnings more."""

_ID = re.compile(rb"/ID\[<([0-9A-F]{32})><\1>\]")
_END = re.compile(rb"\nstartxref\n\d+\n%%EOF\n\Z")


@dataclass(frozen=True, slots=True)
class File:
    """A file of ours: its name below the output folder, its size in bytes, and what it says of itself."""

    name: str
    bytes: int
    record: Record


@dataclass(frozen=True, slots=True)
class Due:
    """An edition that has to be printed: `why` is "new", "forced", or what has changed since `before`."""

    edition: Edition
    why: str
    before: File | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is `due`, in printing order, and what is `current`; `others` are further files of ours."""

    due: tuple[Due, ...]
    current: Mapping[Edition, File]
    others: tuple[File, ...]


def make_plan(matrix: Matrix, origins: Origins, output: Output, force: bool = False) -> Plan:
    """What of the matrix is due, as `origins` knows what it is made from now.

    BuildError where the output cannot be read.
    """
    files = {name: size for name, size in output.find() if _is_edition(name)}
    found = _read_files(files, output)
    due: list[Due] = []
    current: dict[Edition, File] = {}
    own = {clinic: origins.find_own(brand) for clinic, brand in matrix.brands.items()}
    for edition in matrix.editions:
        name = edition.path.as_posix()
        file = found.pop(name, None)
        shared = _find_shared(origins, str(matrix.brands[edition.clinic].look), edition)
        made_from = (*shared, *own[edition.clinic]) if shared else None
        if force:
            due.append(Due(edition, "forced", file))
        elif file is None:
            due.append(Due(edition, "damaged" if name in files else "new"))
        elif made_from is None or file.record.made_from != made_from:
            due.append(Due(edition, _tell_change(file.record, made_from), file))
        else:
            current[edition] = file
    return Plan(tuple(due), current, tuple(found.values()))


def find_old(others: Iterable[File], whole: Matrix) -> Iterator[File]:
    """Files of editions that nobody asks for any more; those of clinics that cannot be read are kept."""
    asked = {edition.path.as_posix() for edition in whole.editions}
    for file in others:
        if file.name not in asked and file.name.partition("/")[0] not in whole.broken:
            yield file


def read_tail(tail: bytes) -> Record | None:
    """What a whole file of ours says of itself; None for any other, and for one that ends too early."""
    named = _ID.findall(tail)
    start = tail.rfind(b"<?xpacket begin")
    if not named or start < 0 or not _END.search(tail):
        return None
    record = unpack(tail[start : tail.find(b"<?xpacket end", start)].decode("utf-8", "replace"))
    if record is None or named[-1].decode().lower() != record.digest:
        return None
    return record


def _read_files(files: Mapping[str, int], output: Output) -> dict[str, File]:
    names = list(files)
    found = {}
    for name, tail in zip(names, output.tails(names, TAIL), strict=True):
        record = read_tail(tail) if tail is not None else None
        # A copy of another edition's file is not this edition.
        if record is not None and _name_of(record) == name:
            found[name] = File(name, files[name], record)
    return found


def _name_of(record: Record) -> str:
    parts = record.edition.split("/")
    return Edition(*parts).path.as_posix() if len(parts) == 4 else ""


def _is_edition(name: str) -> bool:
    path = Path(name)
    return len(path.parts) == 3 and "-" in path.stem and path.parts[0][0] != "."


def _find_shared(origins: Origins, look: str, edition: Edition) -> tuple[tuple[str, str], ...] | None:
    """What clinics share in an edition; None where that cannot be read: printing it will say why."""
    try:
        return origins.find_shared(look, edition.language, edition.layout)
    except (BuildError, OSError):
        return None


def _tell_change(record: Record, made_from: tuple[tuple[str, str], ...] | None) -> str:
    if made_from is None:
        return "changed"
    was = dict(record.made_from)
    changed = [name for name, made in made_from if was.get(name) != made]
    return f"changed {' and '.join(changed)}" if changed else "changed"
