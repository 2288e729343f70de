"""What is seen on right-to-left pages: numbers, addresses and foreign names read as written."""

import io
import re
import shutil
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from brochure.build import Edition
from brochure.build import Press
from brochure.marked import Str
from brochure.preflight.inspect import inspect
from brochure.project import read_project
from brochure.translation.catalogue import read_catalogue
from brochure.translation.catalogue import write_catalogue

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = (
    *("5-10", "1-800-555-0199", "+44 1632 960999", "38 °C", "38–40 °C", "120/80", "2.5 mg", "08:15–16:45"),
    *("22/11/2026", "15 %"),
)
"""What stands literally in a translated text."""

CLINIC = {
    "12 Mill Lane": "77 Long Acre, Flat 3-B",
    "Riverside RV1 2AB": "Suite 100, RV1 2AB",
    "01632 960142": "1-632-960-0142",
    "leaflets@riverside-physio.example": "say-2@hp1.example",
}
LANGUAGES = ("ar", "fa", "ur", "he")


def rows(data):
    """The letters of each line of each page, from left to right, without spaces."""
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        lines = defaultdict(list)
        for at in range(text.count_chars()):
            char = text.get_text_range(at, 1)
            left, bottom, *_ = text.get_charbox(at, loose=True)
            if char.strip():
                lines[round(bottom * 2)].append((left, char))
        for letters in lines.values():
            yield "".join(char for _, char in sorted(letters, key=lambda one: one[0]))


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    root = tmp_path_factory.mktemp("rtl")
    for name in ("layouts", "looks"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "content.yaml", root)
    shutil.copytree(ROOT / "clinics/riverside", root / "clinics/riverside")
    path = root / "clinics/riverside/clinic.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in CLINIC.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    (root / "translations").mkdir()
    for language in LANGUAGES:
        catalogue = read_catalogue(ROOT / f"translations/{language}.po", ROOT)
        entries = dict(catalogue.entries)
        words = f" {entries['words.hands'].words} "
        numbers = words.join(("", *WRITTEN, ""))
        entries["imprint.general"] = replace(entries["imprint.general"], words=Str(numbers.strip()))
        data = write_catalogue(replace(catalogue, entries=entries))
        (root / f"translations/{language}.po").write_bytes(data)
    return Press(read_project(root))


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_addresses_read_as_written(press, language):
    data = press.print(Edition("riverside", language, "handout", "screen")).data
    seen = list(rows(data))
    values = (*CLINIC.values(), "riverside-physio.example/pn1", "Riverside Physiotherapy", "999", "PN1")
    for text in (*WRITTEN, *values):
        # A line may end at a space.
        whole = any("".join(text.split()) in line for line in seen)
        assert whole or (" " in text and all(any(part in line for line in seen) for part in text.split())), (
            text
        )


def test_a_number_that_turned_would_be_noticed():
    data = Press(read_project(ROOT)).print(Edition("riverside", "ar", "handout", "screen")).data
    assert not any("960142 01632".replace(" ", "") in line for line in rows(data))


@pytest.mark.parametrize("layout", ["trifold", "handout"])
def test_foreign_words_are_tagged_with_their_own_language(layout):
    data = Press(read_project(ROOT)).print(Edition("riverside", "ar", layout, "screen")).data
    assert inspect(data).language == "ar"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    said = [stream for stream in streams if b"/Lang" in stream]
    assert any(re.search(rb"/Lang ?\(en\)", stream) for stream in said)


def corners(made, sheet):
    """Where each page of a sheet stands, and how wide it is."""
    pages = [page.size.width for page in made.composition.leaflet.pages]
    return [(place.x, pages[place.page]) for place in sheet.placements]


def test_panels_turn_round_and_pictures_do_not():
    """ar-XB is English the other way round: the flap folds in from the other side."""
    press = Press(read_project(ROOT))
    english, turned = (press.print(Edition("riverside", tag, "trifold", "office")) for tag in ("en", "ar-XB"))
    for here, there in zip(english.imposition.sheets, turned.imposition.sheets, strict=True):
        ours = sorted(corners(english, here))
        theirs = sorted((there.size.width - x - width, width) for x, width in corners(turned, there))
        assert sum(ours, ()) == pytest.approx(sum(theirs, ()))
