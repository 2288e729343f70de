"""A clinic's boxes: its values, its links, and a structure of its own."""

import pytest

from brochure.brand.model import Brand
from brochure.diagnostics import Findings
from brochure.document.outline import outline
from brochure.layouts.expand import expand_clinics
from brochure.marked import validate

CONTACTS = """\
<p>{{ clinic.name.full }}</p>
{% for line in clinic.contacts.address %}
<p>{{ line }}</p>
{% endfor %}
{% set number = clinic.contacts.telephones[0].number %}
<p>{{ words.phone }} <a href="{{ number|tel }}"><strong>{{ number }}</strong></a></p>
{% if clinic.contacts.mail %}<p>{{ clinic.contacts.mail }}</p>{% endif %}
<row><qr value="{{ clinic.contacts.web|plain }}" width="22mm"/><logo height="10mm"/></row>
<p><a href="{{ clinic.contacts.web }}">{{ clinic.contacts.web|bare }}</a></p>
<p>{{ content.urgent|fill(number=clinic.emergency.number) }}</p>"""

OUTLINE = """\
P "Riverside Clinic"
P "1 Mill Lane"
P "Newtown"
P "Phone"
  Link "+44 (0)1632 960142"
Figure (Code that opens riverside.example on a phone)
Figure (Riverside Clinic logo)
P
  Link "riverside.example"
P "Call 999 now."
"""


def test_box_has_its_own_structure(site):
    document, findings = site.box(CONTACTS)
    assert not list(findings)
    assert outline(document) == OUTLINE
    assert (document.root.name, document.root.node) == ("stack", None)
    links = {span.link for element in document.root.walk() for span in element.spans if span.link}
    assert links == {"tel:+441632960142", "https://riverside.example/"}


def test_values_keep_key_and_place(site):
    document, _ = site.box(CONTACTS)
    spans = [span for element in document.root.walk() for span in element.spans]
    address = next(span for span in spans if span.text == "Newtown")
    assert (address.key, str(address.source)) == (
        "clinic.contacts.address",
        "clinics/riverside/clinic.yaml:5:26",
    )
    assert [(span.text, span.key) for span in spans[-3:]] == [
        ("Call ", "urgent"),
        ("999", "clinic.emergency.number"),
        (" now.", "urgent"),
    ]


def test_values_are_no_markup(site, said):
    brand = validate(
        'name: {full: "Stars & **Co** <b>", short: S}\nlogo: {on-light: logo.svg, alt: x}\n'
        'inks: {primary: "#0b5563", accent: "#e58f4e"}\n'
        'contacts: {address: [a], telephones: ["01632 960142"]}\n'
        'emergency: {number: "999"}\n',
        "clinic.yaml",
        Brand,
    )
    document, findings = site.box("<p>{{ clinic.name.full }}</p>", brand=brand)
    assert not list(findings)
    assert said(document) == ["Stars & **Co** <b>"]


def test_lone_stack_is_the_root(site):
    document, _ = site.box('<stack gap="2mm" valign="foot"><p>{{ words.phone }}</p></stack>')
    assert document.root.attributes["valign"] == "foot"
    assert [child.name for child in document.root.children] == ["p"]
    document, _ = site.box('<stack style="card"><p>{{ words.phone }}</p></stack>')
    assert [child.name for child in document.root.children] == ["stack"]


def test_days_are_said_in_the_editions_language(site, said):
    document, findings = site.box(
        "{% for entry in clinic.hours %}<p>{{ entry.all_days }}{{ entry.opens }}</p>{% endfor %}"
    )
    assert not list(findings)
    assert said(document) == ["Monday\u2009–\u2009Wednesday09:00", "Monday and Friday09:00"]


def test_absent_value_is_told_with_its_path(site):
    document, findings = site.box("<p>{{ clinic.contacts.mail }}</p>")
    assert document is None
    assert str(findings.found[0]).splitlines() == [
        'layouts/clinic.xml.j2:2: error: "clinic.contacts.mail" is not given, and the template uses it',
        "    hint: ask first: {% if clinic.contacts.mail %}",
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<p>{{ clinic.contact }}</p>", '"clinic.contact" is not there'),
        ("<p>{{ clinic._digest }}</p>", '"clinic._digest" is not there'),
        ('<panel name="front"/>', '"panel" cannot stand in stack'),
        (
            '<qr value="{{ clinic.name.full|plain }}" width="1mm"/>',
            'qr value: "Riverside Clinic" is not an address',
        ),
        ('<a href="tel:1">{{ words.phone }}</a>', '"a" cannot stand in stack'),
        (
            "{{ clinic.name.full }}",
            'the words of "clinic.name.full" stand in a clinic\'s box, which holds no words',
        ),
        ("<p>{{ clinic.name.full|tel }}</p>", '"Riverside Clinic" holds no telephone number'),
    ],
)
def test_mistakes_in_a_box(site, body, message):
    document, findings = site.box(body)
    assert document is None
    assert message in [item.message for item in findings]


def test_unknown_box_is_told(site):
    _, findings = site.box("<p>{{ words.phone }}</p>", name="contact")
    assert str(findings.found[0]).splitlines()[:2] == [
        'layouts/clinic.xml.j2: error: there is no macro for the clinic box "contact"',
        '    hint: did you mean "contacts"?',
    ]


TWO = """\
{% set greeting %}{{ words.phone }}{% endset %}
{% macro first() %}<p>{{ clinic.name.full }}</p>{% endmacro %}
{% macro second() %}<p>{{ greeting }} {{ clinic.contacts.telephones[0].number }}</p>{% endmacro %}
{% macro broken() %}<p>{{ clinic.nam }}</p>{% endmacro %}
"""


def expand_boxes(site, *names):
    findings = Findings()
    boxes = dict.fromkeys(names)
    made = expand_clinics(**site.options(False), brand=site.brand, boxes=boxes, findings=findings)
    return made, findings


def test_boxes_together_are_as_each_by_itself(site, said):
    site.write(TWO, "clinic.xml.j2")
    (first, second), findings = expand_boxes(site, "first", "second")
    assert (first, second) == (site.box(name="first")[0], site.box(name="second")[0])
    assert [said(first), said(second)] == [["Riverside Clinic"], ["Phone +44 (0)1632 960142"]]
    assert not findings.found


def test_a_mistake_in_one_box_leaves_the_others(site):
    site.write(TWO, "clinic.xml.j2")
    made, findings = expand_boxes(site, "broken", "first", "absent")
    assert [document is None for document in made] == [True, False, True]
    assert [item.message for item in findings] == [
        '"clinic.nam" is not there',
        'there is no macro for the clinic box "absent"',
    ]


def test_a_mistake_outside_the_macros_is_told_once(site):
    site.write(TWO + "{% set rest = 1 // 0 %}", "clinic.xml.j2")
    made, findings = expand_boxes(site, "first", "second")
    assert made == (None, None)
    assert len(findings.found) == 1


def test_heading_goes_on_from_the_shared_one(site):
    body = "<h3>{{ words.phone }}</h3>"
    assert not list(site.box(body, heading=2)[1])
    assert site.box(body, heading=1)[1].found[0].message == "h3 follows h1"
    document, _ = site.expand('<h1>{{ words.phone }}</h1><clinic name="contacts" lines="2" of="body"/>')
    clinic = next(element for element in document.root.walk() if element.name == "clinic")
    assert clinic.attributes["after-heading"] == 1
    assert document.structure.nodes[clinic.node].mount == "contacts"


def test_isolates_turn_with_the_language(site, said):
    body = "<p>{{ content.urgent|fill(number=clinic.emergency.number) }}</p>"
    assert said(site.box(body)[0]) == ["Call 999 now."]
    assert said(site.box(body, rtl=True)[0]) == ["Call \u2066999\u2069 now."]
