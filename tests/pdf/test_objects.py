import zlib

import pikepdf
import pytest

from brochure.pdf.objects import compress
from brochure.pdf.objects import fine_number
from brochure.pdf.objects import name
from brochure.pdf.objects import number
from brochure.pdf.objects import QUICK
from brochure.pdf.objects import stream
from brochure.pdf.objects import stream_as_is
from brochure.pdf.objects import text_string
from brochure.pdf.objects import value_bytes
from brochure.pdf.store import pack
from brochure.pdf.store import Store
from brochure.pictures.values import Name
from brochure.pictures.values import Stream


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.001, "0"), (1.0, "1"), (12.5, "12.5"), (-3.456, "-3.46"), (100, "100")]
)
def test_numbers_are_short(value, text):
    assert number(value) == text


def test_long_data_is_compressed_once_and_at_one_level():
    long = bytes(range(256)) * 400
    first = compress(long)
    assert zlib.decompress(first) == long
    assert compress(bytes(memoryview(long)), QUICK) is first


def test_factors_are_finer():
    assert fine_number(0.123456) == "0.12346"
    assert fine_number(-0.0000001) == "0"


@pytest.mark.parametrize("text", ["plain", "a (b) \\ c", "Łódź", "שלום", "𝄞", "line\nbreak", ""])
def test_text_strings_come_back(text):
    assert str(pikepdf.Object.parse(text_string(text))) == text


def test_names_are_escaped():
    assert name("A B/C#é") == b"/A#20B#2FC#23#C3#A9"


def test_streams_end_on_a_line_of_their_own():
    made = stream(b"data" * 50)
    head, rest = made.split(b"\nstream\n")
    body, end = rest[: -len(b"\nendstream")], rest[-len(b"\nendstream") :]
    assert end == b"\nendstream"
    assert b"/Length %d>>" % len(body) in head
    assert zlib.decompress(body) == b"data" * 50
    assert b"Filter" not in stream(b"data", plain=True)


def test_quick_streams_hold_the_same_in_a_few_more_bytes():
    words = " ".join(f"{number} 0 R" for number in range(3000)).encode("ascii")
    quick, small = compress(words, QUICK), compress(words)
    assert zlib.decompress(quick) == zlib.decompress(small) == words
    assert len(small) < len(quick) < len(words) / 2


def test_a_carriage_return_at_the_end_is_not_taken_for_a_line_end():
    assert stream_as_is(b"x\r", b"") == b"<</Length 2>>\nstream\nx\r\r\nendstream"


def test_pictures_values():
    placed = []
    value = {
        "A": [1, 2.5, True, None, Name("N m")],
        "S": Stream({}, b""),
        "B": b"\x01\xff",
    }
    made = value_bytes(value, lambda item: placed.append(item) or 7)
    assert made == b"<</A [1 2.5 true null /N#20m]/S 7 0 R/B <01ff>>>"
    assert placed == [value["S"]]


def test_object_streams_are_found_again():
    store = Store(0)
    store.add(b"<</Here true>>")
    store.add(b"[1 2]")
    made = pack(store.packed)
    head, rest = made.split(b"\nstream\n", 1)
    data = rest.removesuffix(b"\nendstream")
    first = int(head.split(b"/First ")[1].split(b"/")[0])
    assert data[:first] == b"1 0 2 15\n"
    assert data[first:] == b"<</Here true>>\n[1 2]\n"
