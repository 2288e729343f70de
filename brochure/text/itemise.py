"""A paragraph cut into pieces that one font can shape: by span, bidi level, script, then font."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from brochure.fonts.chain import Chain
from brochure.fonts.chain import script_of
from brochure.fonts.face import Face
from brochure.text.characters import ignorable
from brochure.text.characters import LINE_BREAK
from brochure.text.characters import scripts

_PAIRS: Mapping[str, str] = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’", "‹": "›"}
_DEEPEST = 63  # as many open brackets as UAX #9 follows (BD16)
_COMMON = frozenset(("Zyyy", "Zinh"))
_WRITING = {"Jpan": "Hani", "Kore": "Hang", "Hans": "Hani", "Hant": "Hani"}


class Piece(NamedTuple):
    """text[start:end] of a paragraph, all of one span, level, script and face."""

    start: int
    end: int
    span: int
    level: int
    script: str
    face: Face
    language: str


class Stretch(NamedTuple):
    """Where a span stands in the paragraph, and in which language and weight it is set."""

    start: int
    end: int
    language: str
    weight: int


@lru_cache(maxsize=8192)
def is_mark(char: str) -> bool:
    """Whether the character stands on a base (general category M)."""
    return unicodedata.category(char)[0] == "M"


def writing(language: str) -> str:
    """The script to shape text in that holds no letters; an ISO 15924 code."""
    script = script_of(language)
    return _WRITING.get(script, script)


def resolve_scripts(text: str, default: str) -> list[str]:
    """One script a character: common and inherited ones take the script before them (UAX #24, 5.1),
    a closing bracket that of its opening one, leading ones that of the first letter."""
    table = scripts()
    found = [table[char] for char in text]
    current = next((script for script in found if script not in _COMMON), default)
    open_pairs: list[tuple[str, str]] = []
    for at, char in enumerate(text):
        if found[at] not in _COMMON:
            current = found[at]
            continue
        if char in _PAIRS and len(open_pairs) < _DEEPEST:
            open_pairs.append((_PAIRS[char], current))
        elif any(char == closing for closing, _ in open_pairs):
            while (pair := open_pairs.pop())[0] != char:
                pass
            current = pair[1]
        found[at] = current
    return found


def choose_faces(text: str, chain: Chain, weight: int, width: float) -> list[Face]:
    """One face a character. A mark stands in its base's face; spaces and ignorables in their neighbour's.

    A character that no font has stands in its neighbour's face too, where it becomes a missing glyph.
    """
    if face := _one_face(text, chain, weight, width):
        return [face] * len(text)
    table = chain.table(weight, width)
    found: list[Face | None] = []
    previous: Face | None = None
    base = 0
    for at, char in enumerate(text):
        if ignorable(char):
            found.append(previous)
            continue
        if previous is not None and char.isspace() and previous.has(" "):
            face = previous
        elif previous is not None and is_mark(char):
            face = previous if previous.has(char) else None
            if face is None:
                cluster = "".join(c for c in text[base : at + 1] if not ignorable(c))
                face = chain.face_for(cluster, weight, width)
                if face is not None:
                    found[base:at] = [face] * (at - base)
                else:
                    face = table[char] or previous
        else:
            face, base = table[char] or previous, at
        found.append(face)
        previous = face
    first = next((face for face in found if face is not None), None) or chain.first(weight, width)
    filled = []
    for face in found:
        first = face or first
        filled.append(first)
    return filled


def itemise(
    text: str,
    stretches: Sequence[Stretch],
    levels: Sequence[int] | None,
    chain: Chain,
    width: float,
    language: str,
) -> list[Piece]:
    """The pieces of a paragraph in logical order; forced breaks belong to none.

    `levels` is None when the whole paragraph is left to right.
    """
    default = writing(language)
    one = _one_script(text, default)
    each = None if one else resolve_scripts(text, default)
    pieces: list[Piece] = []
    for span, stretch in enumerate(stretches):
        start, end = stretch.start, stretch.end
        if start == end:
            continue
        part = text[start:end]
        if one and levels is None and (face := _one_face(part, chain, stretch.weight, width)):
            pieces.append(Piece(start, end, span, 0, one, face, stretch.language))
            continue
        faces = choose_faces(part, chain, stretch.weight, width)
        key: tuple[int, str, Face] | None = None
        begin = start
        for at in range(start, end + 1):
            if at == end or text[at] == LINE_BREAK:
                new = None
            else:
                new = (
                    levels[at] if levels else 0,
                    one or each[at] if each else one or default,
                    faces[at - start],
                )
            if new != key:
                if key is not None:
                    pieces.append(Piece(begin, at, span, *key, stretch.language))
                key, begin = new, at
    return pieces


def _one_script(text: str, default: str) -> str | None:
    """The script of all of the text's letters, or None when there is more than one."""
    if default == "Latn" and text.isascii():
        return default
    table = scripts()
    known = {table[char] for char in set(text)} - _COMMON
    return None if len(known) > 1 else next(iter(known), default)


def _one_face(part: str, chain: Chain, weight: int, width: float) -> Face | None:
    """The face that has every character of a span without anything special in it, or None."""
    if LINE_BREAK in part or ignorable(part):
        return None
    table = chain.table(weight, width)
    return table.first if table.covers(part) else None
