"""A text that no layout places and none leaves out is an error."""

from brochure.diagnostics import Source
from brochure.layouts.complete import find_unplaced
from brochure.marked import Str

WHOLE = """\
<h1>{{ content.cover.heading }}</h1><p>{{ content.cover }}</p>
<h2>{{ content.safety.heading }}</h2><h3>{{ content.safety.stop.heading }}</h3>
<ul>{% for item in content.safety.stop.items %}<li>{{ item.short }}</li>{% endfor %}</ul>
<h2>{{ content.benefits.heading }}</h2>
{% for part in content.benefits.parts %}
<h3>{{ part.short_heading }}</h3><p>{{ part.short }}</p>
{% endfor %}"""
SOURCE = Source("layouts/mini/layout.yaml", 4, 3)


def unplaced(site, documents, leaves_out=()):
    return [str(item).splitlines()[0] for item in find_unplaced(site.content, documents, leaves_out, SOURCE)]


def test_text_or_short_must_be_placed(site):
    document, _ = site.expand(WHOLE.replace("content.cover }}", "words.phone }}"))
    assert unplaced(site, [document]) == [
        'layouts/mini/layout.yaml:4:3: error: "cover" is not placed by this layout',
        'layouts/mini/layout.yaml:4:3: error: "urgent" is not placed by this layout',
        'layouts/mini/layout.yaml:4:3: error: "questions.heading" is not placed by this layout',
    ]


def test_item_that_a_template_skips_is_told(site):
    document, _ = site.expand(WHOLE.replace("stop.items", "stop.items[1:]"))
    assert any('"safety.stop.clot"' in line for line in unplaced(site, [document]))


def test_clinic_boxes_count_and_so_does_leaving_out(site):
    document, _ = site.expand(WHOLE)
    box, _ = site.box("<p>{{ content.urgent|fill(number=1) }}</p>")
    assert unplaced(site, [document, box], ["questions"]) == []
    assert unplaced(site, [box], ["questions", "cover", "benefits", "safety"]) == []


def test_name_left_out_must_exist(site):
    document, _ = site.expand(WHOLE)
    name = Str("questoins", Source("layouts/mini/layout.yaml", 9, 5))
    found = find_unplaced(site.content, [document], [name, "urgent", "questions"], SOURCE)
    assert str(found[0]).splitlines()[:2] == [
        'layouts/mini/layout.yaml:9:5: error: "questoins" is left out, but content.yaml does not have it',
        '    hint: did you mean "questions"?',
    ]
    assert len(found) == 1


def test_heading_must_be_placed_or_left_out(site):
    document, _ = site.expand(WHOLE.replace("content.safety.heading", "words.phone"))
    rest = ["questions", "urgent"]
    assert [line.split('"')[1] for line in unplaced(site, [document], rest)] == ["safety.heading"]
    assert unplaced(site, [document], [*rest, "safety.heading"]) == []
