"""Reads content.yaml: YAML, then the model, then the markup inside every text."""

from __future__ import annotations

import re
from pathlib import Path

from brochure.content.inline import read_inline
from brochure.content.model import Content
from brochure.diagnostics import Findings
from brochure.marked import read
from brochure.marked import Str

LIMIT = 1_000_000
"""The most bytes that are read; the first leaflet has 24 thousand."""

_PLACEHOLDER = re.compile(r"\{[a-z][a-z-]*\}")
_BRACE = re.compile(r"[{}]")


def read_content(path: Path, root: Path) -> Content:
    """The words in the file at `path`; messages name it as seen from `root`.

    Raises BuildError: for all that YAML and the model say, else for the markup of all texts.
    """
    content = read(path, root, Content, limit=LIMIT)
    findings = Findings()
    for name, text in content.texts():
        check_text(name, text, findings)
    findings.stop_if_errors()
    return content


def check_text(path: str, text: Str, findings: Findings) -> None:
    """Note what is wrong inside one text; titles and alternative texts take no markup, but are not empty."""
    if not text.strip():
        findings.fail(f'"{path}" is empty', text.source, "write the words, or take the line out")
    elif not path.startswith(("leaflet.", "pictures.")):
        read_inline(text, findings)
    _check_braces(text, findings)


def _check_braces(text: Str, findings: Findings) -> None:
    if "{" not in text and "}" not in text:
        return
    rest = _PLACEHOLDER.sub(lambda match: " " * len(match[0]), text)
    for match in _BRACE.finditer(rest):
        findings.fail(
            f'this "{match[0]}" belongs to no placeholder',
            text.place(match.start()),
            "a placeholder is a lower-case name in braces: {number}",
        )
