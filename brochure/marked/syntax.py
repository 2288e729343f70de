"""What is wrong with a file that is not YAML, said to somebody who has never read the YAML specification."""

from __future__ import annotations

import re
from typing import Any

from brochure.diagnostics import Findings
from brochure.diagnostics import Source

QUOTE = "put it in double quotes"

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What libyaml says of problem or context, what is said here, the way out, and whether the place to show is
# where the broken thing starts (a quotation without an end) or where reading stopped. First fit counts.
_TABLE: tuple[tuple[str, str, str, bool], ...] = (
    ("tab character", "a tab indents this line", "indent with spaces only", False),
    ("scanning an alias", 'a text cannot start with "*"', QUOTE, True),
    ("scanning an anchor", 'a text cannot start with "&"', QUOTE, True),
    ("a tag", 'a text cannot start with "!"', QUOTE, True),
    ("tag handle", 'a text cannot start with "!"', QUOTE, True),
    ("scanning a directive", 'a line cannot start with "%"', QUOTE, True),
    ("incompatible YAML", 'a line cannot start with "%"', "take it out", True),
    ("block sequence entries", "a list cannot start behind its name", "start it on the next line", False),
    ("unknown escape", "this escape is not known", r"write \\ for a backslash, or use single quotes", False),
    ("quoted scalar", "this quotation has no end", "close it with the mark that it starts with", True),
    ("expected ',' or '}'", 'this "{" has no "}"', f"if it starts a text, {QUOTE}", True),
    ("expected ',' or ']'", 'this "[" has no "]"', f"if it starts a text, {QUOTE}", True),
    ("flow node", "something is missing in these brackets", f'if "[" or "{{" starts a text, {QUOTE}', True),
    ("expected ':'", 'this line has no ": "', "if it carries on a text, indent it further", True),
    ("comment or line break", 'words stand behind "|" or ">"', "start the text on the next line", False),
    ("<document start>", "something follows the end of the document", 'take out the line "..."', False),
    ("'-' indicator", 'this line should start with "- "', "a block is either a list or names", False),
)


def explain_encoding(data: bytes, index: int, path: str, findings: Findings) -> None:
    """Note that byte `index` of a file is not UTF-8."""
    before = data[:index].removeprefix(b"\xef\xbb\xbf")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    message = f"the byte 0x{data[index]:02X} is not UTF-8"
    findings.fail(message, Source(path, line, column), 'save the file with the encoding "UTF-8"')


def explain_control(text: str, path: str, findings: Findings) -> None:
    """Note the first character of `text` that YAML does not allow at all."""
    match = _CONTROL.search(text)
    index = match.start() if match else 0
    code = f"U+{ord(text[index]):04X}" if match else "at the end"
    source = Source(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    findings.fail(f"the control character {code} may not stand in a file", source, "delete it")


def explain_syntax(text: str, error: Any, path: str, findings: Findings) -> None:
    """Note what libyaml refused, in words for an author; `error` is PyYAML's MarkedYAMLError."""
    said = f"{error.problem} {error.context or ''}"
    mark, start = error.problem_mark, error.context_mark or error.problem_mark
    for words, message, hint, at_start in _TABLE:
        if words in said:
            place = start if at_start else mark
            findings.fail(message, Source(path, place.line + 1, place.column + 1), hint)
            return
    before, character = text[mark.index - mark.column : mark.index], text[mark.index : mark.index + 1]
    message, hint = _explain_line(before, character, said)
    findings.fail(message, Source(path, mark.line + 1, mark.column + 1), hint)


def _explain_line(before: str, character: str, said: str) -> tuple[str, str]:
    """Message and hint by what stands in the line, `before` and at the place where reading stopped."""
    if "cannot start any token" in said:
        if character == "\t":
            return "a tab indents this line", "indent with spaces only"
        return f'a text cannot start with "{character}"', QUOTE
    if "mapping values" in said and ": " in before:
        return 'a second ": " stands in one line', "put the text that holds it in double quotes"
    if "mapping values" in said:
        return (
            "this name does not stand under the names of its block",
            'the line above may lack its ": ", or a text with ": " in it its double quotes',
        )
    if before.strip():
        return "text goes on behind a closing quote or bracket", "put the whole text in double quotes"
    if "expected key" in said:
        return "no block above starts in this column", "give the names of one block the same indent"
    return f"this is not YAML: {said.strip()}", "compare with the lines above"
