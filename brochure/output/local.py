"""Files in a folder of this machine."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from brochure.diagnostics import BuildError
from brochure.output.names import check_name
from brochure.output.names import is_name
from brochure.output.troubles import kind_of
from brochure.output.troubles import reason_of
from brochure.output.troubles import refuse

_TEMPORARY = re.compile(r"\..+\.([1-9][0-9]{0,8})\.part")

# Without O_NONBLOCK a pipe of that name would be waited for.
_TO_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to a temporary name beside `path` and give it its name only when all of it is on the disk.

    A link of that name is replaced, never followed. Raises BuildError when the folder cannot be written,
    OutputClosed when the disk is full or read-only; nothing half-written stays then, nor after an
    interruption.
    """
    # The process id keeps two builds apart; it never reaches the file's content or name.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with _create(temporary) as file:
                file.write(data)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refuse(
            kind_of(error),
            f'"{path}" cannot be written: {reason_of(error)}',
            "choose another folder with --output, or make room on the disk",
        ) from error


def _create(path: Path) -> BinaryIO:
    """A new file to write to; what is in the way, an earlier run's of the same process number, goes."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        path.unlink()
    return path.open("xb")


class Folder:
    """An output in a folder. Links to folders are the user's own choice; `find` does not go into them."""

    def __init__(self, address: str, local: Path) -> None:
        self.address = address
        self.local = local
        self._swept: set[Path] = set()

    def tails(self, names: Sequence[str], size: int) -> Iterator[bytes | None]:
        """The last `size` bytes of each file, or all when it has fewer; None where no file can be read."""
        for name in names:
            yield _read_tail(self._path(name), size)

    def read(self, name: str, limit: int) -> bytes | None:
        """A file's bytes; None where there is none, or one of more than `limit` bytes, which is not ours."""
        path = self._path(name)
        try:
            with open(path, "rb", opener=lambda shown, _: os.open(shown, _TO_READ)) as file:
                data = file.read(limit + 1) or b""
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise refuse(BuildError, f'"{path}" cannot be read: {reason_of(error)}') from error
        return data if len(data) <= limit else None

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all; see `write_whole`. One name by one thread."""
        path = self._path(name)
        self._sweep(path.parent)
        write_whole(path, data)

    def find(self) -> Iterator[tuple[str, int]]:
        """The names of all PDF files and their sizes in bytes, in order of names."""
        found: list[tuple[str, int]] = []
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self.local / folder) as entries:
                    for entry in entries:
                        name = f"{folder}{entry.name}"
                        if not is_name(name):
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(f"{name}/")
                        elif name.endswith(".pdf") and entry.is_file(follow_symlinks=False):
                            found.append((name, entry.stat(follow_symlinks=False).st_size))
            except FileNotFoundError:
                continue
            except OSError as error:
                path = self.local / folder if folder else self.local
                raise refuse(
                    BuildError,
                    f'"{path}" cannot be listed: {reason_of(error)}',
                    "choose another folder with --output",
                ) from error
        yield from sorted(found)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there, and its folders when nothing else is in them."""
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise refuse(BuildError, f'"{path}" cannot be removed: {reason_of(error)}') from error
        with contextlib.suppress(OSError):
            for _ in range(name.count("/")):
                path = path.parent
                path.rmdir()

    def place(self, name: str) -> str:
        """Where a file is, as people are told."""
        return str(self.local / name)

    def _path(self, name: str) -> Path:
        return self.local / check_name(name)

    def _sweep(self, folder: Path) -> None:
        """Before the first write to a folder: remove the temporaries of runs that are gone."""
        if folder in self._swept:
            return
        self._swept.add(folder)
        with contextlib.suppress(OSError):
            for entry in list(os.scandir(folder)):
                left = _TEMPORARY.fullmatch(entry.name)
                if left and _is_gone(int(left[1])):
                    os.unlink(entry.path)


def _read_tail(path: Path, size: int) -> bytes | None:
    try:
        file = os.open(path, _TO_READ)
        try:
            end = os.lseek(file, 0, os.SEEK_END)
            os.lseek(file, max(0, end - size), os.SEEK_SET)
            return os.read(file, size)
        finally:
            os.close(file)
    except OSError:
        return None


def _is_gone(process: int) -> bool:
    """Whether there is no such process; elsewhere than on POSIX nobody can be asked without harm."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
