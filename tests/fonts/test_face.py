"""Faces: instances of font files, their measures, and subsets of them."""

import pickle

import pytest
import uharfbuzz as hb

from brochure.fonts.face import _subset
from brochure.fonts.library import face
from brochure.fonts.library import families
from brochure.fonts.library import has_width_axis


def tables(data):
    return set(hb.Face(hb.Blob(data)).table_tags)


def test_a_key_names_family_weight_and_width():
    assert face("Noto Sans", 700, 94).key == "NotoSans-700-94"
    assert face("Noto Sans", 400, 92.5).key == "NotoSans-400-92.5"
    assert face("Noto Sans Arabic", 400).key == "NotoSansArabic-400-100"


def test_postscript_names_are_legal_and_tell_instances_apart():
    assert face("Noto Sans", 700).postscript_name == "NotoSans-Bold"
    assert face("Noto Sans", 650, 92.5).postscript_name == "NotoSans_650wght_92d5wdth"


def test_weight_and_width_are_held_to_what_the_file_can_do():
    assert face("Noto Sans Lao", 900).weight == 700
    assert face("Noto Sans", 1, 10).weight == 100
    assert face("Noto Sans", 1, 10).width == 62.5


def test_a_file_without_width_axis_ignores_the_width():
    assert not has_width_axis("Noto Sans Hebrew")
    assert face("Noto Sans Hebrew", 400, 90) == face("Noto Sans Hebrew", 400, 100)
    assert face("Noto Sans", 400, 90) != face("Noto Sans", 400, 100)


def test_advances_follow_weight_and_width():
    letter = face("Noto Sans").glyph("A")
    normal = face("Noto Sans", 400).advance(letter)
    assert normal == pytest.approx(0.639)
    assert face("Noto Sans", 700).advance(letter) > normal
    assert face("Noto Sans", 400, 90).advance(letter) < normal


def test_measures_are_in_ems():
    noto = face("Noto Sans")
    assert noto.units_per_em == 1000
    assert (noto.ascender, noto.descender) == (1.069, -0.293)
    assert (noto.cap_height, noto.x_height) == (0.714, 0.536)
    assert noto.bbox[0] < 0 < noto.bbox[2]
    assert noto.italic_angle == 0
    assert noto.flags == 4
    assert face("Noto Sans", 700).stem_v > noto.stem_v
    assert face("Noto Emoji").units_per_em == 2048
    assert face("Noto Emoji").ascender < 1


def test_a_character_is_there_or_not():
    assert face("Noto Sans").has("é")
    assert not face("Noto Sans").has("ת")
    assert face("Noto Sans Hebrew").has("ת")


def test_an_unknown_family_says_which_there_are():
    with pytest.raises(
        ValueError, match='no font family "Comic" is installed; there are Noto Sans, Source Sans 3'
    ):
        face("Comic")


def test_a_face_survives_being_sent_to_another_process():
    there = pickle.loads(pickle.dumps(face("Noto Sans", 700, 94)))
    assert there == face("Noto Sans", 700, 94)
    assert there.advance(there.glyph("A")) == face("Noto Sans", 700, 94).advance(there.glyph("A"))


def test_a_subset_holds_what_was_asked_for_and_nothing_else():
    noto = face("Noto Sans", 700, 94)
    gids = [noto.glyph(char) for char in "Brochure"]
    subset = noto.subset(gids)
    assert subset.kind == "truetype"
    assert set(subset.new_ids) == {0, *gids}
    assert sorted(subset.new_ids.values()) == list(range(len(set(gids)) + 1))
    assert tables(subset.data) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert len(subset.data) < 4000


def test_a_subset_is_pinned_to_its_weight_and_width():
    noto = face("Noto Sans", 700, 94)
    gid = noto.glyph("A")
    subset = noto.subset([gid])
    alone = hb.Font(hb.Face(hb.Blob(subset.data)))
    assert alone.get_glyph_h_advance(subset.new_ids[gid]) / 1000 == pytest.approx(
        noto.advance(gid), abs=0.0006
    )


def test_a_subset_brings_the_parts_of_composed_glyphs_along():
    noto = face("Noto Sans")
    gid = noto.glyph("é")
    subset = noto.subset([gid])
    whole = noto.instance.font.get_glyph_extents(gid)
    alone = hb.Font(hb.Face(hb.Blob(subset.data))).get_glyph_extents(subset.new_ids[gid])
    assert alone.height == pytest.approx(whole.height, abs=2)
    assert alone.width == pytest.approx(whole.width, abs=2)


@pytest.mark.parametrize("family", families())
def test_a_subset_has_the_same_bytes_every_time_and_in_any_order(family):
    some = face(family, 700)
    gids = [gid for char in " ٣क-x°" if (gid := some.glyph(char))] or [3]
    first = some.subset(gids)
    _subset.cache_clear()
    again = some.subset(list(reversed(gids)))
    assert again is not first
    assert again.data == first.data
