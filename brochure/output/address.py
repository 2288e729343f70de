"""From what a user writes behind --output to where files go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from brochure.diagnostics import BuildError
from brochure.output.local import Folder
from brochure.output.remote import open_store
from brochure.output.troubles import refuse

_SCHEME = re.compile(r"([a-z][a-z0-9+.:_-]*)://", re.IGNORECASE)


class Output(Protocol):
    """A place for finished files. Names are relative, with slashes; ValueError for any other (see `names`).

    Every method raises BuildError, with one diagnostic, when the place refuses; `OutputClosed` when it will
    refuse everything else too. All may be called from several threads, each with names of its own.
    """

    @property
    def address(self) -> str:
        """As the user wrote it, without a password."""

    @property
    def local(self) -> Path | None:
        """The folder, when it is one of this machine."""

    def tails(self, names: Sequence[str], size: int) -> Iterator[bytes | None]:
        """The last `size` bytes of each file in the order of names; None where there is none."""

    def read(self, name: str, limit: int) -> bytes | None:
        """A file's bytes; None where there is none, or one of more than `limit` bytes, which is not ours."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all."""

    def find(self) -> Iterator[tuple[str, int]]:
        """The names of all PDF files and their sizes in bytes, in order of names."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there, and its folders when nothing else is in them."""

    def place(self, name: str) -> str:
        """Where a file is, as people are told."""


def open_output(address: str) -> Output:
    """The output of an address: a folder's path, file://, or a store that fsspec knows, as s3://bucket/prefix.

    Nothing is asked of a store yet. Raises BuildError when nobody knows its kind or its library is missing.
    """
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in ("file", "local"):
        return open_store(address)
    path = address[scheme.end() :] if scheme else address
    if not path:
        raise refuse(BuildError, f'"{address}" names no folder')
    return Folder(address, Path(path))
