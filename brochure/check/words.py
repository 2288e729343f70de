"""Rules about single words: claims that go too far, words that could be plainer, capitals and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from brochure.check.rule import Remark
from brochure.check.rule import remark
from brochure.check.rule import Subject


class Claim(NamedTuple):
    """Words that promise more than the evidence carries, and words that may be said instead."""

    pattern: re.Pattern[str]
    instead: str


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_MAY_EASE = "may ease pain for some people"
_UNSURE = "we do not know if it helps damaged nerves"

OVER_CLAIMS = tuple(
    Claim(_words(pattern), instead)
    for pattern, instead in (
        (r"cures?|cured|curing", "may ease some symptoms"),
        (r"break(?:s|ing)?(?: \w+){0,4} up|breaks? down", "may help a scar feel softer and less tight"),
        (r"improv(?:e|es|ing) nerves?(?: function)?", _UNSURE),
        (r"(?:heal|repair|restore|regenerate)(?:s|ing)? (?:\w+ )?nerves?", _UNSURE),
        (r"revers(?:e|es|ing) (?:\w+ ){0,2}(?:damage|neuropathy)", "treatment can ease symptoms"),
        (r"toxins?|detox\w*", "nothing: no evidence was found"),
        (r"cortisol|stress hormones?", "you may feel calmer for a while"),
        (r"will (?:\w+ )?(?:relieve|ease|help|heal|improve|reduce|soften|lower|stop|end|fix)", _MAY_EASE),
        (r"guarantee[ds]?|proven|miracle|always works|works for everyone", "may help some people"),
        (r"(?:completely|totally|perfectly) safe|risk-free|no side[- ]effects", "serious harm looks rare"),
        (r"particularly beneficial|best treatment", "may help some people feel better for a while"),
    )
)

_NEGATION = re.compile(r"\b(?:not|never|no|nor|cannot|without|nobody|no-one)\b|n['’]t\b", re.IGNORECASE)
_TURN = re.compile(r"\b(?:but|yet|instead)\b|;", re.IGNORECASE)


def find_over_claims(subject: Subject) -> Iterator[Remark]:
    """Promises; the same words after a "not" are the honest opposite and pass."""
    for spot in subject.spots:
        for sentence in spot.sentences:
            for claim in OVER_CLAIMS:
                for match in claim.pattern.finditer(sentence.words):
                    if not _is_negated(sentence.words, match.start()):
                        message = f'"{match[0]}" promises too much: "{sentence.words}"'
                        yield remark(message, sentence.place(match.start()), f"say instead: {claim.instead}")


def _is_negated(words: str, index: int) -> bool:
    """Whether the words before `index` deny what comes there; a "but" between them ends the denial."""
    before = _TURN.split(words[:index])[-1]
    return _NEGATION.search(before) is not None


_PROMISE = _words(
    "helps|eases|relieves|improves|reduces|lowers|boosts|releases|softens|heals|treats|stimulates|promotes|"
    "alleviates|loosens|calms|soothes|increases|restores"
)
_HEDGE = _words("may|might|can|could|some|sometimes|if|whether|how")


def find_bare_promises(subject: Subject) -> Iterator[Remark]:
    """A flat "helps" where only "may help" is known."""
    for spot in subject.spots:
        if spot.kinds & {"unknown", "plain"}:
            continue
        for sentence in spot.sentences:
            for match in _PROMISE.finditer(sentence.words):
                before = sentence.words[: match.start()]
                if not _HEDGE.search(before) and not _NEGATION.search(before):
                    message = f'"{match[0]}" is said without "may": "{sentence.words}"'
                    yield remark(
                        message,
                        sentence.place(match.start()),
                        f"say may, for whom and for how long: {_MAY_EASE}",
                    )


_FLAT = _words(r"(?:there is )?no cure")


def find_flat_denials(subject: Subject) -> Iterator[Remark]:
    """A flat "no cure" leaves out those whose neuropathy has a cause that can be treated."""
    for spot in subject.spots:
        for sentence in spot.sentences:
            for match in _FLAT.finditer(sentence.words):
                hint = "say: many types cannot be fully cured; some get better when the cause is treated"
                yield remark(
                    f'"{match[0]}" is too flat: "{sentence.words}"', sentence.place(match.start()), hint
                )


PLAINER = {
    "alleviate": "ease",
    "alleviates": "ease",
    "analgesic": "painkiller",
    "beneficial": "helpful",
    "discomfort": "pain",
    "exacerbate": "make worse",
    "exacerbates": "makes worse",
    "facilitate": "make easier",
    "holistic": "nothing: leave it out",
    "inflammation": "swelling",
    "manipulating": "pressing and moving",
    "physician": "doctor",
    "prior to": "before",
    "sufficient": "enough",
    "utilise": "use",
    "utilize": "use",
}

_PLAINER = _words("|".join(PLAINER))


def find_stiff_words(subject: Subject) -> Iterator[Remark]:
    """Words that have a plainer one."""
    for spot in subject.spots:
        if "glossary" in spot.kinds:
            continue
        for sentence in spot.sentences:
            for match in _PLAINER.finditer(sentence.words):
                message = f'"{match[0]}" could be plainer: "{sentence.words}"'
                yield remark(message, sentence.place(match.start()), f"say: {PLAINER[match[0].lower()]}")


_CAPITALS = re.compile(r"\b[A-Z]{2,}\b(?:[\s,]+\b[A-Z]{2,}\b){2,}")


def find_capitals(subject: Subject) -> Iterator[Remark]:
    """Three words or more in capitals: they are read letter by letter."""
    for spot in subject.spots:
        for text in spot.texts:
            for match in _CAPITALS.finditer(text):
                message = f'"{match[0]}" is set in capitals'
                yield remark(message, text.place(match.start()), "for weight write **words**")


_DECIMAL = re.compile(r"(?<![\d.])\d+[.,]\d+(?![\d.])")


def find_decimals(subject: Subject) -> Iterator[Remark]:
    """Numbers with decimals: readers use whole ones."""
    for spot in subject.spots:
        for text in spot.texts:
            for match in _DECIMAL.finditer(text):
                yield remark(
                    f'"{match[0]}" is not a whole number',
                    text.place(match.start()),
                    "round it, or leave it out",
                )


_NUMBER = r"\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand"
_SHARE = re.compile(
    rf"\b(?:\d+|one|two|three|four|five) (?:in|out of) (?:every )?({_NUMBER})\b|\d+ of (\d+)\b|\d+ ?(%)",
    re.IGNORECASE,
)


def find_mixed_denominators(subject: Subject) -> Iterator[Remark]:
    """Shares of different wholes (1 in 10, 5 of 20, 30 %): nobody should have to convert them."""
    first: tuple[str, str] | None = None
    for spot in subject.spots:
        for text in spot.texts:
            for match in _SHARE.finditer(text):
                whole = next(group for group in match.groups() if group)
                whole = {"%": "100", "hundred": "100", "ten": "10"}.get(whole.lower(), whole.lower())
                if first is None:
                    first = (whole, match[0])
                elif whole != first[0]:
                    message = f'"{match[0]}" counts in {whole}, but "{first[1]}" counts in {first[0]}'
                    yield remark(message, text.place(match.start()), "count in the same number throughout")
