"""What translators and their reviewers need: a catalogue to fill, kept up to date, judged and approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.marked import Refusal
from brochure.output import write_whole
from brochure.project import Project
from brochure.project import read_project
from brochure.project import TRANSLATIONS
from brochure.translation.apply import find_lack
from brochure.translation.approval import approve
from brochure.translation.approval import digest_own
from brochure.translation.approval import read_approval
from brochure.translation.catalogue import read_catalogue
from brochure.translation.catalogue import write_catalogue
from brochure.translation.cldr import english_name
from brochure.translation.languages import is_tag
from brochure.translation.merge import make_catalogue
from brochure.translation.merge import merge
from brochure.translation.pseudo import PSEUDO
from brochure.translation.terms import judge_terms
from brochure.translation.units import find_units
from brochure.translation.units import TERMS


def start_translation(project: Project, language: str) -> Path:
    """Write a new PO file with everything to translate; Refusal for no tag, or a file that is there."""
    if not is_tag(language):
        raise Refusal(f'"{language}" is not a language tag', 'write it as in "vi", "pt-BR" or "zh-Hant"')
    if language == project.content.leaflet.language:
        raise Refusal(f'"{language}" is the language of content.yaml itself')
    if language in PSEUDO:
        raise Refusal(f'"{language}" is made by the program: make pdf LANGUAGE={language}')
    path = project.catalogue(language)
    if path.exists():
        raise Refusal(f"{TRANSLATIONS}/{path.name} is there already", "brochure translations update")
    made = make_catalogue(project.content, language, f"{TRANSLATIONS}/{path.name}")
    write_whole(path, write_catalogue(made))
    return path


def update_translations(project: Project, languages: Sequence[str]) -> Iterator[str]:
    """Bring PO files up to date with content.yaml, each whole or not at all, and a line for each.

    BuildError for a file that cannot be read; the others are brought up to date all the same, first.
    """
    findings = Findings()
    for language in languages:
        path = project.catalogue(language)
        try:
            old = read_catalogue(path, project.root)
        except BuildError as error:
            findings.add(error.diagnostics)
            continue
        new = merge(project.content, old)
        added = sum(context not in old.entries for context in new.entries)
        fuzzy = sum(
            entry.fuzzy and not old.entries[context].fuzzy
            for context, entry in new.entries.items()
            if context in old.entries
        )
        dropped = len(new.obsolete) - len(old.obsolete)
        data = write_catalogue(new)
        if data != path.read_bytes():
            write_whole(path, data)
        yield f"{TRANSLATIONS}/{path.name}  {added} new, {fuzzy} changed, {max(dropped, 0)} dropped"
    findings.stop_if_errors()


@dataclass(frozen=True, slots=True)
class Status:
    """How far a language is.

    `expansion` is the translation's letters over those of the same texts in the own language; `layouts` says
    of each layout at which size and in which plan it fits, or "" where it does not.
    """

    language: str
    name: str
    translated: int
    fuzzy: int
    missing: int
    reviewed: str
    expansion: float | None
    layouts: tuple[tuple[str, str], ...]


def find_status(press: Press, language: str, findings: Findings) -> Status:
    """A language's status; terms that are not used are noted as warnings, a file's mistakes as errors."""
    project = press.project
    content = project.content
    catalogue = read_catalogue(project.catalogue(language), project.root)
    units = list(find_units(content))
    lacks = {unit.context: why for unit in units if (why := find_lack(unit, catalogue)) is not None}
    fuzzy = sum("fuzzy" in why or "older" in why for why in lacks.values())
    ready = [unit for unit in units if unit.context not in lacks and not unit.context.startswith(TERMS)]
    own = sum(len(unit.words) for unit in ready)
    said = sum(len(catalogue.entries[unit.context].words) for unit in ready)
    approval = read_approval(content, catalogue) if not lacks else None
    findings.add(judge_terms(project.content, catalogue))
    return Status(
        language,
        english_name(language),
        len(units) - len(lacks),
        fuzzy,
        len(lacks) - fuzzy,
        f"{approval.name}, {approval.date.isoformat()}" if approval else "no",
        said / own if own else None,
        tuple((layout, _try(press, language, layout, findings)) for layout in project.layouts),
    )


def _try(press: Press, language: str, layout: str, findings: Findings) -> str:
    """At which size the first clinic's leaflet fits, and in which plan; "" where it does not."""
    clinic = press.project.clinics[0]
    try:
        dressed = press.dress(Edition(clinic, language, layout, "screen"))
        dressed.findings.stop_if_errors()
    except BuildError as error:
        findings.add(found for found in error.diagnostics if found not in findings.found)
        return ""
    given = dressed.typeset.composition.leaflet.given
    return f"{given.size:g} pt, {given.plan}"


def lay_out(rows: Sequence[Status]) -> Iterator[str]:
    """The statuses as lines of a table."""
    layouts = [name for name, _ in rows[0].layouts] if rows else []
    head = ("language", "", "translated", "fuzzy", "missing", "reviewed", "length", *layouts)
    table = [head]
    for row in rows:
        table.append(
            (
                row.language,
                row.name,
                str(row.translated),
                str(row.fuzzy),
                str(row.missing),
                row.reviewed,
                "" if row.expansion is None else f"{round((row.expansion - 1) * 100):+d} %",
                *(fits or "does not fit" for _, fits in row.layouts),
            )
        )
    widths = [max(len(line[at]) for line in table) for at in range(len(head))]
    for line in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def approve_language(
    root: Path, language: str, reviewer: str, qualification: str, day: date
) -> tuple[Path, str]:
    """Write down who has read a language's words, as they are now; the file and a line on what it means.

    Refusal for a reviewer without a name or qualification, a day before the leaflet was published, and for a
    language that is not finished; the own language's reviewer stands in content.yaml.
    """
    project = read_project(root)
    content = project.content
    for what, text in (("reviewer", reviewer), ("qualification", qualification)):
        if not text.strip() or not text.isprintable():
            raise Refusal(f'the {what} "{text}" is not a name', f"--{what} in words, in one line")
    if language == content.leaflet.language:
        path = root / "content.yaml"
        text = path.read_text(encoding="utf-8")
        said = {
            "name": reviewer,
            "qualification": qualification,
            "date": day.isoformat(),
            "digest": digest_own(content),
        }
        write_whole(path, _write_reviewer(text, said).encode())
    else:
        path = project.catalogue(language)
        project.words(language)
        catalogue = read_catalogue(path, root)
        write_whole(path, write_catalogue(approve(content, catalogue, reviewer, qualification, day)))
    left = read_project(root).words(language).content.wording
    if left.draft:
        raise BuildError(_still_draft(path.name))
    return path, f"{language} is released: {reviewer}, {qualification}, {day.isoformat()}"


def _still_draft(name: str) -> Findings:
    findings = Findings()
    findings.fail("the review was written, but does not read back as one", Source(name))
    return findings


_LEAFLET = re.compile(r"^leaflet:[^\n]*\n(?:[ \t#][^\n]*\n|\n)*", re.MULTILINE)
_REVIEWER = re.compile(r"^(?P<indent> +)reviewer:[^\n]*\n(?:\n*(?P=indent) +[^\n]*\n)*", re.MULTILINE)
_INDENT = re.compile(r"^( +)\w", re.MULTILINE)


def _write_reviewer(text: str, said: dict[str, str]) -> str:
    """content.yaml with this reviewer under `leaflet`; everything else stays as it is written."""
    block = _LEAFLET.search(text)
    assert block is not None, "content.yaml was read, so it has a leaflet"
    indent = _INDENT.search(block[0])
    space = indent[1] if indent else "  "
    lines = "".join(f"{space * 2}{name}: {_quote(value)}\n" for name, value in said.items())
    old = _REVIEWER.search(block[0])
    written = f"{space}reviewer:\n{lines}"
    body = block[0]
    body = (
        body[: old.start()] + written + body[old.end() :]
        if old
        else body.rstrip("\n") + "\n" + written + "\n"
    )
    return text[: block.start()] + body + text[block.end() :]


def _quote(value: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
