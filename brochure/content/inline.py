"""The small markup inside a text: **strong**, [words](https://…) and forced line ends; nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence
from functools import cache
from typing import Any
from typing import NamedTuple
from typing import TYPE_CHECKING

from brochure.diagnostics import Findings
from brochure.marked import Str

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LINE_BREAK = "\u2028"
"""Stands in a text where the author asked for a new line."""

SCHEMES = ("http", "https", "mailto", "tel")
"""Where a link may lead."""


class Inline(NamedTuple):
    """A stretch of words with one look; `link` is the address it leads to."""

    text: str
    strong: bool = False
    link: str | None = None


# Without one of these a text is just its words.
_MARKS = re.compile(r"[*\[\]`_<&\\\n]")
# Pairs of ** that nobody could read otherwise: each touches a letter or digit inside, or a space (or nothing)
# outside. Nearly every marked text holds only these, and importing markdown-it costs 70 ms.
_STRONG = re.compile(
    r"(?:\*\*(?=[^\W_])|(?<!\S)\*\*(?=[^\s*]))([^*]+?)(?:(?<=[^\W_])\*\*|(?<=[^\s*])\*\*(?!\S))"
)
_NOT_STRONG = re.compile(r"[\[\]`_<&\\\n]|\*")
_STARS = re.compile(r"\\.|(\*+)", re.DOTALL)
_BREAK = re.compile(r"\\[ \n]| {2,}\n")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")

_RULES = (
    *("text", "newline", "escape", "backticks", "emphasis"),
    *("link", "image", "autolink", "html_inline", "entity"),
)
_REFUSED = {
    "em_open": ("*words* or _words_ would be italics", "for weight write **words**"),
    "code_inline": ("code (`…`) has no place in a leaflet", "write the words alone"),
    "image": ("a picture cannot stand inside a text", "place it in the layout's template"),
    "html_inline": ("HTML has no place in a text", "write **words** or [words](https://…)"),
    "auto": ("<address> is not taken", "write [words](https://…)"),
    "entity": ("a character reference is not taken", "write the character itself"),
    "escape": ("this backslash does nothing", "write the character alone"),
}


def parse_inline(text: Str) -> tuple[Inline, ...]:
    """The stretches of `text` in order; their texts joined are what is printed.

    Raises BuildError with all that is wrong in it, each at its place in the file.
    """
    findings = Findings()
    parts = read_inline(text, findings)
    findings.stop_if_errors()
    return parts


def read_inline(text: Str, findings: Findings) -> tuple[Inline, ...]:
    """As `parse_inline`, but mistakes are noted in `findings`."""
    if not _MARKS.search(text):
        return (Inline(str(text)),)
    return _split_strong(text) or _Walk(text, findings).run()


def _split_strong(text: str) -> tuple[Inline, ...]:
    """The stretches of a text whose only marks are plain pairs of **; () for any other text."""
    pieces = _STRONG.split(text)
    if any(_NOT_STRONG.search(piece) for piece in pieces):
        return ()
    return tuple(Inline(piece, bool(at % 2)) for at, piece in enumerate(pieces) if piece)


class _Walk:
    """One text on its way through markdown-it's tokens, each of which knows where it stands."""

    def __init__(self, text: Str, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.parts: list[Inline] = []
        self.strong = 0
        self.link: str | None = None

    def run(self) -> tuple[Inline, ...]:
        """The stretches; neighbours of one look are one stretch."""
        if "\n\n" in self.text.strip("\n"):
            self.findings.fail(
                "a text is one paragraph, and here a second one starts",
                self.text.place(self.text.index("\n\n") + 2),
                "make it an item or a part of its own",
            )
            return ()
        # A backslash at a folded line's end reaches us before a space. The length stays, so places hold.
        source = _BREAK.sub(lambda match: match[0][:-1] + "\n", self.text.rstrip("\n"))
        tokens: list[Token] = []
        engine = _engine()
        engine.inline.parse(source, engine, {}, tokens)
        self._check_lonely(source, tokens)
        self._take(tokens)
        return tuple(self._joined())

    def _take(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            place = int(token.meta.get("at", 0))
            kind = token.type
            if kind == "text_special" or token.info == "auto":
                kind = token.info
            if kind in _REFUSED and token.nesting >= 0 and not _escapes_mark(token):
                self._refuse(kind, place)
            if kind == "strong_open":
                self.strong += 1
            elif kind == "strong_close":
                self.strong -= 1
            elif kind == "link_open":
                self._open(token, place)
            elif kind == "link_close":
                self.link = None
            elif kind == "hardbreak":
                self._add(LINE_BREAK)
            elif kind == "softbreak":
                self._add(" ")
            else:
                self._add(token.content)

    def _add(self, words: str) -> None:
        if words:
            self.parts.append(Inline(words, self.strong > 0, self.link))

    def _refuse(self, kind: str, place: int) -> None:
        message, hint = _REFUSED[kind]
        self.findings.fail(f"{message}: {_quoted(self.text, place)}", self.text.place(place), hint)

    def _check_lonely(self, source: str, tokens: Sequence[Token]) -> None:
        """Note every run of stars that opens and closes nothing, or too little."""
        if not any(token.type == "text" and "*" in token.content for token in tokens):
            return
        used: dict[int, int] = {}
        for token in tokens:
            if token.markup in ("*", "**"):
                used[token.meta["at"]] = used.get(token.meta["at"], 0) + len(token.markup)
        for run in _STARS.finditer(source):
            if run[1] and used.get(run.start(), 0) < len(run[1]):
                self.findings.fail(
                    f'this "{run[1]}" has no partner: {_quoted(self.text, run.start())}',
                    self.text.place(run.start()),
                    "**words** touch their stars",
                    r"for a star itself write \*",
                )

    def _open(self, token: Token, place: int) -> None:
        address = str(token.attrs.get("href", ""))
        self.link = address
        scheme = _SCHEME.match(address)
        if token.attrs.get("title"):
            self.findings.fail("a link takes no title", self.text.place(place), "write [words](https://…)")
        if scheme is None or scheme[1].lower() not in SCHEMES:
            self.findings.fail(
                f'a link cannot lead to "{address}"',
                self.text.place(place),
                "an address starts with https:, http:, mailto: or tel:",
            )

    def _joined(self) -> list[Inline]:
        joined: list[Inline] = []
        for part in self.parts:
            if joined and joined[-1][1:] == part[1:]:
                part = part._replace(text=joined.pop().text + part.text)
            joined.append(part)
        return joined


def _escapes_mark(token: Token) -> bool:
    return token.info == "escape" and token.content in "*[]`_<&\\{}"


def _quoted(text: str, place: int) -> str:
    """The author's words from `place`, cut to what fits in a message."""
    words = " ".join(text[place : place + 40].split())
    return f'"{words}…"' if len(text) - place > 40 else f'"{words}"'


@cache
def _engine() -> MarkdownIt:
    """A markdown-it that knows inline marks only and tells of every token where it came from."""
    from markdown_it import MarkdownIt

    engine = MarkdownIt("zero", {"html": True}).enable([*_RULES, "balance_pairs"])
    # Our own check of addresses says more than a link that silently stays text.
    engine.validateLink = lambda url: True  # type: ignore[method-assign]
    engine.normalizeLink = lambda url: url  # type: ignore[method-assign]
    rules = {rule.name: rule.fn for rule in engine.inline.ruler.__rules__}
    for name in _RULES:
        engine.inline.ruler.at(name, _marking(rules[name]))
    return engine


def _marking(rule: Callable[[Any, bool], bool]) -> Callable[[Any, bool], bool]:
    """`rule`, noting at each token it adds the index in the text where it started."""

    def run(state: Any, silent: bool) -> bool:
        start, known, pending = state.pos, len(state.tokens), len(state.pending)
        matched = rule(state, silent)
        if matched:
            flushed = bool(pending)
            for token in state.tokens[known:]:
                # Words waiting before a mark become a token first; they need no place of their own.
                if flushed:
                    flushed = False
                    continue
                token.meta.setdefault("at", start)
        return matched

    return run
