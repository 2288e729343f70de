"""Finished files on disk: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to a temporary name beside `path` and give it its name only when all of it is on the disk.

    Raises BuildError when the folder cannot be written or the disk is full; nothing half-written stays then,
    nor after an interruption.
    """
    # The process id keeps two builds apart; it never reaches the file's content or name.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                file.write(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BuildError(
            [
                Diagnostic(
                    Severity.ERROR,
                    f'"{path}" cannot be written: {reason}',
                    hints=("choose another folder with --output, or make room on the disk",),
                )
            ]
        ) from error
