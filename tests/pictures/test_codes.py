"""QR codes: right, small, always the same, and fast."""

import pytest
import segno

from brochure.pictures.codes import MODULE
from brochure.pictures.codes import qr
from brochure.pictures.codes import room
from brochure.pictures.codes import side
from brochure.units import MM

ADDRESS = "https://harbour.example/booking/first-visit"


def test_the_modules_are_segno_s():
    made = segno.make(ADDRESS, error="q", micro=False, boost_error=False, mask=2)
    assert qr(ADDRESS) == tuple("".join("01"[module] for module in row) for row in made.matrix)
    assert made.designator == "4-Q"


@pytest.mark.parametrize(
    "text",
    [
        *("a" * length for length in (1, 11, 12, 17, 20, 21, 130, 131, 400, 1661, 1663)),
        *("9" * 300, "HTTPS://A.EXAMPLE/B", "https://kafé.example/", "https://健康.example/", "点"),
    ],
)
def test_every_version_and_kind_of_text_has_segno_s_modules(text):
    made = segno.make(text, error="q", micro=False, boost_error=False, mask=2)
    assert qr(text) == tuple("".join("01"[module] for module in row) for row in made.matrix)


def test_a_code_is_square_and_has_its_three_corners():
    rows = qr(ADDRESS)
    assert {len(row) for row in rows} == {len(rows)} == {33}
    assert [rows[0][:8], rows[0][-8:], rows[-1][:8]] == ["11111110", "01111111", "11111110"]
    assert rows[-1][-8:] != "01111111"


def test_short_texts_make_no_micro_code():
    assert len(qr("1")) == 21


def test_the_level_is_q_however_much_room_is_left():
    # Row 8 begins with the level: 11 is Q, and is masked by 10 (ISO/IEC 18004, 7.9).
    assert qr("1")[8][:2] == "01"
    assert segno.make("1", error="h", micro=False).matrix[8][:2] != bytearray([0, 1])


@pytest.mark.parametrize("length", [17, 27, 130, 131])
def test_room_says_what_fits(length):
    fits = room(side(qr("a" * length)))
    assert fits >= length
    assert len(qr("a" * fits)) == len(qr("a" * length)) < len(qr("a" * (fits + 1)))


def test_room_on_the_leaflet():
    assert room(22 * MM) == 130
    assert side(qr("a" * 130)) == pytest.approx(53 * MODULE)
    assert side(qr("a" * 130)) <= 22 * MM < side(qr("a" * 131))
    assert room(5 * MM) == 0


def test_texts_that_no_code_can_hold():
    with pytest.raises(ValueError, match="holds no more than 1663 characters, and this text has 1664"):
        qr("a" * 1664)
    with pytest.raises(ValueError, match="needs a text"):
        qr("")


def test_a_code_asked_for_again_is_remembered():
    assert qr(ADDRESS) is qr(ADDRESS)
