"""ARCHITECTURE.md says what is there, and the code keeps the measures that the house has set itself."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from brochure.build import Edition
from brochure.build import Press
from brochure.preflight.inspect import inspect
from brochure.preflight.words import split
from brochure.preflight.words import words
from brochure.project import read_project
from brochure.translation.cldr import say_month

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "brochure"
HOUSE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]

LONGEST_MODULE = 500
LONGEST_FUNCTION = 60
LONGER = "# Long: "
"""A comment with the reason, on the line above a function that needs more than LONGEST_FUNCTION lines."""

SLOW = {
    *("PIL", "svg2pdf_py", "segno", "markdown_it", "pydantic", "pydantic_core", "textstat"),
    *("defusedxml", "pikepdf", "pypdfium2", "resvg_py", "babel"),
    *("fsspec", "rich", "dask", "distributed", "watchfiles"),
}
"""Libraries that may load inside a function; where each comes in at all, the import contracts say."""

MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((ROOT / "layouts").rglob("*.j2"))
DRAWINGS = sorted((ROOT / "looks").glob("*/art/*.svg"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# The map


def fenced(heading: str) -> list[str]:
    """The lines of the first code block under a heading of ARCHITECTURE.md."""
    section = HOUSE.split(f"## {heading}\n", 1)[1]
    return section.split("```", 2)[1].strip("\n").splitlines()


def rooms_named(lines: list[str]) -> set[str]:
    return {line.split()[0] for line in lines if line.startswith("  ")}


def rooms_there() -> set[str]:
    modules = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}
    return modules | {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}


def test_every_room_is_named_and_every_named_room_is_there():
    assert rooms_named(fenced("The rooms")) == rooms_there()


def test_a_room_that_is_gone_would_be_noticed():
    assert rooms_named([*fenced("The rooms"), "  attic/     what nobody needs"]) != rooms_there()


def test_what_the_user_holds_is_there():
    for line in fenced("What the user holds"):
        assert (ROOT / line.split()[0]).exists(), line


def floors_named() -> list[set[str]]:
    rows = (re.fullmatch(r" ?(\d+)  (.+)", line) for line in fenced("The floors"))
    floors = {int(row[1]): set(row[2].split(" | ")) for row in rows if row}
    return [floors[number] for number in sorted(floors, reverse=True)]


def test_floors_are_those_of_the_import_contract():
    layers = next(contract for contract in CONTRACTS if contract["id"] == "floors")["layers"]
    assert floors_named() == [set(layer.split(" | ")) for layer in layers]


def test_doors_are_those_of_the_import_contracts():
    section = HOUSE.split("## The doors\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| ")][1:]
    told = {frozenset(re.findall(r"`([a-z.]+)`", row[2])): row[1] for row in rows}
    doors = [contract for contract in CONTRACTS if contract["id"].startswith("door-")]
    assert len(told) == len(rows) == len(doors)
    for contract in doors:
        ways = {rule.split(" -> ")[0] for rule in contract["ignore_imports"]}
        homes = frozenset(way.removeprefix("brochure.").removesuffix(".**") for way in ways)
        assert homes in told, contract["name"]


# The measures


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_module_says_what_it_is_for_and_is_not_too_long(path: Path):
    text = path.read_text(encoding="utf-8")
    first = (ast.get_docstring(tree(path)) or "").split("\n", 1)[0]
    assert re.search(r"[.:]$", first), f"{named(path)}: its first line is a sentence that says what it is for"
    assert text.count("\n") <= LONGEST_MODULE
    assert not re.search(r"\b(?:TODO|FIXME|XXX)\b", text)


def long_functions(module: ast.Module, lines: list[str]) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            above = "".join(lines[first - 2 : first - 1]).strip()
            if length > LONGEST_FUNCTION and not above.startswith(LONGER):
                yield f"{node.name}: {length} lines"


def test_functions_are_short():
    found = [
        f"{named(path)}: {told}"
        for path in MODULES
        for told in long_functions(tree(path), path.read_text(encoding="utf-8").splitlines())
    ]
    assert found == []


def test_a_long_function_would_be_noticed_unless_it_says_why():
    body = "\n".join(["def long():", *["    pass"] * LONGEST_FUNCTION])
    assert list(long_functions(ast.parse(f"\n{body}"), f"\n{body}".splitlines()))
    reasoned = f"{LONGER}a table.\n{body}"
    assert not list(long_functions(ast.parse(reasoned), reasoned.splitlines()))


def late_imports(module: ast.Module) -> set[str]:
    """What functions of a module import, by the first part of its name."""
    found: set[str] = set()
    for function in ast.walk(module):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").split(".")[0])
    return found


OWN_LATE = {
    "brochure/__main__.py": "Ctrl-C while the program loads is told like any other",
    "brochure/cli/__init__.py": "--help and --version do not wait for the engine",
    "brochure/cli/building.py": "--help and --version do not wait for the engine",
    "brochure/cli/languages.py": "--help and --version do not wait for the engine",
    "brochure/layouts/expand.py": "Jinja2 waits for the first template",
}
"""Where our own modules load late, and why."""


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_only_slow_libraries_load_inside_functions(path: Path):
    late = late_imports(tree(path)) - SLOW
    if named(path) in OWN_LATE:
        late -= {"brochure", *sys.stdlib_module_names}
    assert late == set()


def test_a_late_import_would_be_noticed():
    assert late_imports(ast.parse("def late():\n    from brochure import units")) - SLOW == {"brochure"}


# No printed words but the author's


def loose_words(template: str) -> str:
    """What a template's text holds outside comments, statements, expressions and tags."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", "", text).strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_have_no_words_of_their_own(path: Path):
    assert re.findall(r"\w+", loose_words(path.read_text(encoding="utf-8"))) == []


def test_a_word_in_a_template_would_be_noticed():
    assert loose_words("<p>{{ words.phone }} Call us{# now #}</p>") == "Call us"


@pytest.mark.parametrize("path", DRAWINGS, ids=named)
def test_drawings_hold_no_text(path: Path):
    assert re.findall(r"<(?:text|tspan|title|desc)\b", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_every_printed_word_stands_in_an_authors_file(layout: str):
    project = read_project(ROOT)
    clinic, language = project.clinics[0], project.languages[0]
    files = (ROOT / "content.yaml", ROOT / "clinics" / clinic / "clinic.yaml")
    # Letters and digits alone: filling a place or a link's scheme leaves other marks beside a word.
    written = set(re.findall(r"\w+", " ".join(path.read_text(encoding="utf-8") for path in files)))
    # Names of days and months are CLDR's.
    written |= {"Mon", "Fri", say_month(project.content.leaflet.published, language).split()[0]}
    printed = Press(project).print(Edition(clinic, language, layout, "screen"))
    shown = [
        part for word in words(inspect(printed.data)) for part in re.findall(r"\w+", " ".join(split(word)))
    ]
    assert len(shown) > 300
    assert sorted(set(shown) - written) == []
