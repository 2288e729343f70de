"""Copies of the project that a test may spoil, and the option that writes goldens anew."""

import re
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from brochure import cli
from brochure.marked import load

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    parser.addoption(
        "--golden", action="store_true", help="write the expected texts anew and print what changed"
    )


class Outcome(NamedTuple):
    """What a command ended with: its exit code, and what it wrote."""

    code: int
    told: str
    said: str

    @property
    def lines(self):
        """What stands on standard error, without the last word about how long it took."""
        return self.told.splitlines()


class Copy:
    """A copy of the project's files in a folder of its own, and the command run on it."""

    def __init__(self, root, monkeypatch, capsys):
        self.root = root
        self.output = root / "out"
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        root.mkdir()
        shutil.copy(ROOT / "content.yaml", root)
        for folder in ("layouts", "clinics/riverside", "looks"):
            shutil.copytree(ROOT / folder, root / folder)

    def read(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, name, pattern, new):
        """Replace the first match of `pattern` (multi-line); gives the number of the line it begins on."""
        text = self.read(name)
        match = re.search(pattern, text, re.MULTILINE)
        assert match is not None, f"{name} has no {pattern}"
        self.write(name, text[: match.start()] + match.expand(new) + text[match.end() :])
        return text.count("\n", 0, match.start()) + 1

    def sections(self):
        """The ids of the content's sections."""
        return list(load(self.read("content.yaml"), "content.yaml").value["sections"])

    def mini(self, *pages):
        """A layout "mini" of these pages at 12 pt, each on a line of its template from line 2 on."""
        self.write(
            "layouts/mini/layout.yaml",
            "summary: x\nfold: two-sided\nsize: {largest: 12pt, smallest: 12pt}\nplans: [{name: only}]\n"
            f"leaves-out: [{', '.join(self.sections())}]\n",
        )
        panels = [
            f'<panel name="page-{number}" style="page">{page}</panel>' for number, page in enumerate(pages, 1)
        ]
        self.write("layouts/mini/template.xml.j2", "\n".join(["<leaflet>", *panels, "</leaflet>", ""]))

    def run(self, *arguments):
        """The command with these arguments, on this copy."""
        told = ["brochure", *arguments, "--project", str(self.root)]
        if arguments[0] == "build" and "--output" not in arguments:
            told += ["--output", str(self.output)]
        self._monkeypatch.setattr(sys, "argv", told)
        self._capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said, heard = self._capsys.readouterr()
        return Outcome(code, heard, said)

    def build(self, *arguments):
        """`brochure build` of one small edition."""
        target = () if "--target" in arguments else ("--target", "screen")
        return self.run("build", "--layout", "trifold", *target, *arguments)

    def files(self):
        """Everything under the output folder but what is remembered there, by path."""
        names = (
            path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_file()
        )
        return sorted(name for name in names if not name.startswith(".cache/"))


@pytest.fixture
def copy(tmp_path, monkeypatch, capsys):
    return Copy(tmp_path / "project", monkeypatch, capsys)
