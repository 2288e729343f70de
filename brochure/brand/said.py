"""What a clinic says in its own words, in one language or in several."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from brochure.marked import Refusal
from brochure.marked import Str

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


class Said:
    """A text by language; one that is written alone is in the leaflet's own language.

    `texts` are pairs of language tag and words, "" for words that are written alone.
    """

    __slots__ = ("texts",)

    texts: tuple[tuple[str, Str], ...]

    def __init__(self, *texts: tuple[str, Str]) -> None:
        self.texts = texts

    def pick(self, language: str, own: str) -> Str | None:
        """The words in `language`, or in the one that it is a kind of; `own` is that of words alone.

        None where there are none: words of another language never stand in for them.
        """
        texts = dict(self.texts)
        alone = texts.pop("", None)
        tag = language
        while tag:
            if tag in texts:
                return texts[tag]
            if tag == own and alone is not None:
                return alone
            tag = tag.rpartition("-")[0]
        return None

    def pick_name(self, language: str) -> Str:
        """As `pick`, for a name: what is written alone, or first, is the same in every language."""
        return self.pick(language, "") or self.texts[0][1]

    @property
    def first(self) -> Str:
        """The words that are written first: they know where all of them stand."""
        return self.texts[0][1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and self.texts == other.texts

    def __hash__(self) -> int:
        return hash(self.texts)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(take)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        by_language = {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
            "additionalProperties": {"type": "string"},
            "minProperties": 1,
        }
        return {"anyOf": [{"type": "string"}, by_language]}


def checked(check: Callable[[Str], Str]) -> Callable[[Said], Said]:
    """A validator that looks at the words of each language with `check`."""

    def check_each(said: Said) -> Said:
        for _, text in said.texts:
            try:
                check(text)
            except Refusal as refusal:
                raise Refusal(
                    refusal.message, *refusal.hints, source=refusal.source or _place(text)
                ) from None
        return said

    return check_each


def take(value: object) -> Said:
    """Words as YAML gives them: a text, or texts by language."""
    if isinstance(value, Said):
        return value
    if isinstance(value, str):
        return Said(("", value if isinstance(value, Str) else Str(value)))
    if not isinstance(value, dict) or not value:
        raise Refusal("words are missing here", 'write them, or one line a language: "en: …"')
    texts = []
    for tag, text in value.items():
        place = _place(tag) if isinstance(tag, Str) else None
        if not _TAG.match(tag):
            raise Refusal(
                f'"{tag}" is not a language tag', 'write it as in "en", "pt-BR" or "zh-Hant"', source=place
            )
        if not isinstance(text, str):
            raise Refusal(f'the words in "{tag}" must be text', "put them in quotes", source=place)
        texts.append((str(tag), text if isinstance(text, Str) else Str(text)))
    return Said(*texts)


def _place(text: Str) -> Any:
    return text.source if text.source.path else None
