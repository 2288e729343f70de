"""Files in a store that fsspec knows: s3, gcs, abfs, sftp, memory and others."""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any

from brochure.diagnostics import BuildError
from brochure.diagnostics import nearest
from brochure.output.names import check_name
from brochure.output.names import is_name
from brochure.output.troubles import kind_of
from brochure.output.troubles import OutputClosed
from brochure.output.troubles import reason_of
from brochure.output.troubles import refuse

_BUCKETS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "oci", "oss"})

_AT_ONCE = _BUCKETS | {"memory"}
"""Stores that show a file only when they have all of it."""

_TYPE_OPTION = {"s3": "ContentType", "s3a": "ContentType", "gs": "content_type", "gcs": "content_type"}
_TYPES = {".pdf": "application/pdf", ".html": "text/html; charset=utf-8", ".json": "application/json"}
"""A store says them again to browsers, which would else offer the index to be saved, not show it."""

_SECRET = re.compile(r"(?<=//)[^@\s]*:[^@\s]*@")
_NO_CREDENTIALS = re.compile(r"Credential|Authentication|Token|RefreshError|ProfileNotFound")
_NO_NETWORK = re.compile(r"Connect|Timeout|Unreachable|gaierror")
_AT_A_TIME = 256
_LONGEST_WORDS = 200


def open_store(address: str) -> Store:
    """The store of an address with a scheme; BuildError when nobody knows it or its library is missing."""
    from fsspec import available_protocols
    from fsspec import get_filesystem_class
    from fsspec.core import url_to_fs

    shown = _SECRET.sub("", address)
    protocol = address.partition("://")[0]
    try:
        get_filesystem_class(protocol)
    except ValueError as error:
        raise refuse(
            BuildError,
            f'"{shown}" cannot be opened: nobody knows "{protocol}://"',
            *nearest(protocol.lower(), available_protocols())[:-1],
            "for example: file, s3, gcs, abfs, sftp, memory",
        ) from error
    except ImportError as error:
        hint = "pip install 'brochure[s3]'" if protocol in ("s3", "s3a") else str(error)
        message = f'"{shown}" cannot be opened: the library for "{protocol}://" is not installed'
        raise refuse(BuildError, message, hint) from error
    try:
        system, root = url_to_fs(address)
    except Exception as error:  # each store has its own
        raise _refuse(protocol, "opened", shown, error, secret=shown != address) from error
    if protocol in _BUCKETS and not root:
        raise refuse(BuildError, f'"{shown}" names no bucket', f"expected {protocol}://<bucket>/<prefix>")
    return Store(shown, protocol, system, root, secret=shown != address)


class Store:
    """An output behind an address with a scheme. Slow to answer, so several threads may share one."""

    def __init__(self, address: str, protocol: str, system: Any, root: str, *, secret: bool) -> None:
        self.address = address
        self.local = None
        self._protocol = protocol
        self._system = system
        self._root = root.rstrip("/")
        self._secret = secret

    def tails(self, names: Sequence[str], size: int) -> Iterator[bytes | None]:
        """The last `size` bytes of each file, or all when it has fewer; None where there is none.

        What is there is listed first, so files that are not there cost no request; the others are asked for
        many at a time.
        """
        paths = [self._path(name) for name in names]
        sizes = self._list(posixpath.commonpath([posixpath.dirname(name) for name in names])) if names else {}
        for start in range(0, len(names), _AT_A_TIME):
            some = slice(start, start + _AT_A_TIME)
            asked = {
                path: sizes[name]
                for name, path in zip(names[some], paths[some], strict=True)
                if sizes.get(name)
            }
            with self._telling("read"):
                got = self._system.cat_ranges(
                    list(asked), [max(0, end - size) for end in asked.values()], list(asked.values())
                )
            data = dict(zip(asked, got, strict=True))
            for name, path in zip(names[some], paths[some], strict=True):
                yield self._one(data.get(path, b"" if name in sizes else None), name)

    def _one(self, got: bytes | Exception | None, name: str) -> bytes | None:
        """What a store has given for one file; another may have removed it meanwhile."""
        if isinstance(got, FileNotFoundError):
            return None
        with self._telling("read", name):
            if isinstance(got, Exception):
                raise got
        return got

    def read(self, name: str, limit: int) -> bytes | None:
        """A file's bytes; None where there is none, or one of more than `limit` bytes, which is not ours."""
        path = self._path(name)
        with self._telling("read", name), _missing_is_fine():
            # Not all stores take a range beyond the end, nor one of an empty file.
            size = self._system.info(path)["size"]
            return bytes(self._system.cat_file(path)) if size <= limit else None
        return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all, as far as the store's renaming is; one name by one thread."""
        path = self._path(name)
        with self._telling("written", name):
            if self._protocol in _AT_ONCE:
                kind = _TYPES.get(posixpath.splitext(name)[1])
                option = _TYPE_OPTION.get(self._protocol)
                self._system.pipe_file(path, data, **({option: kind} if option and kind else {}))
                return
            folder, last = posixpath.split(path)
            temporary = f"{folder}/.{last}.{os.getpid()}.part"
            self._system.makedirs(folder, exist_ok=True)
            try:
                self._system.pipe_file(temporary, data)
                self._system.mv(temporary, path)
            except BaseException:
                with contextlib.suppress(Exception):
                    self._system.rm_file(temporary)
                raise

    def find(self) -> Iterator[tuple[str, int]]:
        """The names of all PDF files and their sizes in bytes, in order of names."""
        found = self._list("")
        yield from sorted((name, size) for name, size in found.items() if name.endswith(".pdf"))

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        path = self._path(name)
        with self._telling("removed", name), _missing_is_fine():
            self._system.rm_file(path)

    def place(self, name: str) -> str:
        """Where a file is, as people are told."""
        return f"{self.address.rstrip('/') if self._root else self.address}/{name}"

    def _path(self, name: str) -> str:
        return f"{self._root}/{check_name(name)}"

    def _list(self, folder: str) -> dict[str, int]:
        """The sizes of all files with our kind of names below a folder."""
        with self._telling("listed"):
            # What others have written since is asked for anew.
            self._system.invalidate_cache()
            found = {}
            with _missing_is_fine():
                found = self._system.find(f"{self._root}/{folder}".rstrip("/"), detail=True)
        above = f"{self._root}/"
        named = (
            (path.removeprefix(above), entry["size"] or 0)
            for path, entry in found.items()
            if path.startswith(above)
        )
        return {name: size for name, size in named if is_name(name)}

    @contextlib.contextmanager
    def _telling(self, done: str, name: str = "") -> Iterator[None]:
        """What a store raises, as one diagnostic."""
        try:
            yield
        except Exception as error:  # each store has its own
            shown = self.place(name) if name else self.address
            raise _refuse(self._protocol, done, shown, error, secret=self._secret) from error


@contextlib.contextmanager
def _missing_is_fine() -> Iterator[None]:
    """A file may be missing; a bucket may not."""
    try:
        yield
    except FileNotFoundError as error:
        if "bucket" in str(error).lower():
            raise


def _refuse(protocol: str, done: str, shown: str, error: Exception, *, secret: bool) -> BuildError:
    """What a store has raised, as an error of ours; not in its own words when these may repeat a password."""
    kinds = " ".join(type(cause).__name__ for cause in _causes(error))
    words = _SECRET.sub("", str(error)).strip().partition("\n")[0]
    said = f": {words[:_LONGEST_WORDS]}" if words and not secret else f": {type(error).__name__}"
    amazon = protocol in ("s3", "s3a")
    kind: type[BuildError] = OutputClosed
    if _NO_CREDENTIALS.search(kinds) or "Invalid Credentials" in words:
        reason = f"no credentials{said}"
        hint = (
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to ~/.aws/credentials"
            if amazon
            else "give them as the store's own tools expect them"
        )
    elif isinstance(error, PermissionError) or words.startswith("Forbidden"):
        reason = f"no permission{said}"
        hint = "may these credentials list, read and write there?"
    elif isinstance(error, FileNotFoundError):
        reason = f"there is no such {'bucket' if protocol in _BUCKETS else 'folder'}"
        hint = "it is not made here: make it with the store's own tools, or correct --output"
    elif _NO_NETWORK.search(kinds):
        reason = f"the store cannot be reached{said}"
        hint = "is there a network, and is the address right" + (" (AWS_ENDPOINT_URL)?" if amazon else "?")
    elif isinstance(error, OSError) and kind_of(error) is OutputClosed:
        reason = reason_of(error)
        hint = "choose another address with --output, or make room there"
    else:
        kind = BuildError
        reason = f"the store refused{said}"
        hint = "choose another address with --output"
    return refuse(kind, f'"{shown}" cannot be {done}: {reason}', hint)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__
