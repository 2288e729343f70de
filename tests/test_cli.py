"""The command: what it prints where, and its exit codes."""

import json
import re
import subprocess
import sys

import pytest

from brochure import __version__
from brochure import cli
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.diagnostics import Source


def command(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["brochure", *arguments])
    with pytest.raises(SystemExit) as end:
        cli.main()
    said, told = capsys.readouterr()
    return int(end.value.code or 0), said, told


def test_build_prints_a_line_for_each_file_and_how_long_it_took(copy):
    outcome = copy.run("build")
    assert outcome.code == 0
    *files, last = outcome.said.splitlines()
    pattern = rf"{re.escape(str(copy.output))}/(\S+\.pdf)  (\d) pages?  \d+ kB"
    assert [re.fullmatch(pattern, line).groups() for line in files] == [
        ("riverside/en/trifold-screen.pdf", "6"),
        ("riverside/en/trifold-office.pdf", "2"),
        ("riverside/en/handout-screen.pdf", "2"),
        ("riverside/en/handout-office.pdf", "2"),
    ]
    assert re.fullmatch(r"done in \d+\.\d\d s: 4 printed", last)
    assert copy.files() == sorted(re.fullmatch(pattern, line)[1] for line in files)
    assert all((copy.output / name).read_bytes().startswith(b"%PDF-") for name in copy.files())


def test_options_narrow_what_is_built(copy):
    outcome = copy.run("build", "--layout", "handout", "--target", "office")
    assert outcome.code == 0
    assert copy.files() == ["riverside/en/handout-office.pdf"]


def test_a_clinic_is_chosen_by_its_folders_name_and_the_first_one_unless_told(copy):
    copy.write("clinics/harbour/clinic.yaml", copy.read("clinics/riverside/clinic.yaml"))
    copy.write("clinics/harbour/logo.svg", copy.read("clinics/riverside/logo.svg"))
    copy.write("clinics/_base/clinic.yaml", "not: for printing\n")
    assert copy.build().code == 0
    assert copy.files() == ["harbour/en/trifold-screen.pdf"]
    assert copy.build("--clinic", "riverside").code == 0
    assert len(copy.files()) == 2


def test_a_mistake_in_one_layout_leaves_the_other_to_be_printed(copy):
    copy.change("layouts/trifold/template.xml.j2", "</leaflet>", "<p/></leaflet>")
    outcome = copy.run("build", "--target", "screen")
    assert outcome.code == 1
    assert copy.files() == ["riverside/en/handout-screen.pdf"]
    assert outcome.said.splitlines()[-1].startswith("stopped in ")


def test_a_mistake_that_two_editions_share_is_told_once(copy):
    copy.change("clinics/riverside/clinic.yaml", "^    - .label: phone.*$", "    - ring us")
    outcome = copy.run("build")
    assert outcome.code == 1
    assert len([line for line in outcome.lines if "error:" in line]) == 1


def test_warnings_are_told_and_stop_nothing(copy):
    copy.mini("<h1>{{ content.cover.heading }}</h1>", "<h2>{{ content.cover.heading }}</h2>")
    outcome = copy.run("build", "--layout", "mini", "--target", "screen")
    assert outcome.code == 0
    assert re.fullmatch(
        r'layouts/mini/template.xml.j2:2 \(en\): warning: panel "page-1" is \d+% full at 12 pt',
        outcome.lines[0],
    )
    assert copy.files() == ["riverside/en/mini-screen.pdf"]


def test_check_counts_what_it_finds(copy):
    outcome = copy.run("check")
    assert outcome.code == 0
    assert re.fullmatch(r"0 errors, \d+ warnings?\n", outcome.said)


def test_check_reads_every_file_though_one_is_broken(copy):
    copy.write("content.yaml", "leaflet: [\n")
    copy.change("clinics/riverside/clinic.yaml", "^    - .label: phone.*$", "    - ring us")
    copy.change("layouts/handout/layout.yaml", "^fold: .*$", "fold: by hand")
    outcome = copy.run("check")
    assert outcome.code == 1
    told = [line.split(":")[0] for line in outcome.lines if "error:" in line]
    assert told == ["content.yaml", "layouts/handout/layout.yaml", "clinics/riverside/clinic.yaml"]
    assert outcome.said.startswith("3 errors, ")


def test_schema_prints_one_or_all(monkeypatch, capsys):
    code, said, _ = command(monkeypatch, capsys, "schema", "clinic")
    assert (code, json.loads(said)["title"]) == (0, "clinic.yaml")
    code, said, _ = command(monkeypatch, capsys, "schema")
    assert (code, sorted(json.loads(said))) == (0, ["clinic", "content", "layout", "look", "styles"])


def test_schema_writes_files(monkeypatch, capsys, tmp_path):
    code, said, _ = command(monkeypatch, capsys, "schema", "--output", str(tmp_path / "new"))
    assert code == 0
    assert said.splitlines() == [
        str(tmp_path / "new" / f"{name}.json") for name in ("content", "clinic", "layout", "look", "styles")
    ]


def test_a_schema_that_there_is_not(monkeypatch, capsys):
    code, said, told = command(monkeypatch, capsys, "schema", "clinics")
    assert (code, said) == (2, "")
    assert told.splitlines() == [
        'error: there is no schema "clinics"',
        '    hint: did you mean "clinic"?',
        "    hint: schemas: clinic, content, layout, look, styles",
    ]


def test_version(monkeypatch, capsys):
    assert command(monkeypatch, capsys, "--version") == (0, f"brochure {__version__}\n", "")


def test_help_lists_the_commands_and_says_where_files_go(monkeypatch, capsys):
    _, said, _ = command(monkeypatch, capsys, "--help")
    assert re.findall(r"^  ([a-z]+)  ", said, re.MULTILINE) == [
        *("build", "watch", "check", "schema", "brand", "list", "new", "translations"),
    ]
    _, said, _ = command(monkeypatch, capsys, "build", "--help")
    assert "<output>/<clinic>/<language>/<layout>-<target>.pdf" in said


def test_wrong_usage_is_exit_code_2(monkeypatch, capsys):
    code, said, told = command(monkeypatch, capsys, "build", "--targt", "screen")
    assert (code, said) == (2, "")
    assert "No such option: --targt" in told


FOUND = Diagnostic(Severity.ERROR, "no error: here", Source("a.yaml", 1), ("mend it",))


def test_diagnostics_are_plain_in_a_pipe(capsys):
    cli.tell([FOUND])
    assert capsys.readouterr().err == "a.yaml:1: error: no error: here\n    hint: mend it\n"


def test_diagnostics_are_coloured_in_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    cli.tell([FOUND])
    assert capsys.readouterr().err == (
        "a.yaml:1: \x1b[1;31merror:\x1b[0m no error: here\n    \x1b[1;36mhint:\x1b[0m mend it\n"
    )


def test_the_module_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "brochure", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"brochure {__version__}\n", "")


def test_help_loads_no_engine():
    script = (
        "import sys; from brochure.cli import app; "
        "print(sorted({'reportlab', 'icu', 'uharfbuzz', 'jinja2', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
