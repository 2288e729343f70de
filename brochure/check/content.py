"""The table of rules that content must pass, and the verb that runs them."""

from __future__ import annotations

import math
from datetime import date

from brochure.check import claims
from brochure.check import grade
from brochure.check import structure
from brochure.check import words
from brochure.check.rule import look_at
from brochure.check.rule import Rule
from brochure.content.model import Content
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.diagnostics import Source

ERROR = Severity.ERROR
WARNING = Severity.WARNING

RULES = (
    Rule("main-message", ERROR, "CDC Index 1", structure.ask_for("main-message", "the main message")),
    Rule("main-message-first", ERROR, "CDC Index 2", structure.find_message_not_first),
    Rule("main-message-length", WARNING, "CDC Index 1", structure.find_long_message, english=True),
    Rule("summary", ERROR, "PEMAT 11, CDC Index 10", structure.find_missing_summary),
    Rule("action", ERROR, "CDC Index 5, PEMAT 20", structure.ask_for("action", "a call to action")),
    Rule("action-voice", WARNING, "CDC Index 6, PEMAT 21", structure.find_passive_actions, english=True),
    Rule("known", ERROR, "CDC Index 11", structure.ask_for("known", "what is known")),
    Rule("unknown", ERROR, "CDC Index 11", structure.ask_for("unknown", "what is not known")),
    Rule("benefits", ERROR, "CDC Index 19, PIF", structure.ask_for("benefits", "what may help")),
    Rule("risks", ERROR, "CDC Index 19, PIF", structure.ask_for("risks", "what may harm")),
    Rule("urgent", ERROR, "CDC Index 14", structure.ask_for("urgent", "when to get help")),
    Rule("tool", WARNING, "PEMAT 23", structure.ask_for("tool", "a checklist or other tool")),
    Rule("list-length", ERROR, "CDC Index 8", structure.find_long_lists),
    Rule("picture-alt", ERROR, "CDC Index 4, PEMAT 17", structure.find_unknown_pictures),
    Rule("picture", WARNING, "CDC Index 4", structure.find_no_picture),
    Rule("dates", ERROR, "PIF TICK", structure.find_bad_dates),
    Rule("review-due", WARNING, "PIF TICK", structure.find_due_review),
    Rule("producer", ERROR, "PIF TICK", structure.find_missing_producer),
    Rule("feedback", ERROR, "PIF TICK 8", structure.ask_for("feedback", "a way to send feedback")),
    Rule("sources", ERROR, "PIF TICK 4", claims.find_missing_sources),
    Rule("claim-source", ERROR, "PIF TICK 4", claims.find_claims_without_source),
    Rule("source-known", ERROR, "PIF TICK 4", claims.find_unknown_sources),
    Rule("source-tier", ERROR, "PIF TICK 4", claims.find_weak_sources),
    Rule("source-used", WARNING, "PIF TICK 4", claims.find_unused_sources),
    Rule("hard-word", ERROR, "CDC Index 7, PEMAT 4", claims.find_unexplained_words, english=True),
    Rule("explanation", ERROR, "CDC Index 7, PEMAT 4", claims.find_false_explanations),
    Rule("over-claim", ERROR, "the evidence", words.find_over_claims, english=True),
    Rule("bare-promise", WARNING, "the evidence", words.find_bare_promises, english=True),
    Rule("flat-denial", WARNING, "the evidence", words.find_flat_denials, english=True),
    Rule("plain-word", WARNING, "PEMAT 3", words.find_stiff_words, english=True),
    Rule("capitals", WARNING, "RNIB Clear Print", words.find_capitals, english=True),
    Rule("decimal", WARNING, "CDC Index 15", words.find_decimals),
    Rule("denominator", ERROR, "CDC Index 17", words.find_mixed_denominators, english=True),
    Rule("grade-limit", ERROR, "NIH", grade.find_above(grade.LIMIT, math.inf), english=True),
    Rule("grade-aim", WARNING, "AMA", grade.find_above(grade.AIM, grade.LIMIT), english=True),
)
"""Every demand, by name. Passing them all is no PEMAT, CDC or PIF TICK score: those need people."""


def check_content(content: Content, today: date | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with the content, in the order of the file, what concerns the whole file first.

    `today` lets the review's date be weighed; None leaves that out. Each message ends in its rule's
    name and where the rule comes from.
    """
    subject = look_at(content, today)
    english = content.leaflet.language.split("-")[0] == "en"
    found = [
        Diagnostic(rule.severity, f"{told.message} [{rule.name}: {rule.clause}]", told.place, told.hints)
        for rule in RULES
        if english or not rule.english
        for told in rule.find(subject)
    ]
    return tuple(sorted(found, key=_order))


def _order(item: Diagnostic) -> tuple[str, int, int]:
    place = item.source or Source("")
    return place.path, place.line, place.column
