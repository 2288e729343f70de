from dataclasses import replace

import pytest

from brochure.memory import Memory


def test_an_element_without_a_style_takes_the_one_of_its_name_or_the_body(kit):
    setter = kit.setter()
    assert setter.paragraph_style(kit.heading()).name == "h2"
    assert setter.paragraph_style(kit.element("h3", words="x")).name == "body"
    assert setter.paragraph_style(kit.p(style="fixed")).name == "fixed"
    assert setter.list_style(kit.items(1)).name == "list"
    assert setter.list_style(kit.items(1, kind="ticks")).name == "ticks"
    assert setter.list_style(kit.items(1, kind="ticks", style="bare")).name == "bare"


def test_words_are_shaped_once_and_remembered_over_setters(kit):
    shapes = Memory(1 << 20)
    style = kit.styles.paragraph["body"]
    first = replace(kit.setter(), shapes=shapes, met={})
    shaped = first.shaped(kit.element("p", words="the same words"), style, kit.full)
    again = replace(kit.setter(), shapes=shapes, met={})
    assert again.shaped(kit.element("p", words="the same words"), style, kit.full) is shaped
    assert len(shapes) == 1


@pytest.mark.parametrize(
    "other", [{"style": "h1"}, {"words": "other words"}, {"width": 90.0}, {"rtl": True}, {"language": "de"}]
)
def test_whatever_changes_the_shape_is_part_of_what_it_is_remembered_by(kit, other):
    shapes = Memory(1 << 20)

    def shape(words="the same words", style="body", width=94.0, rtl=False, language="en"):
        setter = replace(kit.setter(rtl=rtl, language=language), shapes=shapes, met={})
        named = replace(kit.styles.paragraph[style], weight=700 if style == "h1" else 400)
        return setter.shaped(kit.element("p", words=words), named, replace(kit.full, width=width))

    shape()
    assert shape() is shape()
    assert len(shapes) == 1
    shape(**other)
    assert len(shapes) == 2


def test_size_is_no_part_of_a_shape_so_copyfit_shapes_nothing_anew(kit):
    setter = replace(kit.setter(), shapes=Memory(1 << 20), met={})
    element, style = kit.element("p", words="the same words"), kit.styles.paragraph["body"]
    small = setter.shaped(element, style, kit.full)
    assert setter.shaped(element, style, replace(kit.full, size=14.0, leading=0.0, spaces=0.7)) is small


def test_lines_are_set_for_a_measure_in_points(kit):
    setter = kit.setter()
    element, style = kit.element("p", words="one two three four five six"), kit.styles.paragraph["body"]
    lines = setter.lines(element, style, kit.full, 80.0)
    assert len(lines) > 1
    assert all(line.advance * 12 <= 80.0 for line in lines)
    assert " ".join(line.text.strip() for line in lines) == "one two three four five six"


def test_headings_and_body_each_have_their_own_typeface(kit):
    faces = kit.setter(body="Source Sans 3").typefaces
    body = kit.styles.paragraph["body"]
    assert faces.chain(body).names[0] == "Source Sans 3"
    assert faces.chain(replace(body, typeface="heading")).names[0] == "Noto Sans"


def test_a_narrow_face_is_told_from_one_that_cannot_be_narrowed(kit):
    assert kit.setter().typefaces.has_width_axis
    assert not kit.setter(body="Source Sans 3").typefaces.has_width_axis
