"""A clinic's own words: all that it says in sentences, in which languages, and how much room it fills."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping

from brochure.brand.model import Brand
from brochure.brand.said import Said
from brochure.diagnostics import Findings


def own_words(brand: Brand) -> Iterator[tuple[str, Said]]:
    """What stands in clinic.yaml in the clinic's own words, by name; slots are "slots.<name>".

    Alternative texts are not among them: they are names, and one written alone serves every language.
    """
    lines = {
        "tagline": brand.tagline,
        "emergency.text": brand.emergency.text,
        "interpreter": brand.interpreter,
        **{f"slots.{name}": passage for name, passage in brand.slots.items()},
    }
    yield from ((name, said) for name, said in lines.items() if said is not None)


def find_unsaid(brand: Brand, language: str, own: str) -> Findings:
    """An error for each of the clinic's own words that are not there in the edition's language.

    `own` is the language of words that are written alone.
    """
    findings = Findings()
    for name, said in own_words(brand):
        if said.pick(language, own) is None:
            written = ", ".join(tag or own for tag, _ in said.texts)
            findings.fail(
                f'"{name}" has no words in "{language}"',
                said.first.source,
                f'they are there in {written}: add a line "{language}: …"',
            )
    return findings


def find_slot_room(
    brand: Brand, language: str, own: str, lines: Mapping[str, int], letters: Mapping[str, int]
) -> dict[str, int]:
    """Lines by slot: 0 where it is not filled, half of `lines` where it is at most half full, else all.

    `letters` is the most that each slot holds. Two lengths are enough: clinics with other words then share
    one composed leaflet as often as can be.
    """
    room = {}
    for name, most in lines.items():
        passage = brand.slots.get(name)  # type: ignore[call-overload]
        text = passage.pick(language, own) if passage is not None else None
        full = len(text.strip()) * 2 > letters[name] if text is not None else False
        room[name] = 0 if text is None else most if full else (most + 1) // 2
    return room
