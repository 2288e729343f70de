"""`brochure build` as people and programs run it: what is said, and what is left when it is ended."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

import pytest

ROWS = 60


@pytest.fixture
def town(shop):
    for number in range(ROWS):
        shop.clinic(f"c{number:02d}")
    return shop


def command(shop, *arguments):
    told = [sys.executable, "-m", "brochure", "build", "--project", shop.root, "--output", shop.output]
    return [*map(str, told), *arguments]


def take_all(shop):
    """All files as they are to be, by name; none of them is there any more."""
    shop.batch(index=False)
    expected = shop.files()
    for name in expected:
        (shop.output / name).unlink()
    return expected


def run(shop, *arguments):
    return subprocess.run(command(shop, *arguments), capture_output=True, text=True, check=False)


def start(shop, *arguments):
    """The command in a group of its own, as a terminal would start it, once the first file is there."""
    started = subprocess.Popen(
        command(shop, *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not shop.files():
        assert time.monotonic() < until
        assert started.poll() is None, started.communicate()
        time.sleep(0.005)
    return started


def workers_of(pid):
    """The processes that a process has started."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as file:
                    if int(file.read().rpartition(")")[2].split()[1]) == pid:
                        found.append(int(entry))
            except OSError:
                continue
    return found


def command_of(pid):
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        return file.read()


def runs(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pids):
    until = time.monotonic() + 20
    while any(map(runs, pids)):
        assert time.monotonic() < until, "workers outlive the run"
        time.sleep(0.05)


def whole(shop):
    return all(data.startswith(b"%PDF-") and data.endswith(b"%%EOF\n") for data in shop.files().values())


def go_on(shop, expected):
    """The same command prints the rest, and the end is as if nothing had happened."""
    before = {name: (shop.output / name).stat().st_mtime_ns for name in shop.files()}
    ended = run(shop, "--all", "--jobs", "2")
    assert ended.returncode == 0, ended.stderr
    assert shop.files() == expected
    assert all((shop.output / name).stat().st_mtime_ns == then for name, then in before.items())
    assert not list(shop.output.rglob("*.part"))


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="processes are looked up in /proc")
def test_kill_9_leaves_whole_files_and_no_workers_and_the_next_run_goes_on(town):
    expected = take_all(town)
    started = start(town, "--all", "--jobs", "2")
    workers = workers_of(started.pid)
    os.kill(started.pid, signal.SIGKILL)
    started.communicate()
    assert workers
    wait_until_gone(workers)
    assert 0 < len(town.files()) < len(expected)
    assert whole(town)
    go_on(town, expected)


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="processes are looked up in /proc")
def test_a_worker_that_is_killed_costs_nothing(town):
    expected = take_all(town)
    started = start(town, "--all", "--jobs", "2")
    spawned = [pid for pid in workers_of(started.pid) if b"spawn_main" in command_of(pid)]
    os.kill(spawned[0], signal.SIGKILL)
    said, told = started.communicate(timeout=120)
    assert started.returncode == 0
    assert "error" not in told
    assert said.splitlines()[-1].endswith(f": {2 * (ROWS + 1)} printed")
    assert town.files() == expected


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_cleanly(town, jobs):
    expected = take_all(town)
    started = start(town, "--all", "--jobs", jobs)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does: to every process of the run
    _, told = started.communicate(timeout=60)
    assert started.returncode == 130
    *_, before, last = told.splitlines()
    assert last == "interrupted"
    assert re.fullmatch(r"\d+ printed, \d+ not begun: the same command goes on from there", before)
    assert "Traceback" not in told
    assert whole(town)
    go_on(town, expected)


def test_lines_in_a_pipe(shop):
    shop.clinic("beta", "look: glod\n")
    shop.clinic("gamma", "look: glod\n")
    ended = run(shop, "--all", "--jobs", "1")
    assert ended.returncode == 1
    *files, index, last = ended.stdout.splitlines()
    assert [line.split("  ")[1] for line in files] == ["2 pages", "2 pages"]
    assert index == str(shop.output / "index.html")
    assert re.fullmatch(r"stopped in \d+\.\d\d s: 2 printed, 4 stopped", last)
    told = [line for line in ended.stderr.splitlines() if "there is no look" in line or "stops" in line]
    line = shop.read("clinics/beta/clinic.yaml").splitlines().index("look: glod") + 1
    assert told == [
        f'clinics/beta/clinic.yaml:{line}:7: error: there is no look "glod"',
        "    stops 2 editions: beta/en/mini/screen, beta/en/mini/office",
        f'clinics/gamma/clinic.yaml:{line}:7: error: there is no look "glod"',
        "    stops 2 editions: gamma/en/mini/screen, gamma/en/mini/office",
    ]
    again = run(shop, "--clinic", "alpha")
    assert [line.split("  ")[-1] for line in again.stdout.splitlines()[:2]] == ["up to date"] * 2


def test_one_cause_is_told_once_with_its_editions(town):
    town.change("layouts/mini/template.xml.j2", "cover.heading", "cover.headnig")
    ended = run(town, "--all", "--jobs", "1")
    assert ended.returncode == 1
    causes = [line for line in ended.stderr.splitlines() if "error:" in line]
    assert len(causes) == 1
    assert (
        f"stops {2 * (ROWS + 1)} editions: alpha/en/mini/screen, alpha/en/mini/office, c00/en/mini/screen"
        in ended.stderr
    )
    assert "and 116 more" in ended.stderr


def test_json_is_one_object_a_line_and_nothing_else(shop):
    shop.clinic("beta", "look: glod\n")
    ended = run(shop, "--all", "--json", "--jobs", "1")
    events = [json.loads(line) for line in ended.stdout.splitlines()]
    assert (ended.returncode, ended.stderr) == (1, "")
    assert [event["event"] for event in events] == [
        *("planned", "printed", "printed", "stopped", "stopped", "shown", "shown", "ended"),
    ]
    assert (events[0]["due"], events[0]["current"], events[0]["old"]) == (4, 0, [])
    printed = events[1]
    assert printed["edition"] == "alpha/en/mini/screen"
    assert printed["path"] == str(shop.output / "alpha/en/mini-screen.pdf")
    assert printed["bytes"] == os.path.getsize(printed["path"])
    assert (printed["pages"], printed["size"], printed["plan"], printed["draft"]) == (2, 12.0, "only", True)
    assert events[3]["edition"] == "beta/en/mini/screen"
    assert 'there is no look "glod"' in events[3]["messages"][0]
    assert (events[-1]["well"], events[-1]["printed"], events[-1]["stopped"]) == (False, 2, 2)
    again = [
        json.loads(line) for line in run(shop, "--all", "--json", "--clinic", "alpha").stdout.splitlines()
    ]
    assert [event["event"] for event in again] == ["planned", "current", "current", "ended"]


def test_a_dry_run_says_why_and_prints_nothing(shop):
    run(shop)
    shop.change("clinics/alpha/clinic.yaml", "960142", "960143")
    ended = run(shop, "--all", "--dry-run")
    assert ended.returncode == 0
    lines = ended.stdout.splitlines()
    assert [line.split("  ")[1] for line in lines[:2]] == ["changed clinic"] * 2
    assert re.fullmatch(r"done in \d\.\d\d s: 2 to be printed", lines[-1])
    events = [json.loads(line) for line in run(shop, "--all", "--dry-run", "--json").stdout.splitlines()]
    assert [(event["event"], event.get("why")) for event in events[1:3]] == [("due", "changed clinic")] * 2
    assert run(shop, "--all", "--dry-run").stdout.splitlines()[:2] == lines[:2]


HANGING = """\
import sys, time
from brochure.build import Press
Press.print = lambda press, edition: time.sleep(60)
from brochure.cli import main
main()
"""


def test_what_takes_too_long_in_this_process_ends_the_run_and_says_so(shop):
    told = [sys.executable, "-c", HANGING, *command(shop, "--jobs", "1", "--time-limit", "0.3")[3:]]
    ended = subprocess.run(told, capture_output=True, text=True, check=False, timeout=30)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines() == [
        "error: alpha/en/mini/screen is not printed: it took longer than it may",
        "    hint: with --jobs 2 the others go on",
    ]


def test_jobs_are_for_processes_that_are_started_here(shop):
    ended = run(shop, "--jobs", "3", "--cluster", "tcp://127.0.0.1:1")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--jobs goes with --cluster local" in ended.stderr


def test_prune_goes_with_all(shop):
    ended = run(shop, "--prune")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--prune goes with --all" in ended.stderr


def test_an_empty_name_is_no_name(shop):
    ended = run(shop, "--clinic", "alpha,")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith('error: there is no clinic ""\n')


@pytest.mark.skipif(os.name != "posix", reason="a terminal of ours")
def test_a_terminal_gets_a_bar(town):
    screen, terminal = pty.openpty()
    with subprocess.Popen(
        command(town, "--all", "--jobs", "1"),
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
        text=True,
    ) as started:
        os.close(terminal)
        seen = b""
        while True:
            ready, _, _ = select.select([screen], [], [], 60)
            try:
                part = os.read(screen, 65536) if ready else b""
            except OSError:
                break  # Linux says so when the other end is closed
            if not part:
                break
            seen += part
        said = started.stdout.read()
    os.close(screen)
    shown = seen.decode()
    assert "printing" in shown
    assert f"/{2 * (ROWS + 1)}" in shown
    assert re.search(r"\d/s", shown)
    assert not [line for line in said.splitlines() if line.endswith("kB")]
    assert said.splitlines()[-1].startswith("done in ")
