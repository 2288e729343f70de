"""A new clinic's folder: what is asked, how answers are checked, and a clinic.yaml that prints at once.

A folder comes into being whole or not at all: it is made under another name, read as a clinic, then renamed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from pathlib import Path
from string import Template

from brochure.brand.checks import check_line
from brochure.brand.checks import check_mail
from brochure.brand.checks import check_telephone
from brochure.brand.checks import check_web
from brochure.brand.checks import LOGO_KINDS
from brochure.brand.colour import approximate
from brochure.brand.colour import find_colour
from brochure.brand.colour import find_tone
from brochure.brand.colour import parse_cmyk
from brochure.brand.colour import parse_colour
from brochure.brand.colour import Rgb
from brochure.brand.ink import Ink
from brochure.brand.ink import Inks
from brochure.brand.inks import AA
from brochure.brand.inks import contrast
from brochure.brand.inks import mix_palette
from brochure.brand.inks import ROLES
from brochure.brand.read import FILE
from brochure.brand.read import LARGEST_LOGO
from brochure.brand.read import read_brand
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Severity
from brochure.fonts.choose import choose_chain
from brochure.marked import read_bytes
from brochure.marked import Refusal
from brochure.marked import Str
from brochure.pictures.vector import convert_picture
from brochure.project import Project
from brochure.sheets.papers import PAPERS

Answers = Mapping[str, tuple[str, ...]]
"""What was answered, by the question's key: lines of an address, one of all else, none for nothing."""

LONGEST_NAME = 60
PRIMARY, ACCENT = "#0B5563", "#D8623A"
GROUNDS = ("paper", "tint", "mist", "primary-tint")
"""Where words stand in the primary ink."""

LOGO_HEIGHT = 14
"""Millimetres of the logo's height on the tri-fold's cover: an upright one is narrower than 20 mm there."""

# Windows keeps these for devices, whatever follows a dot.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}
)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ .'&/@+-]+[A-Za-z0-9]+)*\Z")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked for a clinic: `key` is its option, `check` refuses what cannot be.

    `default` is found from the answers so far; without one the answer may be left out, unless it is `needed`.
    A question with `most` above 1 is asked until nothing is answered.
    """

    key: str
    asks: str
    check: Callable[[Str, Answers], object]
    default: Callable[[Answers], str] | None = None
    needed: bool = False
    most: int = 1


def questions(project: Project, clinic: str) -> tuple[Question, ...]:
    """What is asked for a clinic, in order."""
    title = clinic.replace("-", " ").title()
    language = str(project.content.leaflet.language)
    return (
        Question("name", "The clinic's full name", _line, lambda _: title, True),
        Question("short", "A short name, for where room is tight", _line, _shorten, True),
        Question("primary", "The strong colour, dark is best", _check_primary, lambda _: PRIMARY, True),
        Question(
            "accent", "A second colour, for bullets and drawings", _check_accent, lambda _: ACCENT, True
        ),
        Question("address", "Address, one line at a time", _line, None, True, 8),
        Question(
            "telephone", "The number that patients ring", lambda text, _: check_telephone(text), None, True
        ),
        Question("mail", "E-mail address, if any", lambda text, _: check_mail(text)),
        Question("web", "Web page with https://, if any", lambda text, _: check_web(text)),
        Question("paper", "Paper in the printer, a4 or letter", _check_paper, lambda _: "a4", True),
        Question(
            "emergency", "Emergency number", lambda text, _: check_telephone(text), guess_emergency, True
        ),
        Question("booking", "Page that the QR code opens, if any", lambda text, _: check_web(text)),
        Question("look", f"Look: {', '.join(project.looks)}", _check_look(project), lambda _: "warm", True),
        Question("heading", "Typeface of headings", _check_typeface(language), lambda _: "Noto Sans", True),
        Question(
            "body", "Typeface of all other words", _check_typeface(language), lambda _: "Noto Sans", True
        ),
    )


def check_name(name: str, root: Path) -> None:
    """Refuse a name that cannot be a clinic's folder, and one that is there already."""
    if not _NAME.match(name) or len(name) > LONGEST_NAME or name in _DEVICES:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        meant = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_NAME].strip("-")
        hints = (f'did you mean "{meant}"?',) if _NAME.match(meant) and meant not in (*_DEVICES, name) else ()
        raise Refusal(
            f'"{name}" cannot be a clinic\'s name: it is lower-case words with hyphens between them', *hints
        )
    if os.path.lexists(root / "clinics" / name):
        raise Refusal(
            f"clinics/{name} is there already", f"choose another name, or change clinics/{name}/{FILE}"
        )


def guess_emergency(answers: Answers) -> str:
    """The emergency number that goes with the paper and the telephone's country code."""
    telephone = "".join(answers.get("telephone", ())).strip()
    if answers.get("paper") == ("letter",) or telephone.startswith("+1"):
        return "911"
    return "112" if telephone.startswith("+") and not telephone.startswith("+44") else "999"


def _line(text: Str, _: Answers) -> object:
    return check_line(text)


def _shorten(answers: Answers) -> str:
    return (answers["name"][0].split() or [""])[0]


def _read_ink(text: str) -> Rgb:
    try:
        return approximate(parse_cmyk(text)) if text.lower().startswith("cmyk") else parse_colour(text)
    except ValueError as error:
        raise Refusal(*error.args) from None


def _check_accent(text: Str, _: Answers) -> object:
    return _read_ink(text)


def _check_primary(text: Str, _: Answers) -> object:
    """Words are set in the primary ink, so it must be dark enough for the pale grounds too."""
    colour = _read_ink(text)
    if _least_contrast(colour) >= AA:
        return colour
    tone = find_tone(colour)
    darker = (find_colour(tone._replace(lightness=tone.lightness * (1 - step / 50))) for step in range(51))
    better = next(shade for shade in darker if _least_contrast(shade) >= AA)
    raise Refusal(
        f'"{text}" is too pale: words in it would have a contrast of '
        f"{floor(_least_contrast(colour) * 100) / 100:.2f}:1, and they need {AA:g}:1",
        f'"{better.hex}" would do',
    )


def _least_contrast(primary: Rgb) -> float:
    mixed = dict(
        zip(ROLES, mix_palette(Inks(primary=Ink(primary), accent=Ink(parse_colour(ACCENT)))), strict=True)
    )
    return min(contrast(primary, mixed[ground]) for ground in GROUNDS)


def _check_paper(text: Str, _: Answers) -> object:
    if text not in PAPERS:
        raise Refusal(f'"{text}" is not a paper', *nearest(text, PAPERS, "papers"))
    return text


def _check_look(project: Project) -> Callable[[Str, Answers], object]:
    def check(text: Str, _: Answers) -> object:
        if text not in project.looks:
            raise Refusal(f'there is no look "{text}"', *nearest(text, project.looks, "looks"))
        return text

    return check


def _check_typeface(language: str) -> Callable[[Str, Answers], object]:
    def check(text: Str, _: Answers) -> object:
        check_line(text)
        findings = Findings()
        choose_chain(text, language, None, findings)
        for error in findings.errors:
            raise Refusal(error.message, *error.hints)
        return text

    return check


def check_answer(question: Question, answer: str, answers: Answers) -> str:
    """The answer without white space around it; Refusal says what is wrong with it and a way out."""
    text = answer.strip()
    question.check(Str(text), answers)
    return text


def quote(text: str) -> str:
    """A text as YAML reads it back the same: plain where that is safe, else in double quotes.

    JSON's strings are YAML's double-quoted ones (YAML 1.2, 1.3 "Relation to JSON").
    """
    plain = _PLAIN.match(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def write_clinic(project: Project, clinic: str, answers: Answers, logo: Path | None) -> tuple[str, ...]:
    """Make the clinic's folder; gives its files as seen from the project.

    `logo` is copied; without one a plain mark is drawn. Raises BuildError, and makes nothing, where the logo
    cannot be printed or the folder cannot be written.
    """
    clinics = project.root / "clinics"
    data = _draw_mark(_read_ink(answers["primary"][0])) if logo is None else _read_logo(logo)
    file = f"logo{logo.suffix.lower() if logo else '.svg'}"
    least = _find_least_width(data, logo or Path(file))
    text = _compose(project, answers, file, least, logo is None)
    # A name with an underscore is no clinic's to whoever looks meanwhile.
    unfinished = clinics / f"_{clinic}.{os.getpid()}.part"
    try:
        clinics.mkdir(exist_ok=True)
        unfinished.mkdir()
        try:
            (unfinished / FILE).write_text(text, encoding="utf-8", newline="\n")
            (unfinished / file).write_bytes(data)
            read_brand(unfinished, project.root)
            unfinished.rename(clinics / clinic)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        _refuse(
            f'"{clinics / clinic}" cannot be made: {error.strerror or type(error).__name__}',
            "the project's folder must be one that you may write to",
        )
    return f"clinics/{clinic}/{FILE}", f"clinics/{clinic}/{file}"


def _refuse(message: str, *hints: str) -> None:
    raise BuildError([Diagnostic(Severity.ERROR, message, hints=hints)])


def _read_logo(path: Path) -> bytes:
    if path.suffix.lower() not in LOGO_KINDS:
        _refuse(f'"{path}" is not a picture that can be read', f"known: {', '.join(LOGO_KINDS)}")
    if not path.is_file():
        near = path.parent.iterdir() if path.parent.is_dir() else ()
        there = [item.name for item in near if item.suffix.lower() in LOGO_KINDS]
        _refuse(f'logo "{path}" is not there', *nearest(path.name, there, "pictures in that folder"))
    return read_bytes(path, path.as_posix(), LARGEST_LOGO)


def _find_least_width(data: bytes, path: Path) -> str:
    """20 mm, or what an upright logo comes out at; BuildError for a logo that cannot be drawn."""
    view = convert_picture(data, path, path.as_posix()).view
    return f"{max(5, min(20, floor(LOGO_HEIGHT * view.width / view.height)))}mm"


def _draw_mark(primary: Rgb) -> bytes:
    """A person at rest in a disc: it says nothing that a clinic would have to stand by."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">\n'
        f'  <circle cx="32" cy="32" r="31" fill="{primary.hex}"/>\n'
        '  <circle cx="32" cy="21" r="7.5" fill="#FFFFFF"/>\n'
        '  <path d="M12 41c7-8 13-8 20-2s13 6 20-2" fill="none" stroke="#FFFFFF" stroke-width="5" '
        'stroke-linecap="round"/>\n'
        "</svg>\n"
    ).encode()


def _compose(project: Project, answers: Answers, logo: str, least: str, stand_in: bool) -> str:
    """clinic.yaml with every field in it: those without a value wait as comments."""

    def one(key: str) -> str:
        return quote("".join(answers.get(key, ())))

    def field(name: str, key: str, example: str) -> str:
        return f"{name}: {one(key)}" if answers.get(key) else f"#{name}: {example}"

    return _FILE.substitute(
        {
            key: one(key)
            for key in ("name", "short", "primary", "accent", "telephone", "look", "heading", "body")
        },
        emergency=json.dumps(answers["emergency"][0], ensure_ascii=False),
        paper=answers["paper"][0],
        logo=quote(logo),
        least=least,
        note="a stand-in: put your own into this folder and name it here" if stand_in else "for white paper",
        address="\n".join(f"    - {quote(line)}" for line in answers["address"]),
        mail=field("mail", "mail", "desk@clinic.example"),
        web=field("web", "web", "https://clinic.example"),
        booking=field("booking", "booking", "https://clinic.example/book"),
        slots="\n".join(_compose_slots(project)),
    )


def _compose_slots(project: Project) -> Sequence[str]:
    """Each of the content's slots as a comment, with its placeholder where it has one."""
    lines = []
    for name, slot in project.content.slots.items():
        must = " The example must be changed." if slot.must_change else ""
        lines.append(f"  # {' '.join(slot.about.split())} At most {slot.letters} letters.{must}")
        words = (slot.placeholder or "Your own words.").strip().splitlines()
        if len(words) == 1:
            lines.append(f"  #{name}: {json.dumps(words[0], ensure_ascii=False)}")
        else:
            lines += [f"  #{name}: |", *(f"  #  {word}" if word else "" for word in words)]
    return lines


_FILE = Template("""\
# yaml-language-server: $$schema=../../schemas/clinic.json
#
# Lines that start with "# " explain; they are not printed. A line that starts with "#" and no space is
# something that you may say too: take its "#" away and change what stands there. Text with ": " or "#" in
# it, colours, and numbers go in double quotes. docs/branding.md tells more.

# A clinic of a group may take from another's file all that it does not say itself.
#extends: ../_group/clinic.yaml

# What the clinic is called: in full, and short for where room is tight.
name:
  full: $name
  short: $short

# A few words under the clinic's name.
#tagline: Hands that listen

# The languages that you give leaflets out in, by their tags, of those in the folder "translations".
#languages: [en, es]
# Of them, those that each leaflet names as others to be had, where there are too many to name all.
#named-languages: [es]

# The layouts that you give out, and whether for screens or for the printer in your office. All unless given.
#layouts: [trifold, handout]
#targets: [screen, office]

# The country that you are in: opening hours are told as people tell them there, 08:30–17:30 or 8:30 AM –
# 5:30 PM.
#country: GB

# Styles and drawings: warm or bold.
look: $look

logo:
  on-light: $logo  # $note
  # The version for dark grounds; without it the other stands on a white plate there.
  #on-dark: logo-white.svg
  # What a screen reader says in place of the logo.
  alt: $name
  # It is never printed narrower than this, and nothing else comes nearer to it than that.
  minimum-width: $least
  #clear-space: 3mm

# Colours, in quotes: "#0B5563", "rgb(11, 85, 99)" or "cmyk(90%, 40%, 40%, 30%)". The others are found.
inks:
  primary: $primary
  accent: $accent
  # The ground of boxes to fill in, for example; docs/branding.md lists all that you may give.
  #tint: "#F8EEE2"

# Families of type, by name.
typefaces:
  heading: $heading
  body: $body

contacts:
  # The postal address, one line of print after each "- ".
  address:
$address
  # The numbers that patients ring, the most important first. The label says what each is for: phone,
  # appointments, mobile, text, textphone or urgent.
  telephones:
    - {label: phone, number: $telephone}
    #- {label: text, number: "07700 900123"}
  $mail
  $web
  # A map on the web: the printed address is a link to it on screen.
  #map: https://map.example/clinic

# Opening hours by the 24-hour clock, days with the same hours together: mon tue wed thu fri sat sun.
#hours:
#  - {days: [mon, tue, wed, thu, fri], opens: "09:00", closes: "17:30"}

# The country's emergency number, in quotes, and a line more on getting help.
emergency:
  number: $emergency
  #text: If you cannot speak on the phone, text 999.

# The page that the QR code leads to. Without it there is no QR code, unless contacts has a web page.
$booking

# The paper in the printer, a4 or letter, and the edge that the printer leaves white.
paper:
  size: $paper
  #margin: 5mm

# The registers that the clinic is in, for the imprint.
#registrations:
#  - {body: HCPC, number: "PH 012345"}

# Logos of bodies that the clinic is accredited by.
#accreditors:
#  - {file: accreditor.svg, alt: Name of the body}

# A line on interpreters.
#interpreter: We can book an interpreter. It is free.

# Who answers for this clinic's edition, and where readers send remarks: a mail address or a web page.
#author: Your clinic's team
#feedback: leaflets@clinic.example

# Your own words in the leaflet, in the places that content.yaml keeps for them.
#slots:
$slots

# Sections, parts or items that you do not print, of those that content.yaml lets clinics leave out.
#leaves-out: []
""")
