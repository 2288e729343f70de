"""Rules about what must be there: the main message first, risks beside benefits, help, dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date

from brochure.check.rule import Remark
from brochure.check.rule import remark
from brochure.check.rule import Subject
from brochure.diagnostics import Source

LONGEST_LIST = 7
"""Items; the CDC Clear Communication Index, item 8."""

LONGEST_MESSAGE = 3
"""Sentences of a main message; the same, item 1."""

LONGEST_VALIDITY = 36
"""Months from publication to review; PIF TICK."""

SOON = 3
"""Months before a review that are its last call."""


def ask_for(kind: str, what: str) -> Callable[[Subject], Iterator[Remark]]:
    """A rule that wants at least one block of this kind; `what` names it in the message."""

    def find(subject: Subject) -> Iterator[Remark]:
        if not subject.of_kind(kind):
            yield remark(f"{what} is missing", subject.file, f'mark the block with "kind: {kind}"')

    return find


def find_message_not_first(subject: Subject) -> Iterator[Remark]:
    """The first section after the cover must be the main message."""
    messages = subject.of_kind("main-message")
    sections = [spot for spot in subject.spots if "." not in spot.path and spot.block.kind != "plain"]
    if messages and sections and sections[0].block.kind != "main-message":
        message = f'"{sections[0].path}" stands before the main message'
        yield remark(message, sections[0].place, f'put "{messages[0].path}" first')


def find_long_message(subject: Subject) -> Iterator[Remark]:
    """A main message of more than three sentences is several messages."""
    for message in subject.of_kind("main-message"):
        sentences = [
            sentence
            for spot in subject.spots
            if spot.path == message.path or spot.path.startswith(f"{message.path}.")
            for sentence in spot.sentences
            if sentence.text is spot.block.text
        ]
        if len(sentences) > LONGEST_MESSAGE:
            told = f"the main message has {len(sentences)} sentences, {LONGEST_MESSAGE} at most are wanted"
            yield remark(told, sentences[LONGEST_MESSAGE].place())


def find_missing_summary(subject: Subject) -> Iterator[Remark]:
    """The main message is the summary when it says at least two things."""
    if not any(len(spot.block.items) > 1 for spot in subject.of_kind("main-message")):
        hint = "give the main message two or three items: what helps, what does not, what to do"
        yield remark("a summary of the key facts is missing", subject.file, hint)


_YOU = re.compile(r"\byour?s?\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:\w+ly )?\w+(?:ed|wn|ken|ven)\b",
    re.IGNORECASE,
)


def find_passive_actions(subject: Subject) -> Iterator[Remark]:
    """A call to action speaks to "you", in active voice."""
    for spot in subject.of_kind("action"):
        text = spot.block.text
        if text is None:
            continue
        if not _YOU.search(text):
            yield remark(f'this call to action does not say "you": "{text}"', text.source)
        if passive := _PASSIVE.search(text):
            told = f'"{passive[0]}" is not in active voice: "{text}"'
            yield remark(told, text.place(passive.start()), "say who does it: you")


def find_long_lists(subject: Subject) -> Iterator[Remark]:
    """Lists of more than seven items."""
    for spot in subject.spots:
        items = list(spot.block.items)
        if len(items) > LONGEST_LIST:
            message = f'the list "{spot.path}" has {len(items)} items, {LONGEST_LIST} at most are wanted'
            yield remark(message, items[LONGEST_LIST].source, "split it in two parts with a heading each")


def find_unknown_pictures(subject: Subject) -> Iterator[Remark]:
    """A picture says something, or is declared decoration; not both, not neither."""
    for name, picture in subject.content.pictures.items():
        if picture.alt is None and not picture.decoration:
            hints = ("say what it shows: alt: …", "or that it shows nothing new: decoration: true")
            yield remark(f'picture "{name}" has no alternative text', name.source, *hints)
        elif picture.alt is not None and picture.decoration:
            yield remark(f'picture "{name}" has an alternative text and is decoration too', name.source)


def find_no_picture(subject: Subject) -> Iterator[Remark]:
    """At least one picture should carry meaning."""
    if not any(picture.alt for picture in subject.content.pictures.values()):
        yield remark("no picture supports the main message", subject.file)


def find_bad_dates(subject: Subject) -> Iterator[Remark]:
    """Review follows publication by 36 months at most, and both are printed."""
    leaflet = subject.content.leaflet
    place = Source(leaflet.id.source.path, leaflet.id.source.line)
    if leaflet.review <= leaflet.published:
        yield remark(f'review "{leaflet.review}" is not after publication "{leaflet.published}"', place)
    elif _months_between(leaflet.published, leaflet.review) > LONGEST_VALIDITY:
        told = f'review "{leaflet.review}" is more than {LONGEST_VALIDITY} months after "{leaflet.published}"'
        yield remark(told, place, "health information is looked at again within three years")
    printed = " ".join(text for spot in subject.spots for text in spot.texts)
    for name in ("published", "review"):
        if f"{{{name}}}" not in printed:
            told = f"the date of {name} is not printed"
            yield remark(told, subject.file, f"say it in the imprint: {{{name}}}")


def find_due_review(subject: Subject) -> Iterator[Remark]:
    """A review that is due within three months of today."""
    review = subject.content.leaflet.review
    if subject.today is not None and _months_between(subject.today, review) <= SOON:
        yield remark(f'the review is due on "{review}"', subject.content.leaflet.id.source)


def find_missing_producer(subject: Subject) -> Iterator[Remark]:
    """Who made the leaflet."""
    if subject.content.leaflet.author is None and not subject.of_kind("producer"):
        hint = 'give "author" in "leaflet", or a block with "kind: producer" that holds {author}'
        yield remark("nobody is named as the leaflet's author", subject.file, hint)


def _months_between(first: date, last: date) -> int:
    """Months from `first` to `last`, a begun one counted whole."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months + (last.day > first.day)
