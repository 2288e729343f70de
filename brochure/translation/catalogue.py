"""A language's PO file as frozen values; Babel reads and writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.marked import read_bytes
from brochure.marked import shown_path
from brochure.marked import Str
from brochure.translation.languages import is_tag

LARGEST_FILE = 4_000_000
"""Bytes: thirty times a leaflet in Tamil with all its comments."""

_LINE = re.compile(
    r"\s*(?P<old>#~\s*)?(?:#\|\s*)?(?P<word>msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"
    r'(?P<text>"(?:[^"\\]|\\.)*")\s*\Z'
)
_PREVIOUS = re.compile(r'\|\s*(?:(msgid|msgctxt)\s*)?"((?:[^"\\]|\\.)*)"')
_GUESSED = frozenset({"python-format", "python-brace-format"})
"""Flags that Babel sets by itself. The second is right: it tells tools to mind the placeholders;
the first would take "5 % of" for one."""

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a catalogue; `words` is empty where it is not translated, and knows its place.

    `source` is the text in the leaflet's own language that `words` translate; of a fuzzy entry `previous` is
    that text, and `source` what it has become. `notes` are what our own program says to translators,
    `remarks` what translators say.
    """

    context: str
    source: str
    words: Str
    fuzzy: bool = False
    previous: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file: its `entries` by context, in order, its header's fields, and the comment at its head."""

    path: str
    language: str
    headers: tuple[tuple[str, str], ...]
    entries: Mapping[str, Entry]
    obsolete: tuple[Entry, ...] = ()
    comment: str = ""

    def header(self, name: str) -> str:
        """A field of the header; "" when it is not there."""
        return dict(self.headers).get(name, "")


def find_catalogues(folder: Path) -> tuple[str, ...]:
    """The languages that there is a PO file of, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*.po")))


def read_catalogue(path: Path, root: Path) -> Catalogue:
    """A PO file; BuildError holds every mistake in it, each with its line and column.

    The form is GNU gettext's ("The Format of PO Files"); each entry needs a msgctxt, plural forms have no
    place in a leaflet, and the letters are UTF-8 without a mark before them.
    """
    shown = shown_path(path, root)
    findings = Findings()
    if not is_tag(path.stem):
        hint = 'a file is called by its language: "vi.po", "pt-BR.po", "zh-Hant.po"'
        findings.fail(f'"{path.stem}" is not a language tag', Source(shown), hint)
    text = _decode(read_bytes(path, shown, LARGEST_FILE), shown, findings)
    findings.stop_if_errors()
    places = _Scan(shown, findings).run(text)
    findings.stop_if_errors()
    catalog = _parse(text, shown, findings)
    entries = {
        name: _entry(message, name, places[name])
        for message in catalog
        if message.id and (name := _context(message)) in places
    }
    headers = tuple(catalog.mime_headers)
    _check_header(dict(headers), path.stem, shown, findings)
    findings.stop_if_errors()
    obsolete = tuple(
        _entry(message, _context(message), Str(_string(message.string), Source(shown)))
        for message in catalog.obsolete.values()
    )
    return Catalogue(shown, path.stem, headers, entries, obsolete, str(catalog.header_comment))


def write_catalogue(catalogue: Catalogue) -> bytes:
    """The catalogue as a PO file; the same catalogue gives the same bytes."""
    from babel.messages.pofile import write_po

    made = _catalog_class()(charset="utf-8", fuzzy=False)
    made.mime_headers = catalogue.headers
    made.header_comment = catalogue.comment
    for entry in catalogue.entries.values():
        made.put(_message(entry))
    for entry in catalogue.obsolete:
        made.obsolete[entry.context] = _message(entry)
    file = BytesIO()
    write_po(file, made, width=100, include_previous=True)
    return file.getvalue()


def _decode(data: bytes, shown: str, findings: Findings) -> str:
    hint = "save it as UTF-8, without a byte order mark"
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        findings.fail("the file starts with a byte order mark", Source(shown, 1, 1), hint)
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        findings.fail("this is not UTF-8", Source(shown, line, column), hint)
        return ""


class _Scan:
    """One walk over a file's lines: broken ones, entries without a context and twofold ones are told."""

    def __init__(self, shown: str, findings: Findings) -> None:
        self.shown = shown
        self.findings = findings
        self.places: dict[str, Str] = {}
        self.lines: dict[str, int] = {}
        self.parts: dict[str, str] = {}
        self.part = ""
        self.start = 0
        self.broken = False
        self.reference = ""
        self.bare: dict[str, int] = {}
        self.place = Source(shown)
        self.written = ""

    def run(self, text: str) -> dict[str, Str]:
        """Each context's translation as it is written, with its place."""
        for number, line in enumerate(text.split("\n"), 1):
            self._line(number, line.rstrip("\r"))
        self._end()
        return self.places

    def _line(self, number: int, line: str) -> None:
        stripped = line.strip()
        if not stripped or (stripped.startswith("#") and not stripped.startswith("#~")):
            if self.part.startswith("msgstr"):
                self._end()
            if stripped.startswith("#:"):
                self.reference = stripped[2:].strip()
            return
        match = _LINE.match(line)
        if match is None:
            self.broken = True
            self.findings.fail(
                f'this line is broken: "{stripped[:60]}"',
                Source(self.shown, number, len(line) - len(line.lstrip()) + 1),
                'msgctxt, msgid or msgstr, then words in double quotes; write \\" for a quote in them',
            )
            return
        if match["old"]:
            return
        word = match["word"]
        if word is not None:
            begins = ("msgid", "msgstr") if word == "msgctxt" else ("msgid",) if word == "msgid" else ()
            if any(part in self.parts for part in begins):
                self._end()
            if word == "msgid_plural" or "[" in word:
                hint = "each text of a leaflet stands for itself; write one msgid and one msgstr"
                self.findings.fail("plural forms have no place here", Source(self.shown, number, 1), hint)
            self.start = self.start or number
            self.part = word
            if word == "msgstr":
                self.place = Source(self.shown, number, match.start("text") + 1)
                self.written = '"'
        elif not self.part:
            self.findings.fail(
                f'these words belong to nothing: "{stripped[:60]}"', Source(self.shown, number, 1)
            )
            return
        elif self.part == "msgstr":
            # A line's end and the two quotes around it stand for nothing in the words.
            self.written += "\\\n "
        said = match["text"][1:-1]
        self.parts[self.part] = self.parts.get(self.part, "") + said
        if self.part == "msgstr":
            self.written += said

    def _end(self) -> None:
        parts, start, broken, reference = self.parts, self.start, self.broken, self.reference
        self.parts, self.part, self.start, self.broken, self.reference = {}, "", 0, False, ""
        if not parts or broken:
            return
        place = Source(self.shown, start, 1)
        if "msgid" not in parts or "msgstr" not in parts:
            self.findings.fail("an entry needs a msgid and a msgstr", place)
        elif not parts["msgid"]:
            if self.lines:
                self.findings.fail("a header stands at the head of a file", place, "it has an empty msgid")
        elif "msgctxt" not in parts and (not reference or parts["msgid"] in self.bare):
            self.findings.fail(
                f'the entry "{unescape(parts["msgid"])[:40]}" has no msgctxt',
                place,
                "the path of the text in content.yaml: brochure translations new writes them all",
            )
        else:
            context = unescape(parts["msgctxt"]) if "msgctxt" in parts else reference
            if "msgctxt" not in parts:
                self.bare[parts["msgid"]] = start
            if context in self.lines:
                message = f'"{context}" stands here for the second time'
                self.findings.fail(message, place, f"first in line {self.lines[context]}: keep one of them")
            self.lines[context] = start
            self.places[context] = Str(unescape(parts["msgstr"]), self.place, self.written)


def unescape(written: str) -> str:
    """What a string of a PO file says."""
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), written)


def _parse(text: str, shown: str, findings: Findings) -> Any:
    from babel.messages.pofile import PoFileError
    from babel.messages.pofile import PoFileParser

    catalog = _catalog_class()(charset="utf-8")
    try:
        PoFileParser(catalog, abort_invalid=True).parse(text.splitlines())
    except PoFileError as error:
        findings.fail(f"this is not a PO file: {error}", Source(shown, error.lineno + 1))
    findings.stop_if_errors()
    return catalog


def _check_header(headers: Mapping[str, str], language: str, shown: str, findings: Findings) -> None:
    said = headers.get("Language", "").strip()
    if not said:
        findings.fail(
            "the header does not say the language",
            Source(shown, 1),
            f'write "Language: {language}\\n" into the first msgstr',
        )
    elif said.replace("_", "-").replace("@latin", "-Latn").casefold() != language.casefold():
        findings.fail(
            f'the header says the language "{said}", the file\'s name "{language}"',
            Source(shown, 1),
            "one of them is wrong; a file is called by its language",
        )
    charset = re.search(r"charset=([\w-]+)", headers.get("Content-Type", "charset=utf-8"))
    if charset is None or charset[1].casefold().replace("-", "") != "utf8":
        findings.fail(
            "the header does not say UTF-8",
            Source(shown, 1),
            'write "Content-Type: text/plain; charset=UTF-8\\n"',
        )


def _context(message: Any) -> str:
    """An entry's context, or the place that it names: XLIFF of translate-toolkit keeps only that."""
    return str(message.context or next((name for name, _ in message.locations), ""))


def _entry(message: Any, context: str, words: Str) -> Entry:
    previous, remarks = _split_remarks(message.user_comments)
    return Entry(
        context,
        _string(message.id),
        words,
        bool(message.fuzzy),
        previous,
        tuple(map(str, message.auto_comments)),
        remarks,
        tuple(sorted(set(map(str, message.flags)) - {"fuzzy", *_GUESSED})),
    )


def _string(said: object) -> str:
    return said if isinstance(said, str) else "".join(map(str, said)) if isinstance(said, tuple) else ""


def _split_remarks(comments: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The previous msgid, which Babel takes for a comment ("#| msgid"), and translators' own remarks."""
    previous, remarks, kind = [], [], ""
    for comment in comments:
        match = _PREVIOUS.match(comment)
        if match is None:
            remarks.append(comment)
            continue
        kind = match[1] or kind
        if kind == "msgid":
            previous.append(unescape(match[2]))
    return "".join(previous), tuple(remarks)


def _message(entry: Entry) -> Any:
    from babel.messages.catalog import Message

    made = Message(
        entry.source,
        str(entry.words),
        locations=[(entry.context, 0)],
        flags=[*entry.flags, *(["fuzzy"] if entry.fuzzy else [])],
        auto_comments=entry.notes,
        user_comments=entry.remarks,
        previous_id=entry.previous if entry.previous else (),
        context=entry.context or None,
    )
    made.flags.discard("python-format")
    return made


@cache
def _catalog_class() -> Any:
    """Babel's catalogue, but one that keeps all of a header's fields and does not look at the clock."""
    from babel.messages.catalog import Catalog

    class Kept(Catalog):
        def __init__(self, **options: Any) -> None:
            self._fields: tuple[tuple[str, str], ...] = ()
            super().__init__(**options)

        @property
        def mime_headers(self) -> Iterable[tuple[str, str]]:
            return self._fields

        @mime_headers.setter
        def mime_headers(self, fields: Iterable[tuple[str, str]]) -> None:
            self._fields = tuple((str(name), " ".join(str(value).split())) for name, value in fields)

        def put(self, message: Any) -> None:
            self[message.id] = message

        def __iter__(self) -> Iterator[Any]:
            messages = super().__iter__()
            header = next(messages)
            # Babel ends the last field itself, in a field that is not ours.
            header.string = "".join(f"{name}: {value}\n" for name, value in self._fields)
            yield header
            yield from messages

    return Kept
