"""The index of an output: what lies there, as its files say themselves, and what was stopped."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress

from brochure.batch.plan import File
from brochure.build import Edition
from brochure.diagnostics import BuildError
from brochure.gallery import Entry
from brochure.gallery import File as Link
from brochure.gallery import make_index
from brochure.gallery import make_manifest
from brochure.gallery import make_thumbnail
from brochure.gallery import read_thumbnails
from brochure.output import Output
from brochure.targets import TARGETS
from brochure.translation.cldr import english_name
from brochure.translation.cldr import own_name
from brochure.translation.languages import is_rtl

INDEX = "index.html"
MANIFEST = "manifest.json"

LARGEST = 200_000_000
"""Bytes of an earlier index that are read for its thumbnails: some 50,000 cards."""

LARGEST_LEAFLET = 20_000_000

Card = tuple[str, str, str]
"""A clinic, a language and a layout: all targets of a leaflet are one card."""


def show(
    files: Iterable[File],
    stopped: Mapping[Edition, tuple[str, ...]],
    clinics: Mapping[str, str],
    thumbnails: Mapping[str, bytes],
    title: str,
    output: Output,
) -> Iterator[str]:
    """Write the index and the manifest, and give their names; what is there already and says so stays.

    `stopped` holds messages by edition, `clinics` full names, `thumbnails` those of files just printed, by
    digest; the others' come from the index that is there, or are made.
    """
    before = output.read(INDEX, LARGEST)
    known = {**(read_thumbnails(before) if before else {}), **thumbnails}
    cards: dict[Card, list[File]] = {}
    for file in files:
        clinic, language, layout, _ = file.record.edition.split("/")
        cards.setdefault((clinic, language, layout), []).append(file)
    told: dict[Card, list[str]] = {}
    for edition, messages in stopped.items():
        card = (edition.clinic, edition.language, edition.layout)
        cards.setdefault(card, [])
        told.setdefault(card, []).extend(message for message in messages if message not in told.get(card, ()))
        # A file of it that is still there is older than what its inputs say now.
        cards[card] = [file for file in cards[card] if file.record.edition != edition.id]
    entries = [
        _make_entry(card, cards[card], tuple(told.get(card, ())), clinics, known, output)
        for card in sorted(cards)
    ]
    for name, data in ((INDEX, make_index(entries, title)), (MANIFEST, make_manifest(entries, title))):
        if (before if name == INDEX else output.read(name, LARGEST)) != data:
            output.write(name, data)
        yield name


def _make_entry(
    card: Card,
    files: list[File],
    stopped: tuple[str, ...],
    clinics: Mapping[str, str],
    thumbnails: Mapping[str, bytes],
    output: Output,
) -> Entry:
    clinic, language, layout = card
    order = list(TARGETS)
    found = sorted(files, key=lambda file: order.index(_target(file)) if _target(file) in order else 99)
    first = found[0].record if found else None
    shown = next((file for file in found if file.record.digest in thumbnails), found[0] if found else None)
    return Entry(
        clinic=clinic,
        clinic_name=first.clinic if first else clinics.get(clinic, clinic),
        language=language,
        language_name=own_name(language),
        language_english=english_name(language),
        rtl=is_rtl(language),
        layout=layout,
        title=first.title if first else "",
        files=tuple(map(_link, found)),
        size=first.size if first else 0.0,
        plan=first.plan if first else "",
        draft=any(file.record.draft for file in found),
        version=first.version if first else "",
        warnings=tuple(dict.fromkeys(warning for file in found for warning in file.record.warnings)),
        stopped=stopped,
        thumbnail=_find_thumbnail(shown, thumbnails, output) if shown else b"",
        digest=shown.record.digest if shown else "",
    )


def _find_thumbnail(file: File, thumbnails: Mapping[str, bytes], output: Output) -> bytes:
    """A file's thumbnail, made from the file itself where nobody has it; none of what cannot be drawn."""
    known = thumbnails.get(file.record.digest)
    if known is not None:
        return known
    with suppress(BuildError):
        data = output.read(file.name, LARGEST_LEAFLET)
        if data is not None:
            return make_thumbnail(data)
    return b""


def _link(file: File) -> Link:
    return Link(_target(file), file.name, file.bytes, file.record.pages, file.record.digest)


def _target(file: File) -> str:
    return file.record.edition.rpartition("/")[2]
