"""Which code stands for which glyph: one per (glyph, text it is copied as), numbered by first use."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from brochure.fonts.face import Face
from brochure.text.lines import Run


@dataclass(slots=True)
class Codes:
    """The codes of one face in one font of the file, called `name` in operators.

    `table` leads from (glyph id, cluster text) to the code in four hexadecimal digits and the glyph's
    width in thousandths of an em, as the font's W array has it. Numbering by first use makes codes
    depend on nothing but the words, so the same leaflet gives the same operators on every machine.
    """

    face: Face
    name: str
    table: dict[tuple[int, str], tuple[str, float]] = field(default_factory=dict)
    embedded: bool = False

    @property
    def space(self) -> tuple[str, float] | None:
        """Code and width of the space that ends a line, where the font has one."""
        gid = self.face.glyph(" ")
        return None if gid is None else self.table.get((gid, " "))

    def add(self, key: tuple[int, str]) -> tuple[str, float]:
        """The next code, for a glyph and text not seen before; code 0 stays with .notdef.

        Raises OverflowError at the 65,536th glyph, as codes have two bytes, and ValueError once the font
        is in a file.
        """
        if self.embedded:
            raise ValueError(f"{self.face.key} is embedded already, without {key}")
        number = len(self.table) + 1
        if number > 0xFFFF:
            raise OverflowError(f"{self.face.key} needs more than 65,535 codes")
        entry = (f"{number:04X}", round(self.face.advance(key[0]) * 1000, 2))
        self.table[key] = entry
        return entry

    def stock(self, characters: str) -> None:
        """Codes for characters that are not in use yet, each by itself, where the face has them."""
        for character in characters:
            gid = self.face.glyph(character)
            if gid is not None and (gid, character) not in self.table:
                self.add((gid, character))


def glyph_texts(run: Run) -> list[tuple[str, ...]]:
    """What each glyph is copied as; a glyph with several texts has the last, the others come before it.

    Left to right, the letters of a cluster are dealt out to its glyphs, so that they come out right and once
    whatever a reader makes of ActualText. Right to left, a cluster stays whole on one glyph, but readers turn
    lines around letter by letter (pdf.js alone by glyphs): its further letters come before the first, each to
    go with a glyph that shows nothing.
    """
    if run.level % 2:
        return [(*reversed(glyph.cluster[1:]), glyph.cluster[:1]) for glyph in run.glyphs]
    texts = [glyph.cluster for glyph in run.glyphs]
    start = 0
    while start < len(texts):
        end = start + 1
        while end < len(texts) and not texts[end]:
            end += 1
        text = texts[start]
        shares = min(end - start, len(text))
        if shares > 1:
            texts[start] = text[: 1 - shares]
            texts[start + 1 : start + shares] = text[1 - shares :]
        start = end
    return [(text,) for text in texts]


def blank_glyph(face: Face) -> int | None:
    """A glyph that shows nothing: one that does not advance either if there is one, else the space."""
    blank = face.glyph("\u200b")
    return face.glyph(" ") if blank is None or face.advance(blank) else blank


def _keys(run: Run) -> set[tuple[int, str]]:
    """What a run wants of its font."""
    plain = {(gid, cluster) for gid, _, _, _, cluster in run.glyphs}
    if not run.level % 2 and all(text for _, text in plain):
        return plain  # as `glyph_texts` has it when each glyph has its own letters: nearly always
    keys = set()
    blank = blank_glyph(run.face)
    for glyph, texts in zip(run.glyphs, glyph_texts(run), strict=True):
        keys.add((glyph.gid, texts[-1]))
        if blank is not None:
            keys.update((blank, text) for text in texts[:-1])
    return keys


class CodeBook:
    """The fonts of a file or of a clinic's part in it, in order of first use.

    `ready` fonts are used as they are for the faces they serve, and never grow.
    """

    def __init__(self, prefix: str, ready: Mapping[Face, Codes] | None = None) -> None:
        self.prefix = prefix
        self.ready = dict(ready or {})
        self.own: dict[Face, Codes] = {}

    def codes(self, face: Face) -> Codes:
        """The codes that `face` is written with."""
        codes = self.ready.get(face) or self.own.get(face)
        if codes is None:
            codes = self.own[face] = Codes(face, f"{self.prefix}{len(self.own) + 1}")
            # Every line but a paragraph's last ends with a space, shaped or not (ISO 32000-1, 14.8.2.5).
            space = face.glyph(" ")
            if space is not None:
                codes.add((space, " "))
        return codes


def book_for(runs: Iterable[Run], shared: Mapping[Face, Codes], prefix: str) -> CodeBook:
    """A book for a clinic's `runs`: a shared font wherever it has all that the runs want of its face.

    Whatever is written in plain letters and digits does; everything else gets a small font of its own, so
    that shared fonts, and with them all shared operators, stay the same for every clinic.
    """
    served = dict(shared)
    for run in runs:
        codes = served.get(run.face)
        if codes is not None and not _keys(run) <= codes.table.keys():
            del served[run.face]
    return CodeBook(prefix, served)
