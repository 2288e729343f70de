"""A clinic's typefaces: where they come from, and what a choice that cannot be printed is told."""

import os
import pickle
import sys

import pytest

from brochure.diagnostics import BuildError
from brochure.fonts import own
from brochure.fonts.exemplars import letters_of
from brochure.fonts.face import _instance
from brochure.fonts.face import _read
from brochure.fonts.face import open_file
from brochure.fonts.packages import find_package
from brochure.fonts.packages import slug

PLACE = "clinics/river/clinic.yaml:7:12"


def keys(chain, *weights):
    return [chain.first(weight, 94).key for weight in weights]


def test_an_installed_package_is_found_by_its_familys_name(clinic):
    chain, told = clinic.choose("Atkinson Hyperlegible")
    assert not told
    assert chain.names[:2] == ("Atkinson Hyperlegible", "Noto Sans")
    assert keys(chain, 300, 400, 500, 600, 900) == [
        *["AtkinsonHyperlegible-400-100"] * 3,
        *["AtkinsonHyperlegible-700-100"] * 2,
    ]
    assert chain.face("☐", 400).key.startswith("SourceSans3")
    assert not chain.has_width_axis
    assert "fontpkg_atkinson_hyperlegible" not in sys.modules


def test_slugs_are_those_of_packages():
    assert slug("Source Sans 3") == "source-sans-3"
    assert slug("x; rm -rf /") == "x-rm-rf"
    assert find_package("Papyrus") is None


def test_the_built_in_family_opens_no_more_files_than_before(clinic, monkeypatch):
    monkeypatch.setattr("brochure.fonts.choose.find_package", None)
    before = open_file.cache_info().misses
    chain, told = clinic.choose("Noto Sans")
    assert not told
    assert chain.own is None
    assert open_file.cache_info().misses == before


def test_a_familys_own_files_are_matched_by_weight(clinic):
    clinic.add("Boxes-Regular.ttf")
    clinic.add("Boxes-Bold.ttf", to="fonts/whatever.TTF")
    chain, told = clinic.choose("boxes")
    assert not told
    assert keys(chain, 400, 700) == ["Boxes-400-100", "Boxes-700-100"]
    assert hash(chain) == hash(clinic.choose("Boxes")[0])
    assert pickle.loads(pickle.dumps(chain)) == chain
    assert str(clinic.folder) not in chain.first(400).key


def test_every_kind_of_font_file_is_read(clinic):
    for name in ("BoxesCFF-Regular.otf", "BoxesFlex.otf", "Boxes.ttc"):
        clinic.add(name)
    assert keys(clinic.choose("Boxes CFF")[0], 700) == ["BoxesCFF-400-100"]
    assert keys(clinic.choose("Boxes Flex")[0], 100, 550, 900) == [
        *("BoxesFlex-300-100", "BoxesFlex-550-100", "BoxesFlex-800-100")
    ]
    assert clinic.choose("Boxes Two")[0].first(400).index == 1


def test_the_digest_is_the_files(clinic):
    clinic.add("Boxes-Regular.ttf")
    before = clinic.choose("Boxes")[0]
    clinic.add("Boxes-Bold.ttf", to="Boxes-Regular.ttf")
    after = clinic.choose("Boxes")[0]
    assert after.digest != before.digest
    assert after != before
    for memory in (_instance, _read, open_file):
        memory.cache_clear()
    with pytest.raises(BuildError, match=r'"Boxes-Regular.ttf" was changed'):
        before.first(400).advance(1)


def test_a_family_that_is_not_there_is_told_with_ways_out(clinic):
    clinic.add("Boxes-Regular.ttf")
    clinic.add("Boxes.woff2", b"wOF2")
    chain, told = clinic.choose("Atkinson Hyperlegable")
    assert chain is None
    assert told == [
        f'{PLACE}: error: typeface "Atkinson Hyperlegable" is not installed\n'
        '    hint: did you mean "Atkinson Hyperlegible"?\n'
        "    hint: typefaces: Atkinson Hyperlegible, Boxes, Noto Sans, Noto Sans Arabic, Noto Sans Khmer, "
        "Noto Sans Tamil, Noto Sans Telugu, Noto Sans Thai, Source Sans 3\n"
        "    hint: to install it, if there is such a package: pip install fontpkg-atkinson-hyperlegable\n"
        '    hint: or put its TTF or OTF files into the folder "river"\n'
        "    hint: web fonts (.woff, .woff2) cannot be used: ask its maker for TTF or OTF files"
    ]


@pytest.mark.parametrize(
    ("bits", "version", "why"),
    [
        (0x0002, 4, "restricted licence"),
        (0x0200, 4, "bitmaps only"),
        (0x0208, 3, "bitmaps only"),
        (0x0002, 0, "restricted licence"),
        (0x0000, 4, None),
        (0x0004, 4, None),
        (0x0008, 4, None),
        (0x000A, 2, None),  # of several bits the least restrictive counts
        (0x0202, 1, "restricted licence"),
        (0x0200, 1, None),  # the bit came with version 2
    ],
)
def test_the_makers_permission_is_kept(clinic, bits, version, why):
    clinic.add_with_bits("Boxes-Regular.ttf", bits, version)
    chain, told = clinic.choose("Boxes")
    assert (chain is None) == (why is not None)
    assert len(told) == (why is not None)
    if why:
        assert f'{PLACE}: error: typeface "Boxes" cannot be printed' in told[0]
        assert why in told[0]
        assert '"Boxes-Regular.ttf"' in told[0]


@pytest.mark.parametrize("name", ["Boxes-Regular.ttf", "BoxesCFF-Regular.otf", "BoxesFlex.otf"])
def test_a_font_that_must_not_be_cut_down_is_embedded_whole(clinic, name):
    family = {"B": "Boxes", "C": "Boxes CFF", "F": "Boxes Flex"}[name[5] if name[5] != "-" else "B"]
    clinic.add(name)
    free = clinic.choose(family)[0].first(400).subset([2])
    clinic.add_with_bits(name, 0x0104)
    whole = clinic.choose(family)[0].first(400).subset([2])
    assert len(free.new_ids) == 2
    assert dict(whole.new_ids) == {gid: gid for gid in range(len(whole.new_ids))}
    assert len(whole.new_ids) == 67
    assert len(whole.data) > len(free.data)


def test_a_language_that_a_family_cannot_show_takes_the_houses_fonts_as_a_whole(clinic):
    chain, told = clinic.choose("Atkinson Hyperlegible", "vi")
    assert chain.names[0] == "Noto Sans"
    assert "Atkinson Hyperlegible" not in chain.names
    assert len(told) == 1
    assert f'{PLACE}: warning: typeface "Atkinson Hyperlegible" cannot show Vietnamese: it lacks "' in told[0]
    assert told[0].endswith("hint: all words in Vietnamese are set in Noto Sans instead")
    assert clinic.choose("Source Sans 3", "ar")[0].names[0] == "Noto Sans Arabic"
    assert clinic.choose("Noto Sans", "ar")[1] == []


def test_letters_that_a_clinic_needs_are_asked_for(clinic):
    clinic.add("Boxes-Regular.ttf")
    chain, told = clinic.choose("Boxes", sample="Łódź 河 ☐")
    assert chain is None
    assert told[0].startswith(
        f'{PLACE}: error: typeface "Boxes" lacks letters that this clinic needs: "ó", "Ł", "ź"'
    )
    assert clinic.choose("Boxes", sample="Lodz 河 ☐")[1] == []


def test_signs_are_no_typeface(clinic):
    chain, told = clinic.choose("Noto Emoji")
    assert chain is None
    assert 'typeface "Noto Emoji" has no letters to set words in' in told[0]


def test_letters_of_languages_are_cldrs():
    assert set("ąęółżŁŻ019") <= set(letters_of("pl"))
    assert set("İıŞ") <= set(letters_of("tr"))
    assert "۰" in letters_of("fa")
    assert "क" in letters_of("hi")
    assert letters_of("ksw")[10] == "က"  # CLDR has no letters of it


def refusals(clinic, name="Boxes"):
    told = [line for line in clinic.choose(name)[1] if "font file" in line]
    return [line.removeprefix(f"{PLACE}: error: font file ") for line in told]


def test_broken_files_are_refused_by_name(clinic):
    data = clinic.add("Boxes-Regular.ttf").read_bytes()
    clinic.add("a.ttf", b"")
    clinic.add("b.otf", b"GIF89a and more")
    clinic.add("c.ttf", data[: len(data) // 2])
    clinic.add("d.ttc", b"ttcf\0\1\0\0\xff\xff\xff\xff")
    clinic.add("e.ttf", data.replace(b"glyf", b"gzzz"))
    clinic.add("._Boxes.ttf", b"a note")
    (clinic.folder / "f.ttf").mkdir()
    assert refusals(clinic) == [
        '"a.ttf" cannot be used: it is no TrueType or OpenType font',
        '"b.otf" cannot be used: it is no TrueType or OpenType font',
        '"c.ttf" cannot be used: it breaks off',
        '"d.ttc" cannot be used: it says that it holds 4294967295 faces',
        '"e.ttf" cannot be used: it has no outlines',
        '"f.ttf" cannot be used: it is no file',
    ]


def test_every_cut_of_a_file_is_refused_or_read(clinic):
    data = clinic.add("Boxes-Regular.ttf").read_bytes()
    for length in range(0, len(data), 97):
        clinic.add("Boxes-Regular.ttf", data[:length])
        assert len(refusals(clinic)) == 1


def test_links_that_lead_out_are_refused(clinic, tmp_path):
    outside = tmp_path / "Boxes.ttf"
    outside.write_bytes(clinic.add("Boxes-Regular.ttf").read_bytes())
    os.symlink(outside, clinic.folder / "away.ttf")
    os.symlink("Boxes-Regular.ttf", clinic.folder / "near.ttf")
    assert refusals(clinic) == [
        '"away.ttf" cannot be used: it is a link that leads out of this folder; copy the file there'
    ]


def test_sizes_and_counts_are_bounded(clinic, monkeypatch):
    clinic.add("Boxes-Regular.ttf")
    clinic.add("Boxes-Bold.ttf")
    monkeypatch.setattr(own, "MOST_FILES", 1)
    assert refusals(clinic)[0].endswith("there are more than 1 font files in this folder")
    monkeypatch.setattr(own, "MOST_FILES", 2)
    monkeypatch.setattr(own, "LARGEST_FOLDER", 4000)
    assert refusals(clinic)[0].startswith('"Boxes-Regular.ttf" cannot be used: it is too large')
    monkeypatch.setattr(own, "LARGEST_FILE", 100)
    assert len(refusals(clinic)) == 2


@pytest.mark.parametrize(("language", "script"), [("chr", "Cherokee"), ("bo", "Tibetan")])
def test_a_script_without_a_font_is_refused_by_name_once(clinic, language, script):
    chain, told = clinic.choose("Noto Sans", language)
    assert chain is None
    (line,) = told
    assert f"error: no font is installed for the script {script}, in which " in line
    assert "hint: put TTF or OTF files of a family for it into the folder" in line
    assert f"fontpkg-noto-sans-{script.lower()}" in line


def test_a_script_whose_package_is_not_installed_is_refused_too(clinic, monkeypatch):
    import brochure.fonts.chain as module

    monkeypatch.setattr(module, "has_family", lambda name: "CJK" not in name)
    module.chain.cache_clear()
    try:
        chain, told = clinic.choose("Noto Sans", "ja")
    finally:
        module.chain.cache_clear()
    assert chain is None
    assert "no font is installed for the script Japanese" in told[0]
