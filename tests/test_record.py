"""What a file says of its own edition: packed, read back, and refused where it is not ours."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st

from brochure.record import bound_warnings
from brochure.record import MOST_WARNINGS
from brochure.record import pack
from brochure.record import Record
from brochure.record import unpack

RECORD = Record(
    edition="river/ar/trifold/screen",
    title="",
    clinic='Möller & "Söhne" <Praxis>',
    version="1.0",
    made_from=(("content", "ab" * 16), ("clinic", "cd" * 16)),
    pages=6,
    size=12.75,
    plan="long",
    draft=True,
    warnings=("clinics/a/clinic.yaml:1:2: warning: x < y\n    hint: & so", "محمد"),
)


def test_a_record_is_read_back():
    assert unpack(pack(RECORD)) == RECORD
    plain = replace(RECORD, draft=False, warnings=(), size=12.0)
    assert unpack(pack(plain)) == plain


writable = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"))


@settings(phases=[Phase.explicit, Phase.generate], deadline=None)
@given(clinic=writable, plan=writable, warnings=st.lists(writable, max_size=4))
def test_any_words_are_read_back(clinic, plan, warnings):
    record = replace(RECORD, clinic=clinic, plan=plan, warnings=tuple(warnings))
    assert unpack(pack(record)) == record


def test_what_xml_cannot_write_is_replaced():
    packed = pack(replace(RECORD, clinic="a\x00b\x1b\ud800"))
    assert unpack(packed).clinic == "a\ufffdb\ufffd\ufffd"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("pages", value) for value in ("", "0", "-1", "1e3", "٣", "9" * 6, "9" * 5000)),
        *(("size", value) for value in ("nan", "inf", "1e9", "-1", "", "1234", "0x1")),
        *(("draft", value) for value in ("true", "1", "", "None")),
    ],
)
def test_values_that_we_never_write_are_refused(name, value):
    packed = re.sub(rf"(<brochure:{name}>).*?(</)", rf"\g<1>{value}\g<2>", pack(RECORD))
    assert value in packed
    assert unpack(packed) is None


def test_a_property_that_is_missing_or_does_not_end_is_refused():
    for name in ("edition", "madeFrom", "warnings"):
        assert unpack(pack(RECORD).replace(f"<brochure:{name}>", "<x>")) is None
        assert unpack(pack(RECORD).replace(f"</brochure:{name}>", "")) is None


def test_a_long_hostile_packet_is_read_at_once():
    assert unpack("<brochure:edition>" * 100_000) is None
    assert unpack(pack(RECORD).replace("<rdf:li>", "<rdf:li>" * 20_000)) is not None


def test_entities_are_not_expanded():
    packed = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + pack(RECORD).replace("Söhne", "&a;&#38;a;")
    assert unpack(packed).clinic == 'Möller & "&a;&a;" <Praxis>'


def test_the_digest_is_of_the_edition_and_of_each_input():
    digests = {
        RECORD.digest,
        replace(RECORD, edition="river/ar/trifold/office").digest,
        replace(RECORD, made_from=RECORD.made_from[:1]).digest,
        replace(RECORD, made_from=(*RECORD.made_from, ("x", "y"))).digest,
    }
    assert len(digests) == 4
    assert replace(RECORD, warnings=(), pages=1).digest == RECORD.digest


def test_more_warnings_than_a_file_can_carry_are_counted():
    many = [f"warning {number}: " + "x" * 300 for number in range(100)]
    kept = bound_warnings(many)
    assert sum(map(len, kept)) <= MOST_WARNINGS + 100
    assert kept[:-1] == tuple(many[: len(kept) - 1])
    assert kept[-1] == f"warning: there are {101 - len(kept)} more: brochure check tells them"
    assert bound_warnings(many[:3]) == tuple(many[:3])
