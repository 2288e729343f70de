"""What a template's elements become: words, attributes, structure."""

import pytest

from brochure.document.outline import outline
from brochure.document.tree import LINE_BREAK

TEMPLATE = """\
{% import "parts.xml.j2" as parts with context %}
<leaflet>
  <panel name="front">
    <clinic name="contacts" height="20mm"/>
    <h1>{{ content.cover.heading }}</h1>
    <p style="lead">{{ content.cover.text }}</p>
    <img picture="hands" reaches="foot start"/>
    {{ parts.alert(content.safety.stop) }}
  </panel>
  <section>
    <panel name="back"><h2>{{ content.benefits.heading }}</h2></panel>
    <flow name="cards" rows="yes">
      {% for benefit in content.benefits.parts %}
      {% set title = benefit.heading %}
      <section style="card" keep="yes">
        <row gap="4mm"><img picture="icon-{{ benefit.id }}"/><h3>{{ title }}</h3></row>
        <p>{{ benefit.short }}</p>
      </section>
      {% endfor %}
    </flow>
  </section>
  <panel name="back">
    <column flow="cards" level="cards"/>
    {% if plan.name == "long" %}
    <aside><p>{{ words.page_of|fill(page=1, pages=2) }}</p></aside>
    {% endif %}
    <write-in lines="{{ plan.lines }}" optional="{{ plan.wide }}"/>
  </panel>
</leaflet>
"""

PARTS = """\
{% macro alert(block, full=false) %}
<section>
  <h2>{{ block.heading }}</h2>
  <ticks>
    {% for item in block.items %}
    <li>{{ item if full else item.short }}</li>
    {% endfor %}
  </ticks>
</section>
{% endmacro %}
"""

OUTLINE = """\
Document
  Div <contacts>
  H1 "Massage and you"
  P "Is it safe for you?"
  Figure (Two hands.)
  Sect
    H2 "Do not have massage"
    L ListNumbering=Square
      LI
        Lbl "☐"
        LBody "if you may have a clot"
      LI
        Lbl "☐"
        LBody "if you have a fever"
  Sect
    H2 "How it may help"
    Sect
      H3 "It may ease pain"
      P "It may ease pain."
    Sect
      H3 "It may calm you"
      P "Read about it."
        Link "more here"
  Note
    P "Page 1 of 2"
"""


@pytest.fixture
def whole(site):
    site.write(TEMPLATE)
    site.write(PARTS, "parts.xml.j2")
    site.write("{% macro contacts() %}<p>{{ clinic.name.full }}</p>{% endmacro %}", "clinic.xml.j2")
    document, findings = site.expand()
    assert not list(findings)
    return document


def test_structure_is_in_reading_order(whole):
    assert outline(whole) == OUTLINE
    nodes = whole.structure.nodes
    assert [node.number for node in nodes] == list(range(len(nodes)))
    for node in nodes:
        assert all(nodes[child].parent == node.number for child in node.children)
        assert list(node.children) == sorted(node.children)
        assert node.parent is None or node.parent < node.number


def test_elements_keep_their_place_and_macros(whole):
    heading = next(element for element in whole.root.walk() if element.name == "h2")
    assert str(heading.source) == "layouts/parts.xml.j2:3"
    assert [(name, str(source)) for name, source in heading.trace] == [
        ("alert", "layouts/mini/template.xml.j2:8")
    ]
    column = next(element for element in whole.root.walk() if element.name == "column")
    assert (str(column.source), column.trace) == ("layouts/mini/template.xml.j2:23", ())


def test_attributes_are_values(whole):
    found = {element.name: element.attributes for element in whole.root.walk()}
    assert found["row"]["gap"] == pytest.approx(4 * 72 / 25.4)
    assert found["column"] == {"flow": "cards", "level": "cards"}
    assert found["write-in"] == {"lines": 3.0, "optional": True}
    image = next(element for element in whole.root.walk() if element.name == "img")
    assert image.attributes["reaches"] == ("foot", "start")
    assert found["flow"] == {"name": "cards", "rows": True}


def test_spans_know_key_place_and_look(site):
    document, _ = site.expand("<h1>{{ content.cover.heading }}</h1><p>{{ content.cover }}</p>")
    heading, text = (element for element in document.root.walk() if element.spans)
    assert [(span.text, span.strong) for span in text.spans] == [
        ("Is it ", False),
        ("safe", True),
        (" for you?", False),
    ]
    assert {span.key for span in text.spans} == {"cover"}
    assert heading.spans[0].key == "cover.heading"
    assert str(heading.spans[0].source) == "content.yaml:11:14"
    assert document.structure.nodes[heading.node].title == "Massage and you"
    assert (document.title, document.subject, document.language) == ("Massage", "What it is", "en")


def test_template_white_space_counts_once(site, said):
    document, _ = site.expand(
        "<h1>\n  {{ words.phone }}\n   {{ words.phone }}{{ words.phone }}\n</h1>"
        "<p>{{ words.phone }} <br/> {{ words.phone }}&#160;<strong>{{ words.phone }}</strong></p>"
    )
    assert said(document) == ["Phone PhonePhone", f"Phone{LINE_BREAK}Phone\u00a0Phone"]
    last = [element for element in document.root.walk() if element.spans][-1]
    assert last.spans[-1].strong


def test_space_beside_a_link_is_not_part_of_it(site):
    document, _ = site.expand(
        "<h1>{{ words.phone }}</h1>"
        '<p><a href="tel:999">{{ words.phone }}</a> {{ words.phone }} '
        '<a href="tel:112">{{ words.phone }}</a> '
        '<a href="tel:911">{{ words.phone }}</a></p>'
    )
    spans = list(document.root.walk())[-1].spans
    assert [(span.text, span.link) for span in spans] == [
        ("Phone", "tel:999"),
        (" Phone ", None),
        ("Phone", "tel:112"),
        (" ", None),
        ("Phone", "tel:911"),
    ]
    roles = [document.structure.nodes[span.node].role for span in spans]
    assert roles == ["Link", "P", "Link", "P", "Link"]
    assert len({span.node for span in spans}) == 4


def test_lists_have_labels_and_bodies(site):
    document, _ = site.expand(
        "<h1>{{ words.phone }}</h1><ol><li>{{ words.phone }}</li><li>{{ words.phone }}</li></ol>"
        '<ul><li optional="yes">{{ words.phone }}</li></ul>'
    )
    items = [element for element in document.root.walk() if element.name == "li"]
    assert [item.attributes["label"] for item in items] == ["1", "2", "\u2022"]
    for item in items:
        label = document.structure.nodes[item.attributes["label-node"]]
        body = document.structure.nodes[item.node]
        assert (label.role, body.role, label.parent) == ("Lbl", "LBody", body.parent)
    lists = [node for node in document.structure.nodes if node.role == "L"]
    assert [node.attributes for node in lists] == [
        (("List", "ListNumbering", "Decimal"),),
        (("List", "ListNumbering", "Disc"),),
    ]


def test_dates_are_said_in_the_leaflets_words(site, said):
    document, _ = site.expand("<h1>{{ leaflet.published }}</h1>")
    assert said(document) == ["November 2026"]


def test_sources_are_named_by_publisher_and_title(site, said):
    document, _ = site.expand(
        "<h1>{{ words.phone }}</h1>{% for source in sources %}<p>{{ source }}</p>{% endfor %}"
    )
    assert said(document)[1:] == ["NHS: Nerves"]


def test_names_can_be_asked_for_by_text(site, said):
    document, _ = site.expand(
        '<h1>{{ words["page" + "-of"]|fill(page=2, pages=content.benefits.parts|length) }}</h1>'
    )
    assert said(document) == ["Page 2 of 2"]


def test_value_is_isolated_where_lines_run_right_to_left(site, said):
    body = "<h1>{{ content.urgent|fill(number=999) }}</h1>"
    assert said(site.expand(body)[0]) == ["Call 999 now."]
    assert said(site.expand(body, rtl=True)[0]) == ["Call \u2066999\u2069 now."]


def test_changed_template_is_seen_at_once(site, said):
    for key in ("words.phone", "words.page_of|fill(page=1, pages=2)"):
        document, _ = site.expand("<h1>{{ " + key + " }}</h1>")
        first = said(document)
    assert first == ["Page 1 of 2"]
    site.write("{% macro one() %}<p>{{ words.phone }}</p>{% endmacro %}", "parts.xml.j2")
    body = '<h1>{{ words.phone }}</h1>{% import "parts.xml.j2" as parts with context %}{{ parts.one() }}'
    assert said(site.expand(body)[0]) == ["Phone", "Phone"]
    site.write("{% macro one() %}<p>{{ leaflet.title }}</p>{% endmacro %}", "parts.xml.j2")
    assert said(site.expand(body)[0]) == ["Phone", "Massage"]
    site.write("{% macro one() %}<p>{{ leaflet.id }}</p>{% endmacro %}", "mini/parts.xml.j2")
    assert said(site.expand(body)[0]) == ["Phone", "T1"]


def test_marks_in_captured_blocks_and_calls(site):
    site.write("{% macro frame() %}<box>{{ caller() }}</box>{% endmacro %}", "parts.xml.j2")
    document, findings = site.expand(
        '{% import "parts.xml.j2" as parts %}\n'
        "{% set kept %}<p>{{ words.phone }}</p>{% endset %}\n"
        "<h1>{{ words.phone }}</h1>\n"
        "{% call parts.frame() %}\n"
        "<p>{{ words.phone }}</p>\n"
        "{{ kept }}\n"
        "{% endcall %}"
    )
    assert not list(findings)
    places = {element.name: str(element.source) for element in document.root.walk()}
    assert places["box"] == "layouts/parts.xml.j2:1"
    lines = [element.source.line for element in document.root.walk() if element.name == "p"]
    assert lines == [7, 4]


def test_macro_may_ask_for_its_caller(site, said):
    macro = "<p>{{ words.phone }}</p>{% if caller %}{{ caller() }}{% endif %}"
    site.write("{% macro m() %}" + macro + "{% endmacro %}", "parts.xml.j2")
    body = '<h1>{{ words.phone }}</h1>{% import "parts.xml.j2" as parts with context %}'
    assert len(said(site.expand(body + "{{ parts.m() }}")[0])) == 2
    assert len(said(site.expand(body + "{% call parts.m() %}<p>{{ leaflet.id }}</p>{% endcall %}")[0])) == 3


def test_blocks_can_be_cut(site, said):
    document, findings = site.expand(
        "<h1>{{ words.phone }}</h1>"
        "{% for part in content.benefits[1:] %}<p>{{ part.heading }}</p>{% endfor %}"
    )
    assert not list(findings)
    assert said(document)[1:] == ["It may calm you"]


def test_a_number_that_a_template_counted_is_a_paragraph_of_its_own(site):
    document, findings = site.expand(
        "<h1>{{ content.cover.heading }}</h1>{% if look.numbered %}"
        '{% for part in content.benefits.parts %}<numeral value="{{ loop.index }}"/>{% endfor %}{% endif %}'
    )
    assert findings.found == []
    numerals = [item for item in document.root.walk() if item.name == "numeral"]
    assert [item.spans[0].text for item in numerals] == ["1", "2"]
    assert {document.structure.nodes[item.node].role for item in numerals} == {"P"}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('<numeral value="one"/>', 'numeral value: "one" is not a number'),
        ("<numeral/>", 'numeral has no "value"'),
        ('<numeral value="1">words</numeral>', '"words" is written in the template'),
    ],
)
def test_a_numeral_holds_a_number_and_no_words(site, written, message):
    _, findings = site.expand(f"<h1>{{{{ content.cover.heading }}}}</h1>{written}")
    assert [found.message for found in findings][:1] == [message]
