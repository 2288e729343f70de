"""An output in a folder of this machine."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from brochure.diagnostics import BuildError
from brochure.output import open_output
from brochure.output import OutputClosed

NAME = "riverside/en/trifold-screen.pdf"


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def output(tmp_path):
    return open_output(str(tmp_path / "build"))


def test_addresses_of_folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for address, local, place in [
        ("build", Path("build"), f"build/{NAME}"),
        ("./build/", Path("build"), f"build/{NAME}"),
        (str(tmp_path), tmp_path, f"{tmp_path}/{NAME}"),
        (f"file://{tmp_path}/x", tmp_path / "x", f"{tmp_path}/x/{NAME}"),
        (f"local://{tmp_path}/x", tmp_path / "x", f"{tmp_path}/x/{NAME}"),
        ("FILE://build", Path("build"), f"build/{NAME}"),
    ]:
        output = open_output(address)
        assert (output.address, output.local, output.place(NAME)) == (address, local, place)
        output.write(NAME, b"x")
        assert (local / NAME).read_bytes() == b"x"


@pytest.mark.parametrize("address", ["", "file://"])
def test_an_address_without_a_folder(address):
    with pytest.raises(BuildError, match=f'error: "{address}" names no folder'):
        open_output(address)


def test_stores_are_not_loaded_for_a_folder():
    run = "import sys; from brochure.output import open_output; open_output('file:///tmp'); open_output('x')"
    told = "; print(sorted({'fsspec', 'asyncio', 'ssl'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", run + told], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# Reading


def test_tails_of_long_short_empty_and_missing_files(output):
    names = ["long.pdf", "short.pdf", "missing.pdf", "empty.pdf", "no/such/folder.pdf", "long.pdf"]
    output.write("long.pdf", b"0123456789")
    output.write("short.pdf", b"ab")
    output.write("empty.pdf", b"")
    assert list(output.tails(names, 4)) == [b"6789", b"ab", None, b"", None, b"6789"]


def test_tails_of_a_thousand_files(output):
    names = [f"clinic-{number // 50}/en/{number}.pdf" for number in range(1000)]
    for number, name in enumerate(names):
        output.write(name, b"%06d" % number)
    assert list(output.tails(names[::-1], 4)) == [b"%04d" % number for number in range(1000)][::-1]


def test_tails_of_what_is_no_file(output):
    output.write("file.pdf", b"x")
    (output.local / "folder.pdf").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(output.local / "pipe.pdf")  # waiting for its other end would take for ever
    (output.local / "link.pdf").symlink_to("nowhere.pdf")
    (output.local / "round.pdf").symlink_to("round.pdf")
    names = ["folder.pdf", "pipe.pdf", "link.pdf", "round.pdf", "file.pdf/below.pdf"]
    assert list(output.tails(names, 4)) == [None] * 5


def test_reading_up_to_a_limit(output):
    output.write(NAME, b"12345")
    assert output.read(NAME, 5) == b"12345"
    assert output.read(NAME, 4) is None
    assert output.read("missing.pdf", 4) is None
    assert output.read(f"{NAME}/below.pdf", 4) is None


def test_reading_a_folder(output):
    (output.local / "folder.pdf").mkdir(parents=True)
    with pytest.raises(BuildError, match=r'folder\.pdf" cannot be read: Is a directory'):
        output.read("folder.pdf", 4)


def test_finding_takes_only_pdf_files_of_our_names(output, tmp_path):
    assert list(output.find()) == []
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "theirs.pdf").write_bytes(b"theirs")
    for name in ["b/x.pdf", "a/en/x.pdf", "a-b/x.pdf", "index.html", "a/x.PDF", "top.pdf"]:
        output.write(name, b"123")
    (output.local / ".cache").mkdir()
    for name in [".cache/x.pdf", "a/.x.pdf.1.part", "a/.hidden.pdf", "a/od:d.pdf"]:
        (output.local / name).write_bytes(b"x")
    (output.local / "linked").symlink_to(outside)
    (output.local / "round").symlink_to(output.local)
    (output.local / "link.pdf").symlink_to(outside / "theirs.pdf")
    (output.local / "folder.pdf").mkdir()
    assert list(output.find()) == [("a-b/x.pdf", 3), ("a/en/x.pdf", 3), ("b/x.pdf", 3), ("top.pdf", 3)]


def test_finding_where_a_file_is(tmp_path):
    (tmp_path / "build").write_text("a file")
    with pytest.raises(BuildError, match='build" cannot be listed: Not a directory'):
        list(open_output(str(tmp_path / "build")).find())


# Writing


def test_a_linked_file_is_replaced_and_not_followed(output, tmp_path):
    (tmp_path / "theirs.pdf").write_bytes(b"theirs")
    output.local.mkdir()
    (output.local / "x.pdf").symlink_to(tmp_path / "theirs.pdf")
    output.write("x.pdf", b"ours")
    assert (tmp_path / "theirs.pdf").read_bytes() == b"theirs"
    assert not (output.local / "x.pdf").is_symlink()
    assert output.read("x.pdf", 10) == b"ours"


def test_a_link_of_the_temporary_name_is_not_followed(output, tmp_path):
    (tmp_path / "theirs.pdf").write_bytes(b"theirs")
    output.local.mkdir()
    (output.local / f".x.pdf.{os.getpid()}.part").symlink_to(tmp_path / "theirs.pdf")
    output.write("x.pdf", b"ours")
    assert (tmp_path / "theirs.pdf").read_bytes() == b"theirs"
    assert everything(output.local) == ["x.pdf"]


def test_a_linked_folder_is_the_users_choice(output, tmp_path):
    (tmp_path / "large-disk").mkdir()
    output.local.mkdir()
    (output.local / "riverside").symlink_to(tmp_path / "large-disk")
    output.write(NAME, b"x")
    assert (tmp_path / "large-disk" / "en" / "trifold-screen.pdf").read_bytes() == b"x"
    output.remove(NAME)
    assert everything(tmp_path / "large-disk") == []
    assert (output.local / "riverside").is_symlink()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_closes_the_output(output, monkeypatch, number):
    output.write(NAME, b"old")

    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OutputClosed) as caught:
        output.write(NAME, b"new")
    monkeypatch.undo()
    assert str(caught.value).splitlines() == [
        f'error: "{output.place(NAME)}" cannot be written: {os.strerror(number)}',
        "    hint: choose another folder with --output, or make room on the disk",
    ]
    assert output.read(NAME, 9) == b"old"


def test_another_failure_stops_one_edition_only(output):
    (output.local / NAME).mkdir(parents=True)
    with pytest.raises(BuildError, match="cannot be written: Is a directory") as caught:
        output.write(NAME, b"x")
    assert not isinstance(caught.value, OutputClosed)
    output.write("other.pdf", b"x")


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=64k,nr_inodes=50"]
    try:
        done = subprocess.run(
            ["mount", *options, "tmpfs", folder], capture_output=True, text=True, check=False
        )
    except OSError as error:
        pytest.skip(f"no small disk: {error}")
    if done.returncode:
        pytest.skip(f"no small disk, because only root may mount one: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_really_full(small_disk):
    output = open_output(str(small_disk))
    output.write(NAME, b"o" * 30_000)
    for data in (b"n" * 60_000, b"n" * 200_000):
        with pytest.raises(OutputClosed, match="cannot be written: No space left on device"):
            output.write(NAME, data)
    with pytest.raises(OutputClosed):
        output.write("other/en/x.pdf", b"n" * 60_000)
    assert output.read(NAME, 99_999) == b"o" * 30_000
    assert list(output.find()) == [(NAME, 30_000)]
    assert not [path for path in small_disk.rglob("*") if path.name.endswith(".part")]
    output.remove(NAME)
    output.write("other/en/x.pdf", b"n" * 60_000)


def test_a_disk_that_may_only_be_read(small_disk):
    output = open_output(str(small_disk))
    output.write(NAME, b"old")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    for name in (NAME, "new/folder.pdf"):
        with pytest.raises(OutputClosed, match="cannot be written: Read-only file system"):
            output.write(name, b"new")
    with pytest.raises(BuildError, match="cannot be removed: Read-only file system"):
        output.remove(NAME)
    assert output.read(NAME, 9) == b"old"


# What killed runs leave


def test_temporaries_of_runs_that_are_gone_are_removed(output):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    folder = (output.local / NAME).parent
    folder.mkdir(parents=True)
    mine, gone, alive = (f".x.pdf.{number}.part" for number in (os.getpid(), ended.pid, os.getppid()))
    for name in (mine, gone, alive, ".x.pdf.part", ".x.pdf.0.part", "x.pdf.1.part", ".vimrc"):
        (folder / name).write_bytes(b"half")
    output.write(NAME, b"x")
    left = {path.name for path in folder.iterdir()}
    assert left == {
        "trifold-screen.pdf",
        mine,
        alive,
        ".x.pdf.part",
        ".x.pdf.0.part",
        "x.pdf.1.part",
        ".vimrc",
    }


def test_a_run_killed_while_it_writes_leaves_only_whole_files(output):
    script = """
import os, signal, sys
from pathlib import Path
from brochure.output import open_output

output = open_output(sys.argv[1])
output.write("a/whole.pdf", b"whole")
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
output.write("a/half.pdf", b"half")
"""
    done = subprocess.run([sys.executable, "-c", script, str(output.local)], check=False)
    assert done.returncode < 0
    assert list(output.find()) == [("a/whole.pdf", 5)]
    assert len(everything(output.local / "a")) == 2
    output.write("a/half.pdf", b"half")
    assert everything(output.local / "a") == ["half.pdf", "whole.pdf"]


# Removing


def test_a_removed_file_takes_its_empty_folders_along(output):
    for name in (NAME, "riverside/es/trifold-screen.pdf"):
        output.write(name, b"x")
    output.remove(NAME)
    assert everything(output.local) == ["riverside", "riverside/es", "riverside/es/trifold-screen.pdf"]
    output.remove("riverside/es/trifold-screen.pdf")
    assert output.local.is_dir()
    assert everything(output.local) == []
    output.remove(NAME)


def test_a_folder_is_not_removed_as_a_file(output):
    (output.local / NAME).mkdir(parents=True)
    with pytest.raises(BuildError, match=r"cannot be removed: (Is a directory|Operation not permitted)"):
        output.remove(NAME)
