"""A small leaflet, a clinic and a folder of templates to expand."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from brochure.brand.model import Brand
from brochure.content.model import Content
from brochure.diagnostics import Findings
from brochure.layouts.expand import expand_clinics
from brochure.layouts.expand import expand_shared
from brochure.marked import validate

CONTENT = """\
leaflet:
  id: T1
  version: "1.0"
  language: en
  title: Massage
  subject: What it is
  published: 2026-11-22
  review: 2029-11-22
sections:
  cover:
    heading: Massage and you
    text: Is it **safe** for you?
  safety:
    heading: Is it safe?
    parts:
      stop:
        heading: Do not have massage
        items:
          clot: {text: if you may have a **blood clot** in a leg, short: if you may have a clot}
          fever: if you have a fever
  benefits:
    heading: How it may help
    parts:
      pain:
        heading: It may ease pain
        short-heading: Pain
        text: It may ease pain for a while.
        short: It may ease pain.
      calm: {heading: It may calm you, text: "Read [more here](https://example.org/calm) about it."}
  urgent:
    text: "Call {number} now."
  questions:
    heading: My questions
words:
  page-of: "Page {page} of {pages}"
  phone: Phone
  code: "Code that opens {address} on a phone"
  logo: "Logo of {name}"
pictures:
  hands: {alt: Two hands.}
  icon-pain: {decoration: true}
  icon-calm: {decoration: true}
sources:
  S1: {tier: A, title: Nerves, publisher: NHS, url: "https://example.org/"}
"""

CLINIC = """\
name: {full: Riverside Clinic, short: Riverside}
logo: {on-light: logo.svg, alt: Riverside Clinic logo}
inks: {primary: "#0b5563", accent: "#e58f4e"}
contacts:
  address: [1 Mill Lane, Newtown]
  telephones: ["+44 (0)1632 960142"]
  web: https://riverside.example/
hours:
  - {days: [mon, tue, wed], opens: "09:00", closes: "17:00"}
  - {days: [mon, fri], opens: "09:00", closes: "12:00"}
emergency: {number: "999"}
"""

STYLES = {"paragraph": ("body", "lead"), "list": ("list",), "box": ("box", "card")}


@dataclass
class Site:
    """A project's folder; `expand` and `box` give (document, findings)."""

    root: Path
    content: Content
    brand: Brand

    @property
    def layouts(self) -> Path:
        return self.root / "layouts"

    def write(self, text: str, name: str = "mini/template.xml.j2") -> None:
        path = self.layouts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def leaflet(self, body: str) -> None:
        """A template with `body` from its line 3 on, in panel "front"."""
        self.write(f'<leaflet>\n<panel name="front">\n{body}\n</panel>\n</leaflet>\n')

    def options(self, rtl: bool) -> dict:
        return {
            "layouts_dir": self.layouts,
            "layout": "mini",
            "content": self.content,
            "plan": {"name": "long", "wide": True, "lines": 3.0},
            "look": {"name": "plain", "numbered": True},
            "room": {"contacts": 4, "emergency-text": 0},
            "styles": STYLES,
            "pictures": ("hands", "icon-pain", "icon-calm", "unnamed"),
            "paper": "a4",
            "language": "ar" if rtl else "en",
            "rtl": rtl,
            "root": self.root,
        }

    def expand(self, body: str | None = None, rtl: bool = False):
        if body is not None:
            self.leaflet(body)
        findings = Findings()
        document = expand_shared(**self.options(rtl), panels=("front", "back"), findings=findings)
        return document, findings

    def box(self, body: str | None = None, name: str = "contacts", rtl: bool = False, **more):
        if body is not None:
            self.write("{% macro contacts() %}\n" + body + "\n{% endmacro %}\n", "clinic.xml.j2")
        findings = Findings()
        (document,) = expand_clinics(
            **self.options(rtl),
            brand=more.pop("brand", self.brand),
            boxes={name: more.pop("heading", None)},
            findings=findings,
            **more,
        )
        return document, findings

    def messages(self, body: str) -> list[str]:
        """What is said about a template with `body` from line 3 on: place and message."""
        document, findings = self.expand(body)
        assert document is None
        return [f"{item.source}: {item.message}" for item in findings]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    content = validate(CONTENT, "content.yaml", Content)
    brand = validate(CLINIC, "clinics/riverside/clinic.yaml", Brand)
    return Site(tmp_path, content, brand)


@pytest.fixture
def said():
    """The words of each element that holds some, joined."""

    def words(document) -> list[str]:
        return [
            "".join(span.text for span in element.spans) for element in document.root.walk() if element.spans
        ]

    return words
