"""A batch from end to end: the same bytes whoever prints, what is shown, and what a full disk does."""

import json
import random
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest
import requests
from moto.server import ThreadedMotoServer

from brochure.batch import batch
from brochure.batch.batch import print_batch
from brochure.batch.batch import Printed
from brochure.batch.batch import Settings
from brochure.batch.batch import Shown
from brochure.batch.batch import Stopped
from brochure.batch.select import Wish
from brochure.build import Press
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.output import open_output
from brochure.output import OutputClosed

EVERYTHING = Wish(everything=True)


@pytest.fixture
def town(shop):
    shop.language("es", "ar", "zh-Hans")
    shop.layout("other")
    shop.clinic("beta", "look: bold\nlanguages: [en, ar]\n")
    shop.clinic("gamma", "languages: [es, ar, zh-Hans]\npaper_: x\n")
    shop.change("clinics/gamma/clinic.yaml", "paper_: x\n", "")
    return shop


def alone(shop, editions):
    """Each edition printed by a press of its own."""
    project = shop.project()
    return {edition.path.as_posix(): Press(project).print(edition).data for edition in editions}


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def test_every_file_is_the_same_as_printed_alone_whoever_prints_and_in_any_order(town, monkeypatch):
    events = town.batch()
    serial = town.files()
    expected = alone(town, [event.edition for event in of(Printed, events)])
    assert len(expected) == 24
    assert serial == expected
    shutil.rmtree(town.output)
    town.batch(jobs=2)
    assert town.files() == expected
    shutil.rmtree(town.output)

    def shuffled(*arguments):
        jobs = list(make_jobs(*arguments))
        random.Random(7).shuffle(jobs)
        return iter(jobs)

    make_jobs = batch.make_jobs
    monkeypatch.setattr(batch, "make_jobs", shuffled)
    monkeypatch.setattr("brochure.batch.jobs.LEAST", 3)
    monkeypatch.setattr("brochure.batch.jobs.MOST", 3)
    town.batch()
    assert town.files() == expected


def test_what_is_saved_while_a_pool_prints_changes_nothing_of_it(town):
    events = iter(town.batch(dry=True))
    expected = alone(town, [due.edition for due in next(events).due])
    settings = Settings(output=open_output(str(town.output)), jobs=2, index=False)
    running = print_batch(town.project(), EVERYTHING, settings)
    next(running)
    first = next(running)
    assert isinstance(first, Printed)
    for path in [*(town.root / "layouts").rglob("*.j2"), *(town.root / "translations").glob("*.po")]:
        path.write_text("spoilt", encoding="utf-8")
    for event in running:
        assert isinstance(event, Printed), event
    assert town.files() == expected


def test_an_index_and_a_manifest_show_what_lies_there(town):
    events = town.batch()
    assert [event.name for event in of(Shown, events)] == ["index.html", "manifest.json"]
    manifest = json.loads((town.output / "manifest.json").read_text(encoding="utf-8"))
    assert {row["path"] for row in manifest["editions"]} == set(town.files())
    for row in manifest["editions"]:
        assert row["bytes"] == len(town.files()[row["path"]])
        assert row["size"] == 12.0
    index = (town.output / "index.html").read_bytes()
    assert b"data:image/webp;base64," in index
    town.batch()
    assert (town.output / "index.html").read_bytes() == index
    town.batch(Wish(clinics=("alpha",)))
    assert (town.output / "index.html").read_bytes() == index
    # Without the page that remembers them, thumbnails are made from the files: the page is the same.
    (town.output / "index.html").unlink()
    town.batch()
    assert (town.output / "index.html").read_bytes() == index


def test_an_index_of_a_part_still_shows_the_rest(town):
    town.batch()
    index = (town.output / "index.html").read_bytes()
    town.batch(Wish(clinics=("b*",)), force=True)
    assert (town.output / "index.html").read_bytes() == index


def test_one_clinics_mistake_stops_no_other(town):
    town.batch()
    town.change("clinics/beta/clinic.yaml", "01632 960142", "01632 960143")
    town.change("clinics/beta/clinic.yaml", "look: bold", "look: blod")
    events = town.batch()
    stopped = of(Stopped, events)
    assert {event.edition.clinic for event in stopped} == {"beta"}
    assert len(stopped) == 8
    assert all(event.left is not None for event in stopped)
    assert of(Printed, events) == []
    manifest = json.loads((town.output / "manifest.json").read_text(encoding="utf-8"))
    assert {row["clinic"] for row in manifest["editions"]} == {"alpha", "gamma"}
    assert {row["clinic"] for row in manifest["stopped"]} == {"beta"}


def test_five_hundred_editions_with_twenty_broken(shop):
    mistakes = {0: "look: blod\n", 1: "typefaces: {body: Comic}\n"}
    for number in range(249):
        # Ten clinics of 250, two editions each.
        mistake = mistakes.get(number % 50, "")
        shop.clinic(f"c{number:03d}")
        if mistake:
            file = f"clinics/c{number:03d}/clinic.yaml"
            shop.write(file, re.sub(r"(?m)^typefaces:\n( .*\n)+", "", shop.read(file)) + mistake)
    events = shop.batch(jobs=2)
    stopped = of(Stopped, events)
    assert len(of(Printed, events)) == 480
    assert len(stopped) == 20
    assert {event.edition.clinic for event in stopped} == {
        f"c{number:03d}" for number in range(249) if number % 50 < 2
    }
    said = {str(found).partition("error: ")[2] for event in stopped for found in event.errors}
    assert any('there is no look "blod"' in one for one in said)
    assert any('typeface "Comic" is not installed' in one for one in said)
    assert len(shop.files()) == 480


class Full:
    """An output whose disk is full after some files."""

    local = None
    address = "full"

    def __init__(self, room, error):
        self.room = room
        self.error = error
        self.written = []

    def find(self):
        return iter(())

    def tails(self, names, size):
        return iter(())

    def write(self, name, data):
        if len(self.written) >= self.room:
            raise self.error([Diagnostic(Severity.ERROR, "no space left")])
        self.written.append(name)

    def place(self, name):
        return name


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_stops_the_run_at_once(town, jobs):
    output = Full(5, OutputClosed)
    settings = Settings(output=output, jobs=jobs, index=False)
    with pytest.raises(OutputClosed) as caught:
        list(print_batch(town.project(), EVERYTHING, settings))
    assert len(caught.value.diagnostics) == 1
    assert len(output.written) == 5


def test_one_file_that_cannot_be_written_stops_no_other(town):
    town.output.mkdir()
    (town.output / "beta").write_text("in the way")
    events = town.batch(index=False)
    assert {event.edition.clinic for event in of(Stopped, events)} == {"beta"}
    assert {event.edition.clinic for event in of(Printed, events)} == {"alpha", "gamma"}


def test_memory_is_an_output_too(town):
    expected = alone(town, [due.edition for due in town.batch(dry=True)[0].due])
    address = "memory://batch-test"
    town.batch(address=address)
    output = open_output(address)
    assert {name: output.read(name, 10**7) for name, _ in output.find()} == expected
    assert of(Printed, town.batch(address=address)) == []
    assert output.read("index.html", 10**7)


@contextmanager
def small_disk(path, size):
    """A file system in memory of some bytes; skipped where it may not be mounted."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", path]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here: run as root")
    try:
        yield
    finally:
        subprocess.run(["umount", path], check=True)


def command(shop, *arguments):
    told = [sys.executable, "-m", "brochure", "build", "--project", shop.root, "--output", shop.output]
    return subprocess.run([*told, *arguments], capture_output=True, text=True, check=False)


def test_a_really_full_disk_is_told_once_and_leaves_only_whole_files(town):
    expected = alone(town, [due.edition for due in town.batch(dry=True)[0].due])
    with small_disk(town.output, sum(map(len, expected.values())) // 2):
        ended = command(town, "--all", "--jobs", "2")
        assert ended.returncode == 1
        assert ended.stderr.count("error:") == 1
        assert "No space left on device" in ended.stderr
        assert "not begun" in ended.stdout.splitlines()[-1]
        left = town.files()
        assert left
        assert all(expected[name] == data for name, data in left.items())
        assert not list(town.output.rglob("*.part"))


def test_a_store_of_s3_is_an_output_too(town, monkeypatch):
    """Moto's server on this machine, through s3fs, from the command's own address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        requests.put(f"http://{host}:{port}/many-leaflets", timeout=10).raise_for_status()
        town.batch()
        address = "s3://many-leaflets/2026-11"
        ended = command(town, "--all", "--jobs", "2", "--output", address)
        assert ended.returncode == 0, ended.stderr
        assert f"{address}/alpha/en/mini-screen.pdf  2 pages" in ended.stdout
        output = open_output(address)
        assert {name: output.read(name, 10**7) for name, _ in output.find()} == town.files()
        assert output.read("index.html", 10**7)
        again = command(town, "--all", "--output", address)
        assert again.stdout.splitlines()[-1].endswith(": 0 printed, 24 up to date")
        shutil.rmtree(town.root / "clinics" / "beta")
        pruned = command(town, "--all", "--prune", "--output", address)
        assert pruned.stdout.count("removed: ") == 8
        assert not [name for name, _ in open_output(address).find() if name.startswith("beta/")]
    finally:
        server.stop()
