"""The sample clinics: seven businesses, in what each of them wants printed, with what it says of itself."""

import io
from functools import cache
from itertools import pairwise
from pathlib import Path

import page as validator
import pypdfium2
import pytest
import resvg_py
import yaml
import zxingcpp
from PIL import Image
from PIL import ImageChops
from PIL import ImageStat

from brochure.brand.read import read_brand
from brochure.build import Edition
from brochure.build import Press
from brochure.preflight.inspect import inspect as look_into
from brochure.preflight.words import page_words
from brochure.project import read_project
from brochure.translation.cldr import own_name

ROOT = Path(__file__).resolve().parent.parent
CLINICS = tuple(sorted(path.parent.name for path in ROOT.glob("clinics/[!_]*/clinic.yaml")))
PROJECT = read_project(ROOT)
BRANDS = {clinic: read_brand(ROOT / "clinics" / clinic, ROOT) for clinic in CLINICS}
OFFERED = [
    (clinic, language, layout)
    for clinic, brand in BRANDS.items()
    for language in PROJECT.offered(brand)
    for layout in PROJECT.offered_layouts(brand)
]
ALL = [
    (clinic, layout, target)
    for clinic, language, layout in OFFERED
    for target in PROJECT.offered_targets(BRANDS[clinic])
    if language == "en"
]
SCREENS = [(clinic, layout, "screen") for clinic, language, layout in OFFERED if language == "en"]
"""What a clinic's words are read back from, whether or not it wants files for screens."""
every_file = pytest.mark.parametrize("name", ALL, ids="-".join)
every_screen = pytest.mark.parametrize("name", SCREENS, ids="-".join)
every_clinic = pytest.mark.parametrize("clinic", CLINICS)

VALLEY = ("valley-rehab-north", "valley-rehab-south")
CITY = ("north-gate", "north-hill", "north-market", "north-park", "north-quay")
BRANCHES = (*VALLEY, *CITY)
SMALLEST = 12.0
SMALL_PRINT = 10.0
"""Points of the least body type, and of the imprint."""
DPI = 300
FINE = 600
SEEN = 120
"""Pixels that a logo is compared at: few, so that an edge half a pixel off does not count."""

inspect = cache(look_into)


@cache
def press():
    return Press(PROJECT)


@cache
def printed(name):
    clinic, layout, target = name
    return press().print(Edition(clinic, "en", layout, target))


def own(clinic):
    """What stands in a clinic's file itself, without what it extends."""
    return yaml.safe_load((ROOT / "clinics" / clinic / "clinic.yaml").read_text(encoding="utf-8"))


def group(clinic):
    """The folder of the file that a clinic's own extends."""
    return (ROOT / "clinics" / clinic / own(clinic)["extends"]).resolve().parent


def said(clinic):
    """All that a clinic says: of a group's file what it does not say itself, block by block."""
    values = own(clinic)
    if "extends" in values:
        shared = yaml.safe_load((group(clinic) / "clinic.yaml").read_text(encoding="utf-8"))
        return {**shared, **values}
    return values


def folder(clinic):
    """Where the files lie that a clinic's logo comes from."""
    return ROOT / "clinics" / clinic if "logo" in own(clinic) else group(clinic)


def english(words):
    """A text as it stands in an English leaflet: its own words, a name, or the English of several."""
    return words.get("text", words.get("en")) if isinstance(words, dict) else words


def text(name):
    """All words of the file as one text, its line ends as spaces."""
    return " ".join(word for page in page_words(printed(name).data) for word in page)


def bare(address):
    return address.removeprefix("https://")


# The set


def test_the_first_clinic_and_seven_kinds_of_business():
    assert PROJECT.clinics[0] == "riverside"
    alone = {"riverside", "harbour-studio", "northfield", "lindenhof", "bayside-open-door"}
    assert set(CLINICS) == alone | set(BRANCHES)


def test_together_they_ask_for_every_language_and_for_200_editions():
    assert {language for _, language, _ in OFFERED} == set(PROJECT.languages)
    editions = [offer for offer in OFFERED for _ in PROJECT.offered_targets(BRANDS[offer[0]])]
    assert len(editions) >= 200


def test_what_they_want_is_uneven():
    kinds = {(PROJECT.offered_layouts(brand), PROJECT.offered_targets(brand)) for brand in BRANDS.values()}
    assert kinds == {
        (("handout", "trifold"), ("screen", "office")),
        (("handout", "trifold"), ("office",)),
        (("trifold",), ("screen", "office")),
    }


def test_the_samples_show_what_a_clinic_may_choose():
    everything = [said(clinic) for clinic in CLINICS]
    assert {one.get("paper", {}).get("size", "a4") for one in everything} == {"a4", "letter"}
    assert {one["emergency"]["number"] for one in everything} == {"999", "911", "112"}
    assert len({one.get("typefaces", {}).get("body", "Noto Sans") for one in everything}) == 3
    assert {one.get("look", "warm") for one in everything} == {"warm", "bold"}
    assert any("on-dark" in one["logo"] for one in everything)
    inks = [one["inks"][role] for one in everything for role in ("primary", "accent")]
    assert any(isinstance(ink, dict) and "spot" in ink for ink in inks)
    assert any(isinstance(ink, str) and ink.startswith("rgb(") for ink in inks)
    assert len({str(one["inks"]["primary"]) for one in everything}) == 7
    kinds = {Path(one["logo"]["on-light"]).suffix for one in everything}
    assert kinds == {".svg", ".png"}
    for key in ("tagline", "interpreter", "registrations", "accreditors", "author"):
        assert any(key in one for one in everything), key


@every_clinic
def test_nobody_and_nowhere_is_real(clinic):
    """RFC 2606 keeps .example; Ofcom keeps 01632 960000 to 960999, the United States 555-0100 to 555-0199.

    Germany's Bundesnetzagentur keeps 030 23125 000 to 999.
    """
    contacts = said(clinic)["contacts"]
    for telephone in contacts["telephones"]:
        digits = "".join(filter(str.isdigit, telephone["number"]))
        assert digits.startswith(("01632960", "03023125")) or digits[-7:-2] == "55501", telephone
    for address in (contacts["web"], contacts.get("map"), said(clinic).get("booking")):
        assert address is None or bare(address).partition("/")[0].endswith(".example")


# Each file


@every_file
def test_it_prints_without_a_warning(name):
    assert printed(name).warnings == ()
    assert printed(name).pages == {"screen": 6, "office": 2}[name[2]] - 4 * (
        name[1:] == ("handout", "screen")
    )


@every_file
def test_it_conforms(name):
    for profile in ("ua1", "2a"):
        report = validator.validate_pdf_bytes(printed(name).data, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []
        assert report.is_compliant


@every_screen
def test_no_type_is_smaller_than_it_may_be(name):
    sizes = sorted(
        {
            round(piece.size, 2)
            for root in inspect(printed(name).data).structure
            for node in root.walk()
            for piece in node.kids
            if not hasattr(piece, "role") and piece.drawn.strip()
        }
    )
    assert sizes[0] >= SMALL_PRINT
    assert not [size for size in sizes if SMALL_PRINT < size < SMALLEST - 1]


@every_screen
def test_the_clinics_own_words_are_read_back(name):
    clinic = said(name[0])
    told, contacts = text(name), clinic["contacts"]
    for line in (clinic["name"]["full"], *contacts["address"], bare(contacts["web"]), clinic["feedback"]):
        assert english(line) in told
    for telephone in contacts["telephones"]:
        assert telephone["number"] in told
    for line in (clinic.get("tagline"), clinic.get("interpreter")):
        assert line is None or english(line) in told
    for entry in clinic.get("registrations", ()):
        assert f"{entry['body']} {entry['number']}" in told
    assert f"Written by {english(clinic.get('author', clinic['name']['short']))}" in told
    assert f"Call {clinic['emergency']['number']} now" in told


@every_screen
def test_links_lead_to_the_clinic(name):
    contacts = said(name[0])["contacts"]
    links = {link.uri for link in inspect(printed(name).data).links}
    assert contacts["web"] in links
    assert contacts.get("map") is None or contacts["map"] in links
    assert sum(link.startswith("tel:") for link in links) == len(contacts["telephones"])


@every_file
def test_pictures_of_the_clinic_say_what_they_are(name):
    clinic = said(name[0])
    alts = [node.alt for node in inspect(printed(name).data).walk() if node.role == "Figure"]
    assert alts[0] == english(clinic["logo"]["alt"]), "a leaflet begins with the logo"
    assert alts.count(alts[0]) == 1
    told = [alt for alt in alts if alt in {entry["alt"] for entry in clinic.get("accreditors", ())}]
    assert told == [entry["alt"] for entry in clinic.get("accreditors", ())]


@every_file
def test_a_phone_reads_the_code(name):
    data = printed(name).data
    (number,) = {link.page for link in inspect(data).links}
    document = pypdfium2.PdfDocument(data)
    image = document[number].render(scale=DPI / 72).to_pil().convert("L")
    document.close()
    view = zxingcpp.ImageView(image.tobytes(), image.width, image.height, zxingcpp.ImageFormat.Lum)
    (code,) = zxingcpp.read_barcodes(view, formats=zxingcpp.BarcodeFormat.QRCode)
    clinic = said(name[0])
    assert code.text == clinic["booking"]


# Other languages


every_offer = pytest.mark.parametrize(("clinic", "language", "layout"), OFFERED)
SKIPPED = dict.fromkeys(map(ord, "\u2060\u2066\u2068\u2069"))
"""What keeps words together or apart and is not read."""


def boxes_in(clinic, language, layout):
    """What the clinic's own boxes say in an edition: their words line by line, and each span's language."""
    dressed = press().dress(Edition(clinic, language, layout, "screen"))
    elements = [element for _, document in dressed.parts for element in document.root.walk() if element.spans]
    lines = ["".join(span.text for span in element.spans).translate(SKIPPED) for element in elements]
    return lines, {span.text.translate(SKIPPED): span.language for one in elements for span in one.spans}


def test_the_samples_offer_both_directions_and_all_their_own_words():
    offered = {language for _, language, _ in OFFERED}
    assert {"en", "es", "vi", "pl", "ar", "fr"} <= offered
    for clinic in CLINICS:
        languages = {language for name, language, _ in OFFERED if name == clinic}
        for words in (said(clinic).get("tagline"), said(clinic).get("interpreter")):
            assert words is None or set(words) == languages


@every_offer
def test_it_prints_in_each_language_it_offers(clinic, language, layout):
    made = press().print(Edition(clinic, language, layout, "screen"))
    assert made.warnings == ()
    assert made.composition.leaflet.given.size >= SMALLEST
    report = validator.validate_pdf_bytes(made.data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@every_offer
def test_its_boxes_speak_that_language(clinic, language, layout):
    lines, languages = boxes_in(clinic, language, layout)
    values = said(clinic)
    for words in (values.get("tagline"), values.get("interpreter")):
        assert words is None or words[language] in lines
    for words in (values["name"]["full"], values["contacts"]["address"][0]):
        spoken = words["language"] if isinstance(words, dict) else "en"
        assert languages[english(words)] == (None if spoken == language else spoken)
    assert values["contacts"]["telephones"][0]["number"] in languages
    named = values.get("named-languages", values.get("languages", ()))
    for other in values.get("languages", ()):
        # A line ends between two names, never within one.
        name = own_name(other).replace(" ", "\u00a0")
        assert languages.get(name) == (other if other in named and other != language else None)


# The logo as it is printed


def boxes(name, alt):
    """Page and place of the pictures with this alternative text, left, head, right and foot in points."""
    report = inspect(printed(name).data)
    for node in report.walk():
        if node.role == "Figure" and node.alt == alt:
            (piece,) = (kid for kid in node.kids if not hasattr(kid, "role"))
            (box,) = (value for _, key, value in node.attributes if key == "BBox")
            left, foot, right, head = (float(value) for value in box.strip("[]").replace(",", " ").split())
            height = report.pages[piece.page].size.height
            yield piece.page, (left, height - head, right, height - foot)


def drawn(path, width):
    """A picture file as an independent renderer draws it, with its clear ground."""
    if path.suffix == ".png":
        image = Image.open(path).convert("RGBA")
        return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    png = resvg_py.svg_to_bytes(svg_string=path.read_text(encoding="utf-8"), width=width, dpi=96)
    return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


@every_screen
def test_the_logo_is_printed_as_it_was_drawn(name):
    logo = said(name[0])["logo"]
    ((number, box),) = boxes(name, english(logo["alt"]))
    document = pypdfium2.PdfDocument(printed(name).data)
    sheet = document[number].render(scale=FINE / 72).to_pil().convert("RGB")
    document.close()
    left, head, right, foot = (value * FINE / 72 for value in box)
    size = (SEEN, round(SEEN * (foot - head) / (right - left)))
    found = sheet.resize(size, Image.Resampling.BOX, (left, head, right, foot))
    ground = sheet.getpixel((round(left) - 6, round(head) + 6))
    differences = []
    for version in filter(None, (logo["on-light"], logo.get("on-dark"))):
        wanted = Image.new("RGBA", size, (*ground, 255))
        wanted.alpha_composite(drawn(folder(name[0]) / version, 8 * SEEN).resize(size, Image.Resampling.BOX))
        apart = ImageChops.difference(found, wanted.convert("RGB")).convert("L")
        differences.append(ImageStat.Stat(apart).mean[0])
    # Half a pixel of shift makes 5 of 255, another version of the same logo 40.
    assert min(differences) < 8, differences
    light = min(ground) > 200
    assert (differences[0] == min(differences)) is (light or "on-dark" not in logo)


def test_a_dark_cover_shows_the_logo_for_dark_grounds():
    name = ("northfield", "trifold", "screen")
    ((number, (left, head, *_)),) = boxes(name, said(name[0])["logo"]["alt"])
    document = pypdfium2.PdfDocument(printed(name).data)
    sheet = document[number].render(scale=2).to_pil().convert("L")
    document.close()
    assert sheet.getpixel((round(2 * left) - 4, round(2 * head))) < 80


@every_screen
def test_the_logo_is_large_enough_to_read(name):
    logo = said(name[0])["logo"]
    ((_, (left, head, right, foot)),) = boxes(name, english(logo["alt"]))
    millimetres = 25.4 / 72
    assert (right - left) * millimetres >= float(logo["minimum-width"].removesuffix("mm"))
    assert (foot - head) * millimetres >= 12


# Branches of a group


every_group = pytest.mark.parametrize("branches", [VALLEY, CITY])
every_layout = pytest.mark.parametrize("layout", PROJECT.layouts)


@every_layout
@every_group
def test_branches_share_the_group_and_say_their_own(branches, layout):
    for branch in branches:
        told = text((branch, layout, "screen"))
        assert "extends" in own(branch)
        assert "logo" not in own(branch)
        for line in (*own(branch)["contacts"]["address"], own(branch)["contacts"]["telephones"][0]["number"]):
            assert line in told
        for other in branches:
            assert other == branch or not any(line in told for line in own(other)["contacts"]["address"])


@every_layout
@every_group
def test_branches_print_one_logo_at_one_place(branches, layout):
    alt = said(branches[0])["logo"]["alt"]
    assert len({tuple(boxes((branch, layout, "screen"), alt)) for branch in branches}) == 1


# The typefaces


@every_screen
def test_words_are_set_in_the_clinics_family(name):
    family = said(name[0]).get("typefaces", {}).get("body", "Noto Sans").replace(" ", "")
    fonts = {font.name.replace(" ", "").replace("-", "") for font in inspect(printed(name).data).fonts}
    assert any(font.startswith(family) for font in fonts), fonts


def test_pairs_of_clinics_differ_in_ink_and_type():
    looks = [
        (str(said(clinic)["inks"]["primary"]), said(clinic).get("typefaces", {}).get("body"))
        for clinic in CLINICS
        if clinic not in (*VALLEY[1:], *CITY[1:])
    ]
    assert len(set(looks)) == len(looks)
    assert all(one != other for one, other in pairwise(looks))
