"""Rules about ground: each claim names its sources, and each hard word is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochure.check.rule import Remark
from brochure.check.rule import remark
from brochure.check.rule import Sentence
from brochure.check.rule import Spot
from brochure.check.rule import Subject
from brochure.diagnostics import nearest

CITED = ("A", "B")
"""Tiers that a printed claim may rest on: official bodies at their own address, and research."""


def find_claims_without_source(subject: Subject) -> Iterator[Remark]:
    """A text outside `plain` blocks that nothing stands behind; lines that lead into a list claim nothing."""
    for spot in subject.spots:
        text = spot.block.text
        if text is None or text.endswith(":") or "plain" in spot.kinds or spot.sources:
            continue
        hint = "name what it rests on, sources: [S1], or mark the section kind: plain"
        yield remark(f'"{spot.path}" makes a claim without a source: "{text}"', text.source, hint)


def find_unknown_sources(subject: Subject) -> Iterator[Remark]:
    """Ids that no source has."""
    known = subject.content.sources
    for spot in subject.spots:
        for name in spot.block.sources:
            if name not in known:
                yield remark(
                    f'source "{name}" is not in the list of sources', name.source, *nearest(name, known)
                )


def find_weak_sources(subject: Subject) -> Iterator[Remark]:
    """Sources of tier C and D under a claim."""
    for spot in subject.spots:
        for name in spot.block.sources:
            source = subject.content.sources.get(name)
            if source is not None and source.tier not in CITED:
                message = f'source "{name}" is of tier {source.tier}: a claim rests on A and B only'
                yield remark(message, name.source, f'"{source.title}" may be kept in the notes')


def find_missing_sources(subject: Subject) -> Iterator[Remark]:
    """A leaflet without a list of sources."""
    if not subject.content.sources:
        yield remark("the list of sources is missing", subject.file)


def find_unused_sources(subject: Subject) -> Iterator[Remark]:
    """Sources that no claim names."""
    used = {name for spot in subject.spots for name in spot.block.sources}
    for name, source in subject.content.sources.items():
        if name not in used:
            yield remark(f'no claim rests on source "{name}", "{source.title}"', name.source)


HARD_WORDS = (
    *("adhesion", "analgesic", "anticoagulant", "autonomic nerve", "cauda equina", "charcot", "chemotherapy"),
    *("contraindication", "deep vein thrombosis", "dvt", "embolism", "endorphin", "fascia", "gangrene"),
    *("haematoma", "hypertension", "inflammation", "lymphoedema", "motor nerve", "neuropathy", "oedema"),
    *("osteoporosis", "peripheral", "platelet", "radiotherapy", "sensory nerve", "soft tissue", "thrombosis"),
    "ulcer",
)
"""Words that readers may not know, whether a glossary lists them or not; singular, in lower case."""


def find_unexplained_words(subject: Subject) -> Iterator[Remark]:
    """Hard words that neither the glossary explains, nor their first use, nor a block before it."""
    glossary = [_plain(spot.block.heading) for spot in _entries(subject) if spot.block.heading]
    known = set(HARD_WORDS) | set(glossary)
    explained = set(glossary)
    told: set[str] = set()
    for spot in subject.spots:
        explained |= {_plain(term) for term in spot.block.explains}
        if spot.kinds & {"plain", "glossary"}:
            continue
        for sentence in spot.sentences:
            for term in sorted(known):
                if term in told or any(_find(term, phrase) for phrase in explained):
                    continue
                match = _find(term, sentence.words)
                if match is not None:
                    told.add(term)
                    yield _unexplained(match, sentence)


def _unexplained(match: re.Match[str], sentence: Sentence) -> Remark:
    hints = (
        'say it in plain words beside it and note "explains" at the block',
        "or give it an entry in the glossary",
    )
    return remark(f'"{match[0]}" is not explained: "{sentence.words}"', sentence.place(match.start()), *hints)


def find_false_explanations(subject: Subject) -> Iterator[Remark]:
    """Words that a block says it explains, but does not even hold."""
    for spot in subject.spots:
        words = " ".join(spot.texts)
        for term in spot.block.explains:
            if _find(_plain(term), words) is None:
                yield remark(f'"{spot.path}" does not hold "{term}", which it "explains"', term.source)


def _entries(subject: Subject) -> tuple[Spot, ...]:
    return tuple(spot for spot in subject.spots if "glossary" in spot.kinds and spot.block.kind != "glossary")


def _plain(term: str) -> str:
    """A term as it is looked for: lower case, without the plural's s."""
    lower = term.lower()
    return lower[:-1] if lower.endswith("s") and not lower.endswith("sis") else lower


def _find(term: str, words: str) -> re.Match[str] | None:
    return re.search(rf"\b{re.escape(term)}(?:s|es)?\b", words, re.IGNORECASE)
