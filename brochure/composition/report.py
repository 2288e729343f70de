"""What does not fit, and what is half empty, in the words of the person who can mend it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from brochure.composition.flow import Filled
from brochure.composition.measure import Measure
from brochure.composition.measure import names
from brochure.composition.panels import SolvedPanel
from brochure.diagnostics import Findings
from brochure.document.tree import Element
from brochure.document.tree import Span
from brochure.units import millimetres

HALF_EMPTY = 0.5
"""A panel, or the last column of a flow, that its words fill less than this is told as a warning."""


@dataclass(frozen=True, slots=True)
class Overflow:
    """Too high by `over` points: `kind` is "panel", "flow", "clinic", or "word" (then it is too wide)."""

    kind: str
    name: str
    over: float
    elements: tuple[Element, ...]
    natural: float


def _spans(elements: Sequence[Element]) -> list[Span]:
    return [span for element in elements for part in element.walk() for span in part.spans]


def count_words(elements: Sequence[Element]) -> int:
    """Words as white space parts them: for languages without spaces, stretches between punctuation."""
    return sum(len(span.text.split()) for span in _spans(elements))


def report_overflow(measure: Measure, overflows: Sequence[Overflow], plan: str, findings: Findings) -> None:
    """Say of each overflow where it is, by how many millimetres, at which size, and about how many words."""
    size = f"{measure.fit.size:g} pt, the smallest size"
    for overflow in overflows:
        last = overflow.elements[-1] if overflow.elements else None
        spans = _spans(overflow.elements)
        source = (last.source if last else None) or None
        trace = last.trace if last else ()
        if overflow.kind == "word":
            words = "".join(span.text for span in spans)
            longest = max(words.split(), key=len, default=words)
            place = spans[0].source if spans else source
            findings.fail(
                f'"{longest}" is wider than its line by {millimetres(overflow.over):.1f} mm at {size}',
                place or source,
                "use a shorter word, or allow a break in it with a soft hyphen (U+00AD)",
                trace=trace,
            )
            continue
        words_here = count_words(overflow.elements)
        share = overflow.over / overflow.natural if overflow.natural else 0.0
        too_many = max(1, round(words_here * share))
        what = (
            f'{overflow.kind} "{overflow.name}"'
            if overflow.kind != "clinic"
            else f'the clinic\'s box "{overflow.name}"'
        )
        at = size if overflow.kind != "clinic" else f"{measure.fit.size:g} pt, the leaflet's size"
        hints = [f"about {too_many} word{'s' if too_many > 1 else ''} too long{_longest_section(spans)}"]
        if plan:
            hints.append(f'the last plan tried was "{plan}"; another layout may hold this language')
        findings.fail(
            f"{what} overflows by {millimetres(overflow.over):.1f} mm at {at}", source, *hints, trace=trace
        )


def report_unplaced(root: Element, placed: frozenset[int], optional: bool, findings: Findings) -> None:
    """Note an error for each element whose words or picture have no place among the `placed` structure nodes.

    It holds the last stage to its promise: a label without its picture, or a flow whose columns do not stand,
    must not vanish. `optional` says whether optional blocks stand.
    """
    if not optional and root.attributes.get("optional") is True:
        return
    nodes = {span.node for span in root.spans}
    if root.name == "img" and root.node is not None:
        nodes = {root.node}
    if nodes and not nodes & placed:
        words = "".join(span.text for span in root.spans)
        what = f'the words "{words[:60]}"' if words else f'picture "{root.attributes.get("picture")}"'
        findings.fail(
            f"{what} find no place",
            root.source,
            "a figure takes one picture, and its labels stand beside it; a flow needs a column that stands",
            trace=root.trace,
        )
    for child in root.children:
        report_unplaced(child, placed, optional, findings)


def _longest_section(spans: Sequence[Span]) -> str:
    """The longest section among `spans`, and where it stands; in a clinic's box one of its own."""
    texts: dict[str, str] = {}
    first: dict[str, Span] = {}
    own = [span for span in spans if span.key.startswith("clinic.")]
    for span in own or spans:
        section = ".".join(span.key.split(".")[:2]) if span.key else ""
        if section:
            texts[section] = f"{texts.get(section, '')} {span.text}"
            first.setdefault(section, span)
    if not texts:
        return ""
    longest = max(texts, key=lambda name: (len(texts[name]), name))
    source = first[longest].source
    where = f" ({source})" if source else ""
    count = len(texts[longest].split())
    return f'; the longest section here is "{longest}"{where} with {count} word{"s" if count != 1 else ""}'


def report_emptiness(
    measure: Measure, panels: Sequence[SolvedPanel], filled: Mapping[str, Filled], findings: Findings
) -> None:
    """Warn of panels that are less than half filled, a picture that reaches the foot counting as full."""
    met: dict[str, int] = {}
    for panel in panels:
        elements = [part for child in panel.frame.children for part in child.walk()]
        used, height = panel.natural, panel.frame.height
        for element in elements:
            flow = filled.get(str(element.attributes.get("flow"))) if element.name == "column" else None
            if flow is not None:
                at = met[str(element.attributes["flow"])] = met.get(str(element.attributes["flow"]), -1) + 1
                # Columns stand side by side, so the fuller one says how full the panel is.
                used = max(used, panel.frame.height - flow.heights[at] + flow.used[at])
        if any(element.name == "img" and "foot" in names(element, "reaches") for element in elements):
            continue
        if used / height < HALF_EMPTY:
            findings.warn(
                f'panel "{panel.frame.name}" is {used / height:.0%} full at {measure.fit.size:g} pt',
                panel.frame.element.source,
                "use the sections' fuller texts, or raise the layout's largest size",
            )
