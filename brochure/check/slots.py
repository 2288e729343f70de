"""What a clinic may fill and leave out, and what it may not say there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.brand.model import Brand
from brochure.brand.own import own_words
from brochure.brand.passage import Passage
from brochure.brand.passage import split_passage
from brochure.check.content import RULES
from brochure.check.grade import AIM
from brochure.check.grade import grade_text
from brochure.check.grade import LIMIT
from brochure.check.grade import prose
from brochure.check.grade import SECTION_WORDS
from brochure.check.rule import split_sentences
from brochure.check.rule import Spot
from brochure.check.rule import Subject
from brochure.content.inline import read_inline
from brochure.content.model import Block
from brochure.content.model import Content
from brochure.content.model import Slot
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.marked import Str

CLAIMS = ("over-claim",)
"""Rules about a clinic's own words that keep a leaflet from being printed."""

MANNERS = ("bare-promise", "flat-denial", "plain-word", "capitals")
"""Further rules about them, for `brochure check`."""

_BRACE = re.compile(r"[{}]")


def judge_slots(brand: Brand, content: Content) -> tuple[Diagnostic, ...]:
    """Errors for what a clinic fills, leaves out or claims and may not."""
    findings = Findings()
    for name, passage in brand.slots.items():
        slot = content.slots.get(name)
        if slot is None:
            _refuse_slot(name, content, findings)
            continue
        for _, text in passage.texts:
            _check_text(name, slot, text, findings)
        if slot.replaces is not None and _covers(brand.leaves_out, slot.replaces):
            findings.fail(
                f'slot "{name}" stands in the place of "{slot.replaces}", which this clinic leaves out',
                passage.first.source,
                "take one of the two out",
            )
    for path in brand.leaves_out:
        _check_left_out(path, content, findings)
    findings.add(_apply(CLAIMS, brand, content))
    return tuple(findings)


def weigh_slots(brand: Brand, content: Content) -> tuple[Diagnostic, ...]:
    """What else a clinic's own words in English are weighed for: flat promises, stiff words, grade."""
    findings = Findings()
    findings.add(_apply(MANNERS, brand, content))
    for name, texts in _english(brand, content):
        sentences = [sentence for text in texts for sentence in split_sentences(text)]
        grade = grade_text(prose(iter(sentences)))
        worst, formula = grade.worst
        if grade.words < SECTION_WORDS or worst <= AIM:
            continue
        hardest = max(sentences, key=lambda one: grade_text(prose(iter([one]))).flesch_kincaid)
        too_hard = worst > LIMIT
        note = findings.fail if too_hard else findings.warn
        note(
            f'the reading grade of "{name}" is {worst:.1f} ({formula}); {AIM} is aimed at, '
            f"{LIMIT} is the most [{'grade-limit: NIH' if too_hard else 'grade-aim: AMA'}]",
            hardest.place(),
            f'hardest sentence: "{hardest.words}"',
        )
    return tuple(findings)


def _refuse_slot(name: Str, content: Content, findings: Findings) -> None:
    if name in {path for path, _ in content.walk()}:
        rule = content.rule(name)
        reason = f": {rule.locked}" if rule is not None and rule.locked is not None else ""
        what = "is locked" if reason else "is no slot"
        findings.fail(f'"{name}" {what}{reason}', name.source, f"slots: {', '.join(content.slots)}")
    else:
        findings.fail(f'"{name}" is not a slot', name.source, *nearest(name, content.slots, "slots"))


def _check_text(name: Str, slot: Slot, text: Str, findings: Findings) -> None:
    """Note what is wrong with the words in one slot and one language."""
    heading, paragraphs = split_passage(text)
    if slot.must_change and slot.placeholder is not None and _same(text, slot.placeholder):
        findings.fail(f'slot "{name}" still holds its placeholder', text.source, f"it is for: {slot.about}")
        return
    letters = len(text.strip())
    if letters > slot.letters:
        findings.fail(
            f'slot "{name}" holds {slot.letters} letters at most, and these words have {letters}',
            text.place(len(text) - len(text.lstrip()) + slot.letters),
        )
    if not paragraphs:
        findings.fail(f'slot "{name}" has a heading and no words', text.source)
    if len(paragraphs) > slot.paragraphs:
        findings.fail(
            f'slot "{name}" holds {slot.paragraphs} paragraph{"s" if slot.paragraphs > 1 else ""} at most, '
            f"and here are {len(paragraphs)}",
            paragraphs[slot.paragraphs].source,
            "a blank line parts paragraphs",
        )
    if slot.headed and heading is None:
        hint = 'write after "|", on lines of their own: "# Your heading", a blank line, the words'
        findings.fail(f'slot "{name}" begins with a heading, and these words have none', text.source, hint)
    if heading is not None and not slot.headed:
        findings.fail(f'slot "{name}" takes no heading', text.source, 'leave out the "#" and its line')
    for part in (*((heading,) if heading is not None else ()), *paragraphs):
        read_inline(part, findings)
        for brace in _BRACE.finditer(part):
            findings.fail(f'"{brace[0]}" cannot be printed here', part.place(brace.start()))


def _check_left_out(path: Str, content: Content, findings: Findings) -> None:
    blocks = dict(content.walk())
    free = [known for known, block in blocks.items() if block.clinics is not None]
    hint = f"clinics may leave out: {', '.join(free) or 'nothing'}"
    if path not in blocks:
        what = "clinics may leave out"
        findings.fail(f'"{path}" is not in content.yaml', path.source, *nearest(path, free, what))
        return
    rule = content.rule(path)
    if rule is None:
        findings.fail(f'"{path}" is not for clinics to leave out', path.source, hint)
    elif rule.locked is not None:
        findings.fail(f'"{path}" is locked: {rule.locked}', path.source, hint)
    else:
        for below, block in blocks[path].walk(path):
            if block.locked is not None:
                findings.fail(
                    f'"{path}" cannot be left out: it holds "{below}", which is locked: {block.locked}',
                    path.source,
                    hint,
                )


def _covers(paths: tuple[Str, ...], path: str) -> bool:
    return any(path == one or path.startswith(f"{one}.") for one in paths)


def _same(text: str, other: str) -> bool:
    return text.split() == other.split()


def _english(brand: Brand, content: Content) -> Iterator[tuple[str, tuple[Str, ...]]]:
    """The clinic's own words in English, by name: headings and paragraphs apart."""
    for name, said in own_words(brand):
        for tag, text in said.texts:
            if (tag or content.leaflet.language).split("-")[0] == "en":
                heading, paragraphs = split_passage(text) if isinstance(said, Passage) else (None, (text,))
                yield name, (*((heading,) if heading is not None else ()), *paragraphs)


def _apply(names: tuple[str, ...], brand: Brand, content: Content) -> Iterator[Diagnostic]:
    spots = tuple(
        Spot(name, Block(text=text), text.source, frozenset(), ())
        for name, texts in _english(brand, content)
        for text in texts
    )
    subject = Subject(content, spots)
    for rule in RULES:
        if rule.name in names and spots:
            for told in rule.find(subject):
                message = f"{told.message} [{rule.name}: {rule.clause}]"
                yield Diagnostic(rule.severity, message, told.place, told.hints)
