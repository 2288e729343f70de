"""A template's tokens with marks of origin and bounds put in between, before Jinja compiles them."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import TemplateSyntaxError
from jinja2.lexer import Token

from brochure.layouts.origins import LEAVE
from brochure.layouts.origins import mark_entry
from brochure.layouts.origins import mark_place
from brochure.layouts.origins import mark_tags

STATEMENTS = frozenset(
    {"for", "endfor", "else", "elif", "if", "endif", "set", "endset", "macro", "endmacro", "call", "endcall"}
    | {"import", "from", "with", "endwith"}
)


def instrument(tokens: Sequence[Token], template: str) -> list[Token]:
    """The same template, with marks before start tags and calls, around macros, and a count in each loop.

    Raises TemplateSyntaxError for what templates of ours do without.
    """
    made: list[Token] = []
    # Open loops and macros: where their count stands in `made`, and how much text they print at least.
    open_blocks: list[tuple[int, int]] = []
    size = 0
    for at, token in enumerate(tokens):
        line, kind = token.lineno, token.type
        if kind == "data":
            size += len(token.value)
            made.append(Token(line, kind, mark_tags(token.value, template, line)))
            continue
        if kind == "tilde":
            raise TemplateSyntaxError('"~" is not used here: write + between texts', line, template)
        statement = tokens[at + 1].value if kind == "block_begin" and at + 1 < len(tokens) else ""
        if kind == "block_begin":
            _check_statement(tokens, at, template)
        if statement in ("endfor", "endmacro") and open_blocks:
            if statement == "endmacro":
                made.append(Token(line, "data", LEAVE))
            place, before = open_blocks.pop()
            made[place] = Token(made[place].lineno, "integer", size - before)  # type: ignore[arg-type]
        if statement == "call" or (kind == "variable_begin" and _is_call(tokens, at + 1)):
            made.append(Token(line, "data", mark_place(template, line)))
        made.append(token)
        if kind == "block_end":
            opened = _opened_by(tokens, at)
            if opened == "macro":
                made.append(Token(line, "data", mark_entry(_name_of_macro(tokens, at))))
            if opened:
                open_blocks.append((len(made) + 1, size))
                made += _count(line)
    return made


def _count(line: int) -> list[Token]:
    """The tokens of `{{ 0|step_ }}`."""
    return [
        Token(line, "variable_begin", "{{"),
        Token(line, "integer", 0),  # type: ignore[arg-type]
        Token(line, "pipe", "|"),
        Token(line, "name", "step_"),
        Token(line, "variable_end", "}}"),
    ]


def _check_statement(tokens: Sequence[Token], at: int, template: str) -> None:
    token = tokens[at + 1]
    if token.type == "name" and token.value not in STATEMENTS:
        raise TemplateSyntaxError(
            f'"{token.value}" is not used in these templates: {", ".join(sorted(STATEMENTS))}',
            token.lineno,
            template,
        )


def _begin(tokens: Sequence[Token], end: int) -> int:
    """Where the statement that ends at `end` begins."""
    while tokens[end].type != "block_begin":
        end -= 1
    return end


def _opened_by(tokens: Sequence[Token], end: int) -> str:
    """ "for" or "macro" when the statement that ends here opens one, else ""."""
    begin = _begin(tokens, end)
    word = tokens[begin + 1]
    if word.value == "for" and tokens[end - 1].value == "recursive":
        raise TemplateSyntaxError('"recursive" loops are not used here', word.lineno)
    return word.value if word.value in ("for", "macro") else ""


def _name_of_macro(tokens: Sequence[Token], end: int) -> str:
    return tokens[_begin(tokens, end) + 2].value


def _is_call(tokens: Sequence[Token], at: int) -> bool:
    """Whether an expression starts with the call of a name, perhaps one with dots."""
    while at + 1 < len(tokens) and tokens[at].type == "name":
        following = tokens[at + 1].type
        if following == "lparen":
            return True
        if following != "dot":
            return False
        at += 2
    return False
