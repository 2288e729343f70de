"""Paragraphs of elements, shaped once and asked for lines in any measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from brochure.composition.fit import Fit
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.document.tree import Element
from brochure.fonts.chain import Chain
from brochure.memory import Memory
from brochure.pictures.values import Picture
from brochure.styles.resolve import ListStyle
from brochure.styles.resolve import ParagraphStyle
from brochure.styles.resolve import Styles
from brochure.text.lines import Line
from brochure.text.shape import shape
from brochure.text.shape import Shaped
from brochure.text.shape import TextSpan

BYTES_A_GLYPH = 200
"""About what one shaped glyph holds in memory, for the bound of what is remembered."""

LISTS = ("ul", "ol", "ticks")


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The fallback chains that a brand's two typefaces give for one language."""

    heading: Chain
    body: Chain

    def chain(self, style: ParagraphStyle) -> Chain:
        return self.heading if style.typeface == "heading" else self.body

    @property
    def has_width_axis(self) -> bool:
        return self.heading.has_width_axis and self.body.has_width_axis


@dataclass(frozen=True, slots=True)
class Typesetter:
    """All that words need to become lines: styles, typefaces, language, and what was shaped before."""

    styles: Styles
    typefaces: Typefaces
    language: str
    rtl: bool
    pictures: Mapping[str, Picture]
    shapes: Memory[Shaped]
    findings: Findings
    met: dict[tuple[int, str, float], tuple[Element, Shaped]] = field(default_factory=dict)
    """What this composition has asked for, by element, style and width; the element is kept so that
    its id stays its own. Whoever sets another document starts with an empty one."""

    def list_style(self, element: Element) -> ListStyle:
        """The list style of a ul, ol or ticks element."""
        default = "ticks" if element.name == "ticks" and "ticks" in self.styles.list else "list"
        return self.styles.list[str(element.attributes.get("style") or default)]

    def paragraph_style(self, element: Element) -> ParagraphStyle:
        """The paragraph style of an element that holds words; headings have their own names as default."""
        name = element.attributes.get("style")
        if name is None:
            name = element.name if element.name in self.styles.paragraph else "body"
        return self.styles.paragraph[str(name)]

    def shaped(self, element: Element, style: ParagraphStyle, fit: Fit) -> Shaped:
        """The element's words, shaped; a character that no font has is noted as an error."""
        met = self.met.get((id(element), style.name, fit.width))
        if met is not None:
            return met[1]
        made = self._shape(element, style, fit)
        self.met[id(element), style.name, fit.width] = (element, made)
        return made

    def _shape(self, element: Element, style: ParagraphStyle, fit: Fit) -> Shaped:
        chain = self.typefaces.chain(style)
        spans = element.spans
        key = (
            tuple((span.text, span.strong, span.language) for span in spans),
            self.language,
            self.rtl,
            chain,
            style.weight,
            style.strong,
            fit.width,
            style.tracking,
        )
        known = self.shapes.get(key)
        if known is not None:
            return known
        made = shape(
            [TextSpan(span.text, span.strong, span.language) for span in spans],
            language=self.language,
            rtl=self.rtl,
            chain=chain,
            weight=style.weight,
            strong=style.strong,
            width=fit.width,
            tracking=style.tracking,
        )
        for missing in made.missing:
            source: Source | None = spans[missing.span].source if spans else None
            self.findings.fail(
                f'no font has the character "{missing.char}" (U+{ord(missing.char[0]):04X}) '
                f'in "{_around(spans[missing.span].text, missing.index)}"',
                source or element.source,
                f"fonts tried: {', '.join(missing.tried)}",
                trace=element.trace,
            )
        if made.missing:
            return made
        return self.shapes.put(key, made, BYTES_A_GLYPH * sum(len(span.text) + 4 for span in spans))

    def lines(self, element: Element, style: ParagraphStyle, fit: Fit, width: float) -> tuple[Line, ...]:
        """The element's lines for a measure of `width` points."""
        return self.shaped(element, style, fit).lines(width / fit.points(style), style.breaks)


def _around(text: str, index: int, reach: int = 16) -> str:
    """The words around a character, for a message."""
    start, end = max(0, index - reach), min(len(text), index + reach)
    return ("…" if start else "") + text[start:end].replace("\u2028", " ") + ("…" if end < len(text) else "")
