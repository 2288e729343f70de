"""An output in a store, without a network: memory, a store that shows files while they grow, and refusals."""

import errno
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from brochure.diagnostics import BuildError
from brochure.output import open_output
from brochure.output import OutputClosed
from brochure.output.remote import Store

NAME = "riverside/en/trifold-screen.pdf"


class Growing(MemoryFileSystem):
    """A store like sftp: a file is seen while it is written, and gets another name afterwards.

    What has been listed once is said again.
    """

    protocol = "growing"
    store: ClassVar = {}
    pseudo_dirs: ClassVar = [""]
    done: ClassVar = []
    listed: ClassVar = {}

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(path.removeprefix("growing://"))

    def pipe_file(self, path, value, **_):
        self.done.append(("pipe", path))
        half = value[: len(value) // 2]
        super().pipe_file(path, half)
        if value == b"too much":
            raise OSError(errno.ENOSPC, "No space left on device")
        super().pipe_file(path, value)

    def find(self, path, **more):
        if path not in self.listed:
            self.listed[path] = super().find(path, **more)
        return self.listed[path]

    def invalidate_cache(self, path=None):
        self.listed.clear()

    def mv(self, path, target, **_):
        self.done.append(("mv", path, target))
        super().mv(path, target)


@pytest.fixture(params=["memory", "growing"])
def output(request, tmp_path):
    fsspec.register_implementation("growing", Growing, clobber=True)
    Growing.store.clear()
    Growing.done.clear()
    return open_output(f"{request.param}:/{tmp_path}/2026-11")


def test_a_store_keeps_what_it_is_given(output):
    assert output.local is None
    assert output.place(NAME) == f"{output.address}/{NAME}"
    assert list(output.find()) == []
    output.write(NAME, b"%PDF")
    output.write("index.html", b"<!doctype html>")
    output.write(NAME, b"%PDF, newer")
    assert list(output.find()) == [(NAME, 11)]
    assert output.read(NAME, 11) == b"%PDF, newer"
    assert output.read(NAME, 10) is None
    assert output.read("missing.pdf", 10) is None
    output.remove(NAME)
    output.remove(NAME)
    assert list(output.find()) == []
    assert output.read("index.html", 99) == b"<!doctype html>"


def test_tails_of_long_short_empty_and_missing_files(output):
    names = ["a/long.pdf", "a/short.pdf", "missing.pdf", "a/empty.pdf", "a/long.pdf"]
    assert list(output.tails(names, 4)) == [None] * 5
    output.write("a/long.pdf", b"0123456789")
    output.write("a/short.pdf", b"ab")
    output.write("a/empty.pdf", b"")
    assert list(output.tails(names, 4)) == [b"6789", b"ab", None, b"", b"6789"]
    assert list(output.tails(names[:2], 4)) == [b"6789", b"ab"]
    assert list(output.tails([], 4)) == []


def test_tails_of_a_thousand_files(output):
    names = [f"clinic-{number // 50}/en/{number}.pdf" for number in range(1000)]
    for number, name in enumerate(names):
        if number % 3:
            output.write(name, b"%06d" % number)
    wanted = [b"%04d" % number if number % 3 else None for number in range(1000)]
    assert list(output.tails(names[::-1], 4)) == wanted[::-1]


def test_finding_takes_only_our_names_below_the_prefix(output):
    system, root = output._system, output._root
    for path in ("/x.pdf", "/a/.x.pdf.1.part", "/.cache/x.pdf", "/a/x.html", "/b/x.pdf", "-too/x.pdf"):
        MemoryFileSystem.pipe_file(system, root + path, b"123")
    assert list(output.find()) == [("b/x.pdf", 3), ("x.pdf", 3)]


def test_the_address_of_a_file_has_no_files_below(output):
    output.write("x.pdf", b"123")
    assert list(open_output(output.place("x.pdf")).find()) == []


def test_several_threads_write_at_once(output):
    files = {f"clinic-{number}/en.pdf": b"%d" % number * 1000 for number in range(100)}
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(output.write, files, files.values()))
    assert list(output.find()) == sorted((name, len(data)) for name, data in files.items())
    assert dict(zip(files, output.tails(list(files), 9000), strict=True)) == files


def test_a_growing_file_gets_its_name_when_it_is_whole(tmp_path):
    fsspec.register_implementation("growing", Growing, clobber=True)
    Growing.done.clear()
    output = open_output(f"growing:/{tmp_path}")
    output.write(NAME, b"old")
    (_, piped), (_, moved, target) = Growing.done
    assert piped == moved != target
    assert target == f"{tmp_path}/{NAME}"
    with pytest.raises(OutputClosed) as caught:
        output.write(NAME, b"too much")
    assert str(caught.value).splitlines() == [
        f'error: "{output.place(NAME)}" cannot be written: No space left on device',
        "    hint: choose another address with --output, or make room there",
    ]
    assert output.read(NAME, 9) == b"old"
    output._system.invalidate_cache()
    assert output._system.find(str(tmp_path)) == [target]


# Addresses


@pytest.mark.parametrize(
    ("address", "told"),
    [
        pytest.param(
            "memry://x",
            [
                'error: "memry://x" cannot be opened: nobody knows "memry://"',
                '    hint: did you mean "memory"?',
                "    hint: for example: file, s3, gcs, abfs, sftp, memory",
            ],
            id="misspelt",
        ),
        pytest.param(
            "xyz://me:sesame@host/x",
            [
                'error: "xyz://host/x" cannot be opened: nobody knows "xyz://"',
                "    hint: for example: file, s3, gcs, abfs, sftp, memory",
            ],
            id="unknown",
        ),
        pytest.param(
            "s3://",
            ['error: "s3://" names no bucket', "    hint: expected s3://<bucket>/<prefix>"],
            id="no bucket",
        ),
        pytest.param(
            "ftp://me:sesame@127.0.0.1:9/x",
            [
                'error: "ftp://127.0.0.1:9/x" cannot be opened: '
                "the store cannot be reached: ConnectionRefusedError",
                "    hint: is there a network, and is the address right?",
            ],
            id="nobody there",
        ),
        pytest.param(
            "ftp://me:ses/ame@127.0.0.1:9/x",
            [
                'error: "ftp://127.0.0.1:9/x" cannot be opened: the store refused: ValueError',
                "    hint: choose another address with --output",
            ],
            id="a password that spoils the address",
        ),
    ],
)
def test_addresses_that_cannot_be_opened(address, told):
    with pytest.raises(BuildError) as caught:
        open_output(address)
    assert str(caught.value).splitlines() == told


@pytest.mark.parametrize(
    ("address", "module", "library", "hint"),
    [
        ("s3://leaflets/x", "s3fs", "s3", "pip install 'brochure[s3]'"),
        ("gcs://leaflets/x", "gcsfs", "gcs", "Please install gcsfs to access Google Storage"),
    ],
)
def test_a_library_that_is_not_installed(monkeypatch, address, module, library, hint):
    monkeypatch.setitem(sys.modules, module, None)
    # What fsspec has loaded before, it would find again.
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, library, raising=False)
    with pytest.raises(BuildError) as caught:
        open_output(address)
    assert str(caught.value).splitlines() == [
        f'error: "{address}" cannot be opened: the library for "{library}://" is not installed',
        f"    hint: {hint}",
    ]


# Refusals


class Refusing:
    """A store that raises one error, whatever is asked."""

    def __init__(self, error):
        self._error = error

    def invalidate_cache(self):
        pass

    def _refuse(self, *_, **__):
        raise self._error

    info = cat_file = cat_ranges = find = pipe_file = rm_file = _refuse


class NoCredentialsError(Exception):
    """Named as botocore's, which is no OSError."""


class EndpointConnectionError(Exception):
    """Named as botocore's, which is no OSError."""


class HttpError(Exception):
    """Named as gcsfs's."""


def wrapped(error, cause):
    error.__cause__ = cause
    return error


ROOM = OSError(errno.ENOSPC, "No space left on device")
LOUD = [
    HttpError("429 for https://me:sesame@host/x: " + "too many requests " * 50),
    HttpError("429 for https://me:sesame@host/x: too many requests\nTraceback: everything"),
]


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (NoCredentialsError("Unable to find any"), OutputClosed, "no credentials: Unable to find any"),
        (wrapped(OSError("Expired"), NoCredentialsError()), OutputClosed, "no credentials: Expired"),
        (PermissionError("Access Denied"), OutputClosed, "no permission: Access Denied"),
        (FileNotFoundError("The specified bucket does not exist"), OutputClosed, "there is no such bucket"),
        (EndpointConnectionError("Nobody at x"), OutputClosed, "the store cannot be reached: Nobody at x"),
        (TimeoutError(), OutputClosed, "the store cannot be reached: TimeoutError"),
        (ConnectionResetError(104, "Reset"), OutputClosed, "the store cannot be reached: [Errno 104] Reset"),
        (ROOM, OutputClosed, "No space left on device"),
        (HttpError("Invalid Credentials, 401"), OutputClosed, "no credentials: Invalid Credentials, 401"),
        (OSError("Forbidden: b/x\nnot you"), OutputClosed, "no permission: Forbidden: b/x"),
        (HttpError("Slow down"), BuildError, "the store refused: Slow down"),
        (NotImplementedError(), BuildError, "the store refused: NotImplementedError"),
    ],
)
def test_what_a_store_refuses_is_one_diagnostic(error, kind, reason):
    output = Store("s3://leaflets/x", "s3", Refusing(error), "leaflets/x", secret=False)
    for done, place, use in (
        ("written", f"s3://leaflets/x/{NAME}", lambda: output.write(NAME, b"x")),
        ("read", f"s3://leaflets/x/{NAME}", lambda: output.read(NAME, 1)),
        ("listed", "s3://leaflets/x", lambda: list(output.find())),
        ("listed", "s3://leaflets/x", lambda: list(output.tails([NAME], 1))),
    ):
        with pytest.raises(BuildError) as caught:
            use()
        assert type(caught.value) is kind
        assert str(caught.value).splitlines()[0] == f'error: "{place}" cannot be {done}: {reason}'
        assert len(caught.value.diagnostics) == 1


@pytest.mark.parametrize("error", LOUD)
def test_a_stores_words_are_one_line_without_passwords(error):
    output = Store("gcs://leaflets", "gcs", Refusing(error), "leaflets", secret=False)
    with pytest.raises(BuildError) as caught:
        output.write(NAME, b"x")
    told = str(caught.value)
    assert "sesame" not in told
    assert "Traceback" not in told
    assert "the store refused: 429 for https://host/x: too many requests" in told
    assert max(map(len, told.splitlines())) < 300


def test_a_file_that_is_gone_between_listing_and_reading(output, monkeypatch):
    output.write("a.pdf", b"aaa")
    output.write("b.pdf", b"bbb")
    found = output._list("")
    output.remove("a.pdf")
    monkeypatch.setattr(output, "_list", lambda _: found)
    assert list(output.tails(["a.pdf", "b.pdf"], 2)) == [None, b"bb"]


def test_a_tail_that_is_refused(output, monkeypatch):
    output.write("a.pdf", b"aaa")
    monkeypatch.setattr(output._system, "cat_file", Refusing(PermissionError("Forbidden")).cat_file)
    with pytest.raises(OutputClosed, match=r'a\.pdf" cannot be read: no permission: Forbidden'):
        list(output.tails(["a.pdf"], 2))
