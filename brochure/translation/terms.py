"""Whether a translation says each term in the language's own word for it."""

from __future__ import annotations

from brochure.content.model import Content
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.translation.apply import find_lack
from brochure.translation.catalogue import Catalogue
from brochure.translation.units import find_terms
from brochure.translation.units import find_units
from brochure.translation.units import TERMS


def judge_terms(content: Content, catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    """A warning for each translation that does not use the language's own word for a term."""
    findings = Findings(catalogue.language)
    terms = {
        context.removeprefix(TERMS): [form.strip().casefold() for form in entry.words.split("|")]
        for context, entry in catalogue.entries.items()
        if context.startswith(TERMS) and entry.words.strip()
    }
    for unit in find_units(content):
        if unit.context.startswith(TERMS) or find_lack(unit, catalogue) is not None:
            continue
        words = catalogue.entries[unit.context].words
        plain = words.replace("**", "").casefold()
        for name, term in find_terms(unit.words, content.terminology):
            forms = [form for form in terms.get(name, ()) if form]
            if forms and not any(form in plain for form in forms):
                findings.warn(
                    f'"{unit.context}" does not say "{term}" as the terminology does: {" or ".join(forms)}',
                    words.source,
                    "use that word, or add the form that it has here to the term",
                )
    return tuple(findings)
