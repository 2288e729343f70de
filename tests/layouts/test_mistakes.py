"""Every mistake of a template is told with its place, the nearest name, and all at once."""

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

HEAD = "<h1>{{ words.phone }}</h1>"
PLACE = "layouts/mini/template.xml.j2:3: "

CASES = {
    "{{ content.benefits.pian }}": '"content.benefits.pian" is not there',
    "{{ contnt.benefits }}": '"contnt" is not there',
    "<p>{{ clinic.name.full }}</p>": '"clinic" is not there',
    "{{ plan.lnes }}": '"plan.lnes" is not there',
    "<p>{{ content.cover.short_heading.upper() }}</p>": '"upper" cannot be asked of the text "cover.heading"',
    '<p>{{ "".__class__.__mro__ }}</p>': '"__class__" cannot be asked of ""',
    "<p>{{ content.urgent }}</p>": '"urgent" has a place "{number}" that the template does not fill',
    "<p>{{ words.phone|fill(nmber=1) }}</p>": '"words.phone" has no place "{nmber}" to fill',
    "<p>{{ content.urgent.heading }}</p>": '"content.urgent.heading" is not given, and the template uses it',
    "<p>{{ content.benefits }}</p>": '"content.benefits" is not a text',
    "<p>{{ content.benefits.parts }}</p>": "a list cannot be printed",
    "{% for x in content.cover.text %}{% endfor %}": '"cover" is a text: it cannot be gone through in a loop',
    "<p>{{ 2 ** 9 }}</p>": '"**" is for numbers, not for the number 2 and the number 9',
    "<p>{{ words.phone * 9 }}</p>": '"*" is for numbers, not for the text "words.phone" and the number 9',
    "<p>{{ words.phone() }}</p>": 'the text "words.phone" cannot be called: only macros can',
    "<p>{{ content.benefits.parts[7] }}</p>": "there is no [7]: a list has 2 entries",
    "<p>Hello <strong>you</strong></p>": '"Hello" is written in the template',
    '<p>{{ "Hello" }}</p>': '"Hello" is written in the template',
    "<p></p>": "p holds no words",
    "<ul></ul>": "ul holds no li",
    "<ul><p>{{ words.phone }}</p></ul>": '"p" cannot stand in ul',
    "<sectoin/>": '"sectoin" is not an element',
    '<box syle="card"/>': '"syle" is not an attribute of box',
    '<box style="crad"/>': 'box style "crad" is not there',
    '<p style="card">{{ words.phone }}</p>': 'paragraph style "card" is not there',
    '<box grow="much"/>': 'box grow: "much" is not a number',
    '<box gap="4"/>': 'box gap: "4" is not a length: write a number and one of mm, cm, in, pt, as in "12mm"',
    '<box align="left"/>': 'box align="left" speaks of left',
    '<box margin-right="1mm"/>': 'box margin-right="1mm" speaks of right',
    '<box reaches="foot right"/>': 'box reaches="foot right" speaks of right',
    '<box keep="true"/>': 'box keep: "true" is neither "yes" nor "no"',
    "<img/>": 'img has no "picture"',
    '<img picture="hand"/>': 'picture "hand" is not there',
    '<img picture="unnamed"/>': 'picture "unnamed" has no words for those who cannot see it',
    '<panel name="front"/>': '"panel" cannot stand in panel',
    "<logo/>": '"logo" stands in clinic.xml.j2 only',
    '<clinic name="contact" height="1mm"/>': 'clinic.xml.j2 has no macro for the box "contact"',
    '<clinic name="contacts"/>': "clinic reserves no room",
    '<column flow="main"/>': 'flow "main" is not there',
    "{{ words.phone }}": 'the words of "words.phone" stand in panel, which holds no words',
    "<p>{{ words.phone }}<h2/></p>": '"h2" cannot stand in p',
    '<p><a href="javascript:1">{{ words.phone }}</a></p>': 'a href: "javascript:1" is not an address',
    "<h3>{{ words.phone }}</h3>": "h3 follows h1",
    "<p>{{ words.phone </p>": "unexpected '/'",
    "{% for x in range(5000) %}{% endfor %}": "range(5000) holds more than 1000 numbers",
    "<p>{{ 1 / 0 }}</p>": "division by zero",
    "{% include 'parts.xml.j2' %}": '"include" is not used in these templates',
    "<p>{{ words.phone ~ words.phone }}</p>": '"~" is not used here: write + between texts',
    "<p>{{ words.phone|upper }}</p>": 'there is no filter "upper"',
    '{% import "prts.xml.j2" as parts %}': 'there is no template "prts.xml.j2"',
    '{% import "../other/parts.xml.j2" as parts %}': 'there is no template "../other/parts.xml.j2"',
    '{% import "parts.xml.j2" as parts %}{{ parts.alrt() }}': 'this template has no macro "alrt"',
    "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}": "macros or templates call one",
    "<p>&nbsp;</p>": "an entity is not known",
    "<p <b/>": 'this is not well formed: a stray "<", "&" or quotation mark',
    "<?php ?>": "a template has no <?instructions?>",
    "<p><![CDATA[x]]></p>": "a template has no <![CDATA[",
    '<box grow="1" grow="2"/>': "an attribute is given twice",
}


@pytest.mark.parametrize(("body", "message"), CASES.items())
def test_mistake_is_told_at_its_line(site, body, message):
    site.write("{% macro alert() %}{% endmacro %}", "parts.xml.j2")
    site.write("{% macro contacts() %}{% endmacro %}", "clinic.xml.j2")
    told = site.messages(HEAD + body)
    assert any(line.startswith(PLACE + message) for line in told), told
    assert len(told) == 1 or body.startswith(("<p>Hello", "<panel", "<p <b", "<p>{{ words.phone }}<h2")), told


def test_all_mistakes_are_told_at_once(site):
    told = site.messages(
        "<h1>{{ content.cover.heding }}</h1>\n"
        '<box style="crad">\n'
        "{% for part in content.nothing.parts %}<p>{{ part.x }}</p>{% endfor %}\n"
        "</box>\n"
        '<img picture="hand"/>'
    )
    assert told == [
        'layouts/mini/template.xml.j2:3: "content.cover.heding" is not there',
        'layouts/mini/template.xml.j2:5: "content.nothing" is not there',
        'layouts/mini/template.xml.j2:4: box style "crad" is not there',
        'layouts/mini/template.xml.j2:7: picture "hand" is not there',
    ]


def test_what_stops_the_template_does_not_hide_the_rest(site):
    told = site.messages(
        '<h1>{{ words.phone }}</h1>\n<box style="crad"/>\n<p>{{ 1 / 0 }}</p>\n<box style="x"/>'
    )
    assert told == [
        "layouts/mini/template.xml.j2:5: division by zero",
        'layouts/mini/template.xml.j2:4: box style "crad" is not there',
    ]


def test_nearest_name_is_hinted(site):
    _, findings = site.expand("<h1>{{ content.benefits.pian }}</h1>")
    assert findings.found[0].hints[0] == 'did you mean "pain"?'
    _, findings = site.expand("<h1>{{ words.page-of }}</h1>")
    assert findings.found[0].hints[0] == 'hyphens are written as "_": words.page_of'


def test_macros_are_traced_from_the_inside_out(site):
    site.write(
        "{% macro inner(block) %}\n<p>{{ block.nothing }}</p>\n<bix/>\n{% endmacro %}\n"
        "{% macro outer(block) %}\n<box>\n{{ inner(block) }}\n</box>\n{% endmacro %}\n",
        "parts.xml.j2",
    )
    _, findings = site.expand(
        '{% import "parts.xml.j2" as parts %}\n<h1>{{ words.phone }}</h1>\n{{ parts.outer(content.cover) }}'
    )
    chain = [("inner", "layouts/parts.xml.j2:7"), ("outer", "layouts/mini/template.xml.j2:5")]
    assert [(item.message, str(item.source)) for item in findings] == [
        ('"content.cover.nothing" is not there', "layouts/parts.xml.j2:2"),
        ('"bix" is not an element', "layouts/parts.xml.j2:3"),
    ]
    for item in findings:
        assert [(name, str(source)) for name, source in item.trace] == chain


def test_macro_without_context_is_explained(site):
    site.write("{% macro one() %}<p>{{ words.phone }}</p>{% endmacro %}", "parts.xml.j2")
    _, findings = site.expand(HEAD + '{% import "parts.xml.j2" as parts %}{{ parts.one() }}')
    assert findings.found[0].message == '"words" is not there'
    assert "with context" in findings.found[0].hints[0]


def test_unclosed_element_is_named_with_its_line(site):
    assert site.messages(HEAD + "\n<p>{{ words.phone }}\n") == [
        "layouts/mini/template.xml.j2:6: this end tag closes something else: "
        "<p> is open, from layouts/mini/template.xml.j2:4"
    ]


@pytest.mark.parametrize("body", ['<p>{{ "".__class__ }}</p>', '<p>{{ "x"|tel }}</p>', "<p>{{ [1][3] }}</p>"])
def test_mistake_in_a_constant_is_told_each_time(site, body):
    first = site.messages(HEAD + body)
    assert first[0].startswith(PLACE)
    assert site.messages(HEAD + body) == first


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "{% for a in range(900) %}{% for b in range(900) %}{% endfor %}{% endfor %}",
            "the template takes more than 20,000 turns of loops and calls of macros",
        ),
        (
            "{% for a in range(900) %}" + "<box/>" * 900 + "{% endfor %}",
            "the template prints more than 2,000,000 characters",
        ),
        ("<box>" * 60 + "</box>" * 60, "elements stand more than 50 deep"),
        ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, "the template is nested too deeply"),
        ("<p>{{ namespace }}</p>", "this cannot be printed"),
    ],
)
def test_bounds_hold(site, body, message):
    assert any(message in line for line in site.messages(HEAD + body))


def test_flow_needs_a_column(site):
    site.write(
        f'<leaflet><panel name="front">{HEAD}</panel>'
        '<flow name="main"><p>{{ words.phone }}</p></flow></leaflet>'
    )
    document, findings = site.expand()
    assert document is None
    assert [item.message for item in findings] == ['flow "main" has no column to stand in']


def test_panel_name_must_be_one_of_the_fold(site):
    site.write(f'<leaflet>\n<panel name="frnt">{HEAD}</panel></leaflet>')
    _, findings = site.expand()
    assert str(findings.found[0]).splitlines() == [
        'layouts/mini/template.xml.j2:2: error: panel "frnt" is not there',
        '    hint: did you mean "front"?',
        "    hint: panels: back, front",
    ]


def test_words_outside_panels_are_refused(site):
    site.write(
        "<leaflet>\n<section><p>{{ words.phone }}</p>"
        f'<panel name="front">{HEAD}</panel></section></leaflet>'
    )
    _, findings = site.expand()
    assert findings.found[0].message == '"p" cannot stand in section, where no panel or flow is around it'


def test_first_heading_is_h1(site):
    assert site.messages("<h2>{{ words.phone }}</h2>") == [PLACE + "the first heading is h2"]


def test_one_leaflet_and_nothing_beside_it(site):
    site.write("<panel/>")
    _, findings = site.expand()
    assert findings.found[0].message == "a template holds one <leaflet> and nothing beside it"


def test_missing_template_is_told(site):
    (site.layouts / "mini").mkdir(parents=True)
    _, findings = site.expand()
    assert [str(item) for item in findings] == [
        'layouts/mini/template.xml.j2: error: there is no template "template.xml.j2"'
    ]


def test_entities_cannot_be_declared(site):
    site.write('<!DOCTYPE x [<!ENTITY a "b">]><leaflet/>')
    _, findings = site.expand()
    assert findings.errors


@pytest.mark.parametrize("text", ["\ufdd0w0\ufdd1", "x\ufdd1"])
def test_marks_cannot_be_forged(site, text):
    assert "which no text may hold" in site.messages(f"<h1>{text}</h1>")[0]


def test_template_outside_the_folder_is_not_read(site, tmp_path):
    secret = tmp_path / "secret.xml.j2"
    secret.write_text("{% macro one() %}<p/>{% endmacro %}")
    site.leaflet('{% import "link.xml.j2" as link %}')
    (site.layouts / "link.xml.j2").symlink_to(secret)
    _, findings = site.expand()
    assert findings.found[0].message == 'there is no template "link.xml.j2"'


def test_template_that_is_not_utf8_is_told(site):
    site.leaflet(HEAD)
    (site.layouts / "mini/template.xml.j2").write_bytes(b"<leaflet>\n\xff</leaflet>")
    _, findings = site.expand()
    assert findings.found[0].message == '"template.xml.j2" is not UTF-8: line 2'


PIECES = (
    *(
        "<p>",
        "</p>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<box",
        ">",
        "/>",
        "<",
        "&",
        '"',
        ' style="card"',
        "<br/>",
    ),
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "for x in",
        "endfor",
        "if",
        "endif",
        "macro m()",
        "endmacro",
        "m()",
    ),
    *(
        "words",
        ".phone",
        "content",
        ".cover",
        ".text",
        "[0]",
        "|fill(",
        "number=1",
        ")",
        "|plain",
        "|tel",
        "|first",
    ),
    *(
        "plan.lines",
        "+",
        "*",
        "1",
        "-",
        "loop",
        "set x =",
        "x",
        "(",
        "caller",
        "namespace",
        " ",
        "\n",
        "words.phone",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_template_gives_a_document_or_reasons(site, pieces):
    document, findings = site.expand(HEAD + "".join(pieces))
    assert (document is None) == bool(findings.errors)
    assert all(item.source and item.source.path.startswith("layouts/") for item in findings)
