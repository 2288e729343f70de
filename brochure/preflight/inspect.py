"""Look into a finished file: everything that it says, by another library than the one that wrote it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.preflight.catalogue import Pairs
from brochure.preflight.catalogue import read_bookmarks
from brochure.preflight.catalogue import read_id
from brochure.preflight.catalogue import read_information
from brochure.preflight.catalogue import read_intents
from brochure.preflight.catalogue import read_links
from brochure.preflight.catalogue import read_pages
from brochure.preflight.catalogue import read_viewer
from brochure.preflight.content import Contents
from brochure.preflight.content import read_contents
from brochure.preflight.decode import UNKNOWN
from brochure.preflight.objects import entry
from brochure.preflight.objects import identity
from brochure.preflight.objects import Opened
from brochure.preflight.objects import opened
from brochure.preflight.objects import string
from brochure.preflight.report import Report
from brochure.preflight.structure import read_structure
from brochure.preflight.structure import Structure
from brochure.preflight.xmp import Metadata
from brochure.preflight.xmp import read_xmp

MAX_PROBLEMS = 200
"""So many problems are told; a broken file has one at every step."""

_HEADINGS = {f"H{level}": level for level in range(1, 7)}


def inspect(data: bytes, path: str = "") -> Report:
    """What the PDF in `data` really holds; `path` is where to say that problems are.

    Problems are warnings: the file can be read, but does not do what a tagged leaflet must.
    Raises BuildError for what is no PDF, is encrypted, or goes over the bounds of `objects`.
    """
    with opened(data, path) as file:
        return _report(file)


def _report(file: Opened) -> Report:
    pages = file.pages()
    numbers = {identity(page): number for number, page in enumerate(pages)}
    contents = read_contents(file, pages)
    links, annotations = read_links(pages)
    structure = read_structure(file, pages, contents.pieces, annotations)
    metadata = read_xmp(file.read(entry(file.catalogue, "/Metadata")))
    information = read_information(file)
    fonts = {font.info for font in contents.fonts}
    report = Report(
        version=file.version,
        pages=read_pages(pages),
        title=metadata.title or dict(information).get("Title"),
        language=string(entry(file.catalogue, "/Lang")),
        tagged=entry(entry(file.catalogue, "/MarkInfo"), "/Marked") is True and bool(structure.nodes),
        identifiers=(*metadata.identifiers, *read_id(file)),
        standards=metadata.standards,
        dates=(*metadata.dates, *_information_dates(information)),
        information=information,
        fonts=tuple(sorted(fonts, key=lambda font: (font.name, font.kind, font.subset, font.embedded))),
        structure=structure.nodes,
        loose=tuple(contents.loose),
        artifacts=tuple(contents.artifacts),
        links=tuple(replace(link, tagged=number in structure.links) for number, link in enumerate(links)),
        bookmarks=read_bookmarks(file, numbers),
        viewer=read_viewer(file),
        intents=read_intents(file),
        images=tuple(contents.images),
        problems=(),
    )
    findings = Findings()
    told = [
        *_mended(file),
        *_unsaid(report, metadata),
        *_unread(report, contents),
        *_unthreaded(report, contents, structure),
        *_unspoken(report),
    ]
    for message in told[:MAX_PROBLEMS]:
        findings.warn(message, Source(file.path) if file.path else None)
    return replace(report, problems=tuple(findings))


def _information_dates(information: Pairs) -> Pairs:
    return tuple((key, text) for key, text in information if key in {"CreationDate", "ModDate"})


def _mended(file: Opened) -> list[str]:
    return [f"the file is damaged: {warning[:200]}" for warning in file.warnings()]


def _unsaid(report: Report, metadata: Metadata) -> list[str]:
    """What the file as a whole leaves unsaid."""
    told = []
    if metadata.error:
        told.append(f"the metadata cannot be read: {metadata.error}")
    if not report.title:
        told.append("the file has no title")
    elif ("DisplayDocTitle", "true") not in report.viewer:
        told.append("a reader's window is not asked to show the title (DisplayDocTitle)")
    if not report.language:
        told.append("the file does not say its language")
    if not report.tagged:
        told.append("the file is not tagged")
    if not report.pages:
        told.append("the file has no pages")
    return told


def _unread(report: Report, contents: Contents) -> list[str]:
    """Fonts that are not there, and glyphs that nobody can copy or hear."""
    told = [f'font "{font.name}" is not embedded' for font in report.fonts if not font.embedded]
    shown = [piece.drawn for piece in contents.pieces.values()] + contents.loose
    unknown = sum(text.count(UNKNOWN) for text in shown)
    if unknown:
        told.append(f"{unknown} glyphs stand for no character")
    return told


def _unthreaded(report: Report, contents: Contents, structure: Structure) -> list[str]:
    """Content that is in no structure, and structure that leads nowhere."""
    told = list(structure.problems)
    for number, text in enumerate(report.loose):
        if text.strip():
            told.append(f'page {number + 1}: text is neither tagged nor an artifact: "{_short(text)}"')
    for number, mcid in contents.repeated:
        told.append(f"page {number + 1}: marked content {mcid} is opened twice")
    for number, count in sorted(Counter(contents.unbalanced).items()):
        told.append(f"page {number + 1}: marked content is not closed as often as opened ({count})")
    for key, piece in sorted(contents.pieces.items()):
        if key not in structure.owners and piece.drawn.strip():
            told.append(f'page {piece.page + 1}: text is in no structure element: "{_short(piece.drawn)}"')
    return told


def _unspoken(report: Report) -> list[str]:
    """What somebody who listens would miss."""
    told = []
    for link in report.links:
        named = f'link to "{link.uri}"' if link.uri else "a link within the file"
        if not link.tagged:
            told.append(f"page {link.page + 1}: {named} is not in the structure")
        if not link.contents:
            told.append(f"page {link.page + 1}: {named} does not say where it leads (Contents)")
    level = 0
    for node in report.walk():
        if node.standard == "Figure" and not node.alt and not node.actual:
            told.append("a figure has no alternative text")
        found = _HEADINGS.get(node.standard)
        if found is not None:
            if found > level + 1:
                told.append(
                    f'heading "{_short(node.text)}" is {node.standard}, but the one before is level {level}'
                )
            level = found
    for number, page in enumerate(report.pages):
        if page.tab_order != "S" and any(link.page == number for link in report.links):
            told.append(f"page {number + 1}: the order of its links is not that of the structure (Tabs)")
    return told


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"
