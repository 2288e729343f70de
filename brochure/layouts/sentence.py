"""The words of one paragraph, heading or list item as spans, with their links as structure nodes."""

from __future__ import annotations

import re
from typing import NamedTuple
from typing import Protocol
from unicodedata import east_asian_width

from brochure.diagnostics import nearest
from brochure.document.tree import LINE_BREAK
from brochure.document.tree import Span
from brochure.document.vocabulary import read_attributes
from brochure.document.vocabulary import VOCABULARY
from brochure.layouts.parse import Raw
from brochure.layouts.views import Words

_WHITE = re.compile(r"[ \t\r\n]+")
_FIXED_SPACES = "\u00a0\u202f\u2060"
"""Spaces that a template may write between words: they are no words themselves."""


class Nodes(Protocol):
    """What makes structure nodes and takes mistakes: the builder."""

    def node(self, role: str, parent: int | None) -> int:
        """A new node's number."""

    def fail(self, raw: Raw, message: str, *hints: str) -> None:
        """Note a mistake where `raw` was written."""


class _Look(NamedTuple):
    strong: bool = False
    link: str | None = None
    node: int = 0


class Sentence:
    """Collects the spans of one element that holds words; `node` is the element's own structure node.

    Where the language runs right to left, what must read as it is written is isolated.
    """

    def __init__(self, nodes: Nodes, node: int, rtl: bool = False) -> None:
        self.nodes = nodes
        self.node = node
        self.rtl = rtl
        self.broken = False
        self._spans: list[Span] = []
        self._space = False
        self._parted = False
        self._part: int | None = None

    def read(self, raw: Raw) -> tuple[Span, ...]:
        """All spans; white space of the template counts once between words and never at an end.

        Beside a link, right-to-left words get nodes of their own: a node that has others below it cannot say
        its words (ActualText would hide the link).
        """
        self._parted = self.rtl and any(isinstance(item, Raw) and item.name == "a" for item in raw.content)
        self._take(raw, _Look(node=self.node))
        return tuple(self._spans)

    def _take(self, raw: Raw, look: _Look) -> None:
        self.broken = self.broken or raw.broken
        for item in raw.content:
            if isinstance(item, str):
                self._white(raw, item, look)
            elif isinstance(item, Words):
                self._words(item, look)
            else:
                self._inline(raw, item, look)

    def _white(self, raw: Raw, text: str, look: _Look) -> None:
        rest = _WHITE.sub(" ", text)
        if not rest.strip(" " + _FIXED_SPACES):
            fixed = rest.strip(" ")
            if fixed:
                self._add(Span(fixed, look.node, look.strong, look.link))
            elif self._spans and not self._spans[-1].text.endswith(LINE_BREAK):
                self._space = True
        else:
            self.broken = True
            self.nodes.fail(
                raw, f'"{rest.strip()[:60]}" is written in the template', "words belong in content.yaml"
            )

    def _words(self, words: Words, look: _Look) -> None:
        own: tuple[str, int] | None = None
        for text, strong, link, key, source, language in words.isolated(self.rtl):
            node = look.node
            if link is not None and look.link is None:
                # One link in the text is one node, even where a part of it is strong.
                if own is None or own[0] != link:
                    own = (link, self.nodes.node("Link", look.node))
                node = own[1]
            else:
                own = None
                if self._parted and look.link is None and node == self.node:
                    self._part = node = (
                        self.nodes.node("Span", look.node) if self._part is None else self._part
                    )
            self._add(Span(text, node, strong or look.strong, look.link or link, language, key, source))

    def _add(self, span: Span) -> None:
        """One more span; a space that waits joins whichever neighbour is not part of a link."""
        if self._space and self._spans:
            self._space = False
            last = self._spans[-1]
            if _is_solid(last.text[-1:]) and _is_solid(span.text[:1]):
                pass  # Chinese and Japanese set no space between sentences
            elif last.link is None:
                self._spans[-1] = _with_text(last, last.text + " ")
            elif span.link is None:
                span = _with_text(span, " " + span.text)
            else:
                self._spans.append(Span(" ", self.node))
        if span.text:
            self._spans.append(span)

    def _inline(self, raw: Raw, item: Raw, look: _Look) -> None:
        kind = VOCABULARY.get(item.name)
        if kind is None or item.name not in VOCABULARY[raw.name].children:
            if kind is None:
                hints = nearest(item.name, VOCABULARY, "elements")
                self.nodes.fail(item, f'"{item.name}" is not an element', *hints)
            else:
                takes = ", ".join(sorted(VOCABULARY[raw.name].children)) or "nothing"
                self.nodes.fail(
                    item, f'"{item.name}" cannot stand in {raw.name}', f"{raw.name} takes: {takes}"
                )
            return
        reading = read_attributes(item.name, item.attributes)
        if item.broken:
            self.broken = True
        else:
            for message, hints in reading.problems:
                self.nodes.fail(item, message, *hints)
        if item.name == "br":
            self._space = False
            if self._spans:
                last = self._spans[-1]
                self._spans[-1] = _with_text(last, last.text + LINE_BREAK)
        elif item.name == "strong":
            self._take(item, look._replace(strong=True))
        else:
            self._part = None
            self._take(
                item, _Look(look.strong, str(reading.values.get("href")), self.nodes.node("Link", look.node))
            )


def _is_solid(char: str) -> bool:
    """Whether a character is of a script that sets no spaces between words: wide, but not Hangul."""
    return bool(char) and east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


def _with_text(span: Span, text: str) -> Span:
    return Span(text, span.node, span.strong, span.link, span.language, span.key, span.source)
