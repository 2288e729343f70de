"""What the documents say of the program is so: tables, schemas, pictures, links, commands, versions."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.metadata import requires
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brochure import __version__
from brochure.cli import app
from brochure.content.model import Block
from brochure.content.model import Leaflet
from brochure.content.model import Picture
from brochure.content.model import Reviewer
from brochure.content.model import SourceEntry
from brochure.schemas import schema
from brochure.schemas import SCHEMAS
from docs.pictures import CLINICS
from docs.pictures import LARGEST
from docs.pictures import PAGES
from docs.pictures import SIDES
from docs.tables import renew
from docs.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAPERS = [
    *DOCS,
    ROOT / "README.md",
    ROOT / "ARCHITECTURE.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
]
YAML = sorted(
    [
        ROOT / "content.yaml",
        *ROOT.glob("clinics/*/clinic.yaml"),
        *ROOT.glob("layouts/**/*.yaml"),
        *ROOT.glob("looks/**/*.yaml"),
    ]
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DOCS, ids=named)
def test_tables_are_current(path: Path):
    text = path.read_text(encoding="utf-8")
    assert renew(text) == text, "make docs writes the tables anew"


def test_every_table_stands_in_a_document():
    shown = re.findall(
        r"<!-- table: ([a-z-]+) -->", "".join(path.read_text(encoding="utf-8") for path in DOCS)
    )
    assert sorted(shown) == sorted(TABLES)


def test_a_stale_table_would_be_noticed():
    stale = "<!-- table: rules -->\n| rule |\n<!-- end -->"
    assert renew(stale) != stale
    assert renew(renew(stale)) == renew(stale)


@pytest.mark.parametrize("model", [Leaflet, Reviewer, SourceEntry, Picture, Block])
def test_content_md_names_every_field(model: type[Block]):
    text = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
    for name, field in model.model_fields.items():
        written = field.alias or name
        assert f"`{written}`" in text or f"`{written}:" in text, f"{model.__name__}: {written}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_current(name: str):
    kept = json.loads((ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    assert kept == schema(name), "brochure schema --output schemas writes them anew"


def test_nothing_else_is_kept_among_the_schemas():
    assert {path.stem for path in (ROOT / "schemas").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("path", YAML, ids=named)
def test_a_schema_that_a_file_names_is_there(path: Path):
    found = re.search(
        r"^# yaml-language-server: \$schema=(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    if found:
        target = (path.parent / found[1]).resolve()
        assert target.is_file()
        assert target.stem == path.stem


def test_an_editor_takes_a_bare_text_for_a_block():
    """An item that is a text alone was underlined as a mistake."""
    kinds = schema("content")["$defs"]["Block"]["properties"]["items"]["additionalProperties"]["anyOf"]
    assert {"type": "string"} in kinds


def test_pictures_are_there_and_small():
    for name in (*SIDES, *PAGES, *CLINICS):
        path = ROOT / "docs" / "pictures" / f"{name}.png"
        assert 0 < path.stat().st_size <= LARGEST, name
        assert f"docs/pictures/{name}.png" in (ROOT / "README.md").read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    """The anchors that a Markdown page's headings make."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_links_lead_somewhere(path: Path):
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def test_readme_and_make_name_the_same_targets():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    told = set(re.findall(r"`make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert told <= targets
    assert targets - told <= {"help", "golden"}


def test_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = CliRunner().invoke(app, ["--help"]).output.split("Commands:", 1)[1]
    commands = set(re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE))
    assert set(re.findall(r"^\| `brochure ([a-z]+)", readme, re.MULTILINE)) == commands


def test_constraints_pin_every_direct_requirement_and_nothing_by_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", pin) for pin in pins)
    pinned = {re.sub(r"[-_.]+", "-", pin.split("==")[0]).lower() for pin in pins}
    asked = {re.match(r"[A-Za-z0-9._-]+", need)[0] for need in requires("brochure") or ()}  # type: ignore[index]
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in asked} <= pinned


def test_version_is_one():
    newest = re.search(r"^## \[?([0-9.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == __version__ == version("brochure")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
