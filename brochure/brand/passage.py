"""What a clinic puts into a slot: a few words or several paragraphs, in one language or in several."""

from __future__ import annotations

import re
from typing import Any

from brochure.brand.checks import check_seen
from brochure.brand.said import checked
from brochure.brand.said import Said
from brochure.brand.said import take
from brochure.brand.said import translated
from brochure.marked import Refusal
from brochure.marked import Str

LONGEST = 4000
"""Characters that a passage may have, before its slot is asked: a bound for what follows."""

_PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*(?:\n|\Z)))*")
_HEADING = re.compile(r"#[ \t]+(\S[^\n]*)(?:\n|\Z)")


class Passage(Said):
    """Words with marks in them (**strong**, links); a blank line parts paragraphs, "# …" is a heading."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(_take)


class Filled(dict[Str, Passage]):
    """Passages by slot, which nobody changes any more: as hashable as all else of a brand."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


def split_passage(text: Str) -> tuple[Str | None, tuple[Str, ...]]:
    """The heading, if the first line is one, and the paragraphs; each still knows its place."""
    start = len(text) - len(text.lstrip())
    found = _HEADING.match(text, start)
    heading = text.part(found.start(1), found.start(1) + len(found[1].rstrip())) if found else None
    paragraphs = tuple(
        text.part(match.start(), match.start() + len(match[0].rstrip()))
        for match in _PARAGRAPH.finditer(text, found.end() if found else start)
    )
    return heading, paragraphs


def _take(value: object) -> Passage:
    return Passage(*checked(_check_passage)(translated(take(value))).texts)


def _check_passage(text: Str) -> Str:
    if not text.strip():
        raise Refusal("words are missing here", "take the line out if there are none to give")
    if len(text) > LONGEST:
        raise Refusal(
            f"this text has {len(text)} characters, and {LONGEST} is the most", source=text.place(LONGEST)
        )
    return check_seen(text, "\n")
