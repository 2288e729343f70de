"""What a clinic says in its own words, in one language or in several, and names, which stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping
from typing import Any

from brochure.diagnostics import nearest
from brochure.marked import Refusal
from brochure.marked import Str

_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_TAG_SCHEMA = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}
_TAG_HINT = 'write it as in "en", "pt-BR" or "zh-Hant"'
_FIXED = ("text", "translate", "language")
_FIXED_SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "translate": {"enum": ["no", False]},
        "language": _TAG_SCHEMA,
    },
    "required": ["text", "translate"],
    "additionalProperties": False,
}
_SAID_SCHEMA = {
    "type": "object",
    "propertyNames": {"pattern": _TAG_SCHEMA["pattern"]},
    "additionalProperties": {"type": "string"},
    "minProperties": 1,
}
MOTTO_SCHEMA = {"anyOf": [{"type": "string"}, _SAID_SCHEMA, _FIXED_SCHEMA]}
"""What an editor is told of words that may stay as they are."""


class Named(Str):
    """A name or an address line: the same in every edition, in `language`, "" for the leaflet's own one."""

    __slots__ = ("language",)

    language: str

    def __new__(cls, text: Str, language: str = "") -> Named:
        self = super().__new__(cls, text, text.source, text.written)
        assert isinstance(self, Named)
        self.language = language
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Named, (Str(self, self.source, self.written), self.language)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            take_name, serialization=core_schema.to_string_ser_schema(when_used="json")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, _FIXED_SCHEMA]}


class Said:
    """A text by language; one that is written alone is in the leaflet's own language.

    `texts` are pairs of language tag and words, "" for words that are written alone. Words that are `fixed`
    are one such pair, and the same in every edition.
    """

    __slots__ = ("fixed", "texts")

    texts: tuple[tuple[str, Str], ...]
    fixed: bool

    def __init__(self, *texts: tuple[str, Str], fixed: bool = False) -> None:
        self.texts = texts
        self.fixed = fixed

    def pick(self, language: str, own: str) -> Str | None:
        """The words in `language`, or in the one that it is a kind of; `own` is that of words alone.

        None where there are none: words of another language never stand in for them, unless they are `fixed`.
        """
        if self.fixed:
            return self.first
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
        return self.pick(language, "") or self.first

    def tongue(self, text: Str, own: str) -> str:
        """The language of one of these texts; `own` is that of words that are written alone."""
        return next(tag for tag, words in self.texts if words is text) or own

    @property
    def first(self) -> Str:
        """The words that are written first: they know where all of them stand."""
        return self.texts[0][1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Said) and (self.texts, self.fixed) == (other.texts, other.fixed)

    def __hash__(self) -> int:
        return hash((self.texts, self.fixed))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(take)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, _SAID_SCHEMA]}


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


def translated(said: Said) -> Said:
    """Refuse sentences that are the same in every edition: those who read another language must have them."""
    if said.fixed:
        raise Refusal(
            "these words must be translated: translate: no is for names and addresses",
            'say them in each language that you offer: one line a language, "en: …"',
            source=_place(said.first),
        )
    return said


def take_name(value: object) -> Named:
    """A name as YAML gives it: a text, or one that says its language."""
    if isinstance(value, Named):
        return value
    if isinstance(value, str):
        return Named(value if isinstance(value, Str) else Str(value))
    if not isinstance(value, dict) or not value:
        raise Refusal("must be text", 'a name in another language: {text: "…", translate: no, language: de}')
    return Named(*_take_fixed(value))


def _take_fixed(value: Mapping[str, object]) -> tuple[Str, str]:
    """Words that are not to be translated, and their language: "" for the leaflet's own one."""
    for key in value:
        if key not in _FIXED:
            place = _place(key) if isinstance(key, Str) else None
            raise Refusal(f'"{key}" is not there', *nearest(key, _FIXED), source=place)
    text, translate, language = (value.get(name) for name in _FIXED)
    if not isinstance(text, str):
        raise Refusal('"text" is missing here', 'write {text: "…", translate: no}')
    if translate not in ("no", False):
        place = _place(translate) if isinstance(translate, Str) else None
        raise Refusal(
            '"translate" can only be no', "words that are translated have one line a language", source=place
        )
    if language is not None and not (isinstance(language, str) and _TAG.match(language)):
        place = _place(language) if isinstance(language, Str) else None
        raise Refusal(f'"{language}" is not a language tag', _TAG_HINT, source=place)
    return text if isinstance(text, Str) else Str(text), str(language or "")


def take(value: object) -> Said:
    """Words as YAML gives them: a text, texts by language, or one that is not to be translated."""
    if isinstance(value, Said):
        return value
    if isinstance(value, str):
        return Said(("", value if isinstance(value, Str) else Str(value)))
    if not isinstance(value, dict) or not value:
        raise Refusal("words are missing here", 'write them, or one line a language: "en: …"')
    if "text" in value or "translate" in value:
        text, language = _take_fixed(value)
        return Said((language, text), fixed=True)
    texts = []
    for tag, text in value.items():
        place = _place(tag) if isinstance(tag, Str) else None
        if not _TAG.match(tag):
            raise Refusal(f'"{tag}" is not a language tag', _TAG_HINT, source=place)
        if not isinstance(text, str):
            raise Refusal(f'the words in "{tag}" must be text', "put them in quotes", source=place)
        texts.append((str(tag), text if isinstance(text, Str) else Str(text)))
    return Said(*texts)


def _place(text: Str) -> Any:
    return text.source if text.source.path else None
