import pytest

from brochure.composition.report import count_words
from brochure.composition.report import Overflow
from brochure.composition.report import report_overflow
from brochure.composition.report import report_unplaced
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.units import MM


def told(kit, *overflows, plan="", fit=None):
    findings = Findings()
    report_overflow(kit.measure(fit or kit.full), overflows, plan, findings)
    return list(findings)


def test_words_are_counted_over_all_that_an_element_holds(kit):
    stack = kit.element("stack", kit.p(3), kit.items(1, 2), kit.element("p", words="do not wait"))
    assert count_words([stack]) == 9


def test_too_many_words_are_a_share_of_all_as_the_height_is(kit):
    stack = kit.element("stack", kit.p(40))
    (found,) = told(kit, Overflow("panel", "flap", 25 * MM, (stack,), 100 * MM))
    assert found.message == 'panel "flap" overflows by 25.0 mm at 12 pt, the smallest size'
    assert found.hints == ("about 10 words too long",)


@pytest.mark.parametrize("over", [0.1, 1.0])
def test_at_least_one_word_is_too_long(kit, over):
    (found,) = told(kit, Overflow("panel", "flap", over, (kit.p(3),), 500.0))
    assert found.hints == ("about 1 word too long",)


def test_the_longest_section_is_told_with_where_it_starts(kit):
    first = Source("content.yaml", 30, 5)
    elements = (
        kit.element("p", words="one two three", key="benefits.pain.short"),
        kit.element("p", words="one two", key="safety.stop.clot", source=first),
        kit.element("p", words="three four", key="safety.stop.fever"),
    )
    (found,) = told(kit, Overflow("flow", "main", 10.0, elements, 100.0), plan="long")
    assert found.hints[0].endswith(
        '; the longest section here is "safety.stop" (content.yaml:30:5) with 4 words'
    )
    assert found.hints[1] == 'the last plan tried was "long"; another layout may hold this language'


def test_a_wide_word_is_named_itself_out_of_the_words_around_it(kit):
    element = kit.element("p", words="see an otorhinolaryngologist soon")
    (found,) = told(kit, Overflow("word", "p", 10 * MM, (element,), 0.0))
    assert (
        found.message
        == '"otorhinolaryngologist" is wider than its line by 10.0 mm at 12 pt, the smallest size'
    )
    assert found.source == element.spans[0].source


def test_what_found_no_place_is_told_but_not_what_was_given_up(kit):
    kept, dropped = kit.element("p", words="stay"), kit.element("stack", kit.p(), optional=True)
    root = kit.ordered(kit.element("leaflet", kept, dropped))
    findings = Findings()
    report_unplaced(root, frozenset(), False, findings)
    assert [found.message for found in findings] == ['the words "stay" find no place']
    every = frozenset(element.node for element in root.walk() if element.node is not None)
    findings = Findings()
    report_unplaced(root, every, True, findings)
    assert not findings.found
