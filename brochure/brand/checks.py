"""What one value of clinic.yaml must look like: each check returns it, or refuses it with a way out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from brochure.diagnostics import Source
from brochure.marked import Refusal
from brochure.marked import Str
from brochure.units import length
from brochure.units import MM

LONGEST = 200
"""Characters that a printed line may have; more than any box holds, and a bound for what follows."""

LOGO_KINDS = (".svg", ".png", ".jpg", ".jpeg")

# Control characters, and the marks that reorder or hide text for whoever reads it.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()./-]*(?: ?(?:ext\.?|x) ?[0-9]{1,6})?\Z|\([0-9][0-9 ()./-]*\Z")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}\Z")
_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}\Z")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]\Z")


def check_line(text: Str) -> Str:
    """One line of words: neither empty, nor long, nor with characters that do not show."""
    if not text.strip():
        raise Refusal("words are missing here", "take the line out if there are none to give")
    if len(text) > LONGEST:
        raise Refusal(
            f"this line has {len(text)} characters, and {LONGEST} is the most", source=text.place(LONGEST)
        )
    if "\n" in text:
        raise Refusal("this must be one line of text", source=text.source)
    return check_seen(text)


def check_seen(text: Str, but: str = "") -> Str:
    """Words without characters that do not show; those in `but` may stand there all the same."""
    unseen = next((match for match in _UNSEEN.finditer(text) if match[0] not in but), None)
    if unseen:
        code = f"U+{ord(unseen[0]):04X}"
        raise Refusal(
            f"a character that does not show stands here, {code}",
            "delete it",
            source=text.place(unseen.start()),
        )
    return text


def check_telephone(text: Str) -> Str:
    """A telephone number as people write it."""
    check_line(text)
    digits = sum(character.isdigit() for character in text)
    if not _TELEPHONE.match(text) or not 3 <= digits <= 20:
        hint = 'write digits, spaces, "+", "-", "(" and ")" only, as in "01632 960142" or "+44 1632 960142"'
        raise Refusal(f'"{text}" is not a telephone number', hint)
    return text


def check_mail(text: Str) -> Str:
    """An e-mail address without anything around it."""
    if not _MAIL.match(check_line(text)):
        raise Refusal(f'"{text}" is not an e-mail address', 'write it as in "desk@clinic.example"')
    return text


def check_web(text: Str) -> Str:
    """A web address to print, to click and to put in a QR code: http or https, no user name, no spaces."""
    check_line(text)
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        plain = "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket or a port that makes no sense
        plain, host = False, ""
    if not text.lower().startswith(("https://", "http://")):
        scheme, colon, _ = text.partition(":")
        hint = (
            f'did you mean "https://{text}"?'
            if not colon or "." in scheme
            else "other kinds of link are not printed"
        )
        raise Refusal(f'"{text}" does not start with "https://" or "http://"', hint)
    if not plain or not _HOST.match(host) or re.search(r"""[\s"<>\\^`{|}]""", text):
        raise Refusal(f'"{text}" is not a web address', 'write it as in "https://clinic.example/book"')
    return text


def check_feedback(text: Str) -> Str:
    """An e-mail address or a web address."""
    return check_mail(text) if "@" in text and "://" not in text else check_web(text)


def check_clock(text: Str) -> Str:
    """A time of day by the 24-hour clock."""
    if not _CLOCK.match(text):
        raise Refusal(
            f'"{text}" is not a time of day', 'write hours and minutes by the 24-hour clock, as in "17:30"'
        )
    return text


def check_file(text: Str) -> Str:
    """A file's name inside the clinic's own folder; whether it is there is for the reader to see."""
    check_line(text)
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or re.search(r"[\\:]", text):
        hint = 'put the file there and write its name alone, as in "logo.svg"'
        raise Refusal(f'"{text}" is not in this clinic\'s own folder', hint)
    if path.suffix.lower() not in LOGO_KINDS:
        raise Refusal(f'"{text}" is not a picture that can be read', f"known: {', '.join(LOGO_KINDS)}")
    return text


class Measure(float):
    """A length in points that knows where it was written."""

    source: Source = Source("")


def read_margin(value: object) -> Measure:
    """Points of a margin or clear space, 0 to 20 mm."""
    return _read_length(value, 0, 20)


def read_width(value: object) -> Measure:
    """Points of a logo's least width, 5 to 80 mm."""
    return _read_length(value, 5, 80)


def _read_length(value: object, least: int, most: int) -> Measure:
    try:
        points = length(value if isinstance(value, str) else str(value))
    except ValueError as error:
        raise Refusal(str(error)) from None
    if not least * MM - 0.01 <= points <= most * MM + 0.01:
        raise Refusal(f'"{value}" is out of bounds: {least} mm to {most} mm')
    measure = Measure(points)
    if isinstance(value, Str):
        measure.source = value.source
    return measure
