"""A hostile file is refused with a message, or read as far as it goes: no traceback, no work without end."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.diagnostics import BuildError
from brochure.preflight import content
from brochure.preflight import objects
from brochure.preflight import structure
from brochure.preflight.inspect import inspect
from brochure.preflight.inspect import MAX_PROBLEMS
from brochure.preflight.render import render
from brochure.preflight.words import page_words
from brochure.preflight.xmp import read_xmp

Make = Callable[..., bytes]
EMPTY = ("Document", {}, [])


def refused(data: bytes) -> str:
    with pytest.raises(BuildError) as caught:
        inspect(data, "leaflet.pdf")
    return str(caught.value)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"<html>", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_no_pdf(data: bytes) -> None:
    assert refused(data).startswith("leaflet.pdf: error: the file cannot be read as PDF")
    with pytest.raises(BuildError, match="pdfium"):
        page_words(data)


def test_encrypted(tagged: Make) -> None:
    for user in ("", "secret"):
        out = BytesIO()
        with pikepdf.open(BytesIO(tagged())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
        assert "the file is encrypted" in refused(out.getvalue())


def test_stream_that_unfolds_without_end(tagged: Make) -> None:
    data = tagged([b" " * (objects.MAX_STREAM + 1)])
    assert len(data) < 200_000
    assert "leaflet.pdf: error: the file cannot be read as PDF" in refused(data)
    assert "a content stream has" in refused(tagged([b" " * (content.MAX_CONTENT + 1)]))


def test_limits_are_put_back(tagged: Make) -> None:
    before = pikepdf.settings.get_qpdf_limits()
    inspect(tagged())
    refused(b"")
    assert pikepdf.settings.get_qpdf_limits() == before


def test_size_and_pages(tagged: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tagged()
    monkeypatch.setattr(objects, "MAX_PAGES", 0)
    assert "the file has 1 pages, 0 at most" in refused(data)
    monkeypatch.setattr(objects, "MAX_OBJECTS", 3)
    assert "objects, 3 at most" in refused(data)
    monkeypatch.setattr(objects, "MAX_READ", 10)
    monkeypatch.setattr(objects, "MAX_OBJECTS", 1000)
    monkeypatch.setattr(objects, "MAX_PAGES", 10)
    assert "unfold to more than 10 bytes" in refused(data)
    monkeypatch.setattr(objects, "MAX_FILE", 10)
    assert "bytes, 10 at most" in refused(data)


def test_forms_that_draw_forms_without_end(tagged: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form draws the next ten times: 10^12 operators from a few hundred bytes."""

    def edit(pdf: pikepdf.Pdf) -> None:
        inner: Any = pdf.pages[0].Resources.XObject.Fm1
        for _ in range(12):
            resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm1=inner))
            inner = pdf.make_stream(
                b"/Fm1 Do " * 10, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, Resources=resources
            )
        pdf.pages[0].Resources.XObject.Fm1 = inner

    monkeypatch.setattr(content, "MAX_OPERATORS", 50_000)
    assert "the pages hold more than 50,000 operators" in refused(tagged([b"/Fm1 Do"], EMPTY, edit))


def test_form_that_draws_itself(tagged: Make) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        form = pdf.pages[0].Resources.XObject.Fm1
        form.write(b"/Fm1 Do")
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm1=form))

    assert inspect(tagged([b"/Fm1 Do"], EMPTY, edit)).loose == ("",)


def test_marks_nested_without_end(tagged: Make) -> None:
    assert "nests marked content deeper" in refused(tagged([b"/P BMC " * 600], EMPTY))


def test_structure_deep_or_going_round(tagged: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    deep: Any = ("P", {}, [])
    for _ in range(objects.MAX_DEPTH + 5):
        deep = ("Div", {}, [deep])
    assert "the structure tree is deeper than 100" in refused(tagged([b""], deep))

    def tie(pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot.K
        root.K = pikepdf.Array([root])

    told = [problem.message for problem in inspect(tagged([b""], EMPTY, tie)).problems]
    assert any("hangs in the tree twice" in message for message in told)
    monkeypatch.setattr(structure, "MAX_ELEMENTS", 2)
    assert "larger than 2" in refused(tagged())


def test_bookmarks_going_round(tagged: Make) -> None:
    def tie(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.Outlines.First
        first.Next = first
        first.First = first

    assert len(inspect(tagged(edit=tie)).bookmarks) == 1


def test_problems_end_somewhere(tagged: Make) -> None:
    many = ("Document", {}, [("P", {}, list(range(10, 300)))])
    assert len(inspect(tagged(tree=many)).problems) == MAX_PROBLEMS


def test_metadata_with_entities_or_too_long(tagged: Make) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert read_xmp(bomb).error
    assert "at most are read" in str(read_xmp(b" " * 1_000_001).error)
    assert read_xmp(b"<x").error

    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(bomb)

    told = [problem.message for problem in inspect(tagged(edit=edit)).problems]
    assert any(message.startswith("the metadata cannot be read") for message in told)


def test_page_too_large_to_draw(tagged: Make) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 14400, 14400])

    with pytest.raises(BuildError, match="at most are drawn"):
        render(tagged([b""], EMPTY, edit), dpi=300)


@settings(max_examples=60, deadline=None)
@given(
    value=st.sampled_from(["1", "(x)", "null", "true", "[]", "<<>>", "[[1]]", "/Odd"]),
    which=st.integers(0, 400),
)
def test_values_of_the_wrong_type_read_as_absent(tagged: Make, value: str, which: int) -> None:
    """Any one value of the file is replaced by one of another type."""

    def edit(pdf: pikepdf.Pdf) -> None:
        holders = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]
        keys = [(holder, key) for holder in holders for key in sorted(holder.keys()) if key != "/Length"]
        holder, key = keys[which % len(keys)]
        if value == "null":
            del holder[key]
        else:
            holder[key] = pikepdf.Object.parse(value.encode())

    assert outcome(tagged(edit=edit)).startswith(OUTCOMES)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10_000), put=st.binary(min_size=1, max_size=6), cut=st.booleans())
def test_damaged_bytes(tagged: Make, at: int, put: bytes, cut: bool) -> None:
    data = tagged()
    at %= len(data)
    assert outcome(data[:at] if cut else data[:at] + put + data[at + len(put) :]).startswith(OUTCOMES)


OUTCOMES = ("leaflet.pdf: error: ", "read ")


def outcome(data: bytes) -> str:
    """What became of a file: its refusal, or how many pages were read."""
    try:
        return f"read {len(inspect(data, 'leaflet.pdf').pages)}"
    except BuildError as error:
        return str(error)
