"""Each import contract of pyproject.toml is shown to fail: a floor or a door that nobody watches is none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract["name"] for contract in SETTINGS["contracts"]}
DOORS = {
    f"{contract['id']}: {library}": (contract["id"], library)
    for contract in SETTINGS["contracts"]
    if contract["id"].startswith("door-")
    for library in contract["forbidden_modules"]
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its settings, to be spoilt."""
    shutil.copytree(ROOT / "brochure", tmp_path / "brochure", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path, *contracts: str) -> tuple[set[str], str]:
    """The contracts that are broken in a folder, by id, and all that was said."""
    run = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    chosen = [part for contract in contracts for part in ("--contract", contract)]
    done = subprocess.run(
        [sys.executable, "-c", run, "--no-cache", *chosen],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "300", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert "Contracts:" in said, said
    broken = {
        name for name, line in CONTRACTS.items() if re.search(rf"^{re.escape(line)} BROKEN", said, re.M)
    }
    assert bool(broken) == bool(done.returncode), said
    return broken, said


def add(folder: Path, module: str, line: str) -> None:
    """One more import at a module's end."""
    path = folder / "brochure" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def test_the_package_as_it_is_keeps_every_contract(copy: Path):
    broken, said = lint(copy)
    assert broken == set(), said


def test_every_door_can_fail(copy: Path):
    """`units` stands on the lowest floor and is nobody's door."""
    for _, library in DOORS.values():
        add(copy, "units.py", f"import {library}")
    broken, said = lint(copy)
    assert broken == set(CONTRACTS) - {"floors"}
    for _, library in DOORS.values():
        assert f"brochure.units -> {library}" in said


@pytest.mark.parametrize(
    ("module", "line"),
    [
        pytest.param("composition/fit.py", "import brochure.imposition.impose", id="upwards"),
        pytest.param("pdf/links.py", "import brochure.preflight.report", id="strangers"),
        pytest.param(
            "text/lines.py", "def late() -> None:\n    import brochure.build", id="upwards in a function"
        ),
        pytest.param("attic.py", '"""On no floor."""', id="a module on no floor"),
    ],
)
def test_floors_can_fail(copy: Path, module: str, line: str):
    (copy / "brochure" / module).touch()
    add(copy, module, line)
    broken, said = lint(copy, "floors")
    assert broken == {"floors"}
    assert "brochure." + module.removesuffix(".py").replace("/", ".") in said
