"""A file is there whole or not at all."""

import errno
import os
import signal
from pathlib import Path

import pytest

from brochure.diagnostics import BuildError
from brochure.output import write_whole


def everything(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_folders_are_made_and_bytes_written(tmp_path):
    path = tmp_path / "riverside" / "en" / "leaflet.pdf"
    write_whole(path, b"%PDF")
    assert path.read_bytes() == b"%PDF"
    assert everything(tmp_path) == ["leaflet.pdf"]


def test_an_older_file_gives_way(tmp_path):
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(b"old and longer")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


class Full:
    """A file on a disk that fills after some bytes."""

    def __init__(self, file, then):
        self._file = file
        self._then = then

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def write(self, data):
        self._file.write(data[: len(data) // 2])
        self._file.flush()
        self._then()


@pytest.fixture
def halfway(monkeypatch):
    """Makes every write stop halfway and do something."""

    def set_up(then):
        opened = Path.open

        def open_full(path, mode="r", **more):
            file = opened(path, mode, **more)
            return Full(file, then) if "x" in mode else file

        monkeypatch.setattr(Path, "open", open_full)

    return set_up


def fail(number):
    def raise_it():
        raise OSError(number, os.strerror(number))

    return raise_it


def test_a_disk_that_fills_leaves_the_old_file_and_nothing_half_written(tmp_path, halfway):
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(b"old")
    halfway(fail(errno.ENOSPC))
    with pytest.raises(BuildError) as caught:
        write_whole(path, b"new and longer")
    assert str(caught.value).splitlines() == [
        f'error: "{path}" cannot be written: No space left on device',
        "    hint: choose another folder with --output, or make room on the disk",
    ]
    assert everything(tmp_path) == ["leaflet.pdf"]
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(signal, "raise_signal"), reason="needs signals")
def test_an_interruption_leaves_nothing_half_written(tmp_path, halfway):
    halfway(lambda: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "leaflet.pdf", b"new")
    assert everything(tmp_path) == []


def test_a_disk_that_fails_when_the_file_gets_its_name(tmp_path, monkeypatch):
    def refuse(path, target):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BuildError, match="cannot be written: Input/output error"):
        write_whole(tmp_path / "leaflet.pdf", b"new")
    assert everything(tmp_path) == []


def test_a_folder_that_may_not_be_written_to(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: fail(errno.EACCES)())
    with pytest.raises(BuildError, match="cannot be written: Permission denied"):
        write_whole(tmp_path / "new" / "leaflet.pdf", b"new")


def test_a_file_where_a_folder_is_needed(tmp_path):
    (tmp_path / "build").write_text("a file")
    with pytest.raises(BuildError, match=r"cannot be written: (Not a directory|File exists)"):
        write_whole(tmp_path / "build" / "leaflet.pdf", b"new")
    assert (tmp_path / "build").read_text() == "a file"


def test_a_folder_where_the_file_is_to_stand(tmp_path):
    (tmp_path / "leaflet.pdf").mkdir()
    with pytest.raises(BuildError, match="cannot be written: Is a directory"):
        write_whole(tmp_path / "leaflet.pdf", b"new")
    assert everything(tmp_path) == []


def test_two_builds_at_once_never_share_a_temporary_name(tmp_path, monkeypatch):
    names = []
    replace = Path.replace

    def note(path, target):
        names.append(path.name)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", note)
    write_whole(tmp_path / "leaflet.pdf", b"one")
    monkeypatch.setattr(os, "getpid", lambda: 1)
    write_whole(tmp_path / "leaflet.pdf", b"two")
    assert len(set(names)) == 2
    assert all(name.startswith(".leaflet.pdf.") for name in names)
