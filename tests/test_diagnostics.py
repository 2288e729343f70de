import pytest

from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Severity
from brochure.diagnostics import Source


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (Source("content.yaml", 3, 7), "content.yaml:3:7"),
        (Source("content.yaml", 3), "content.yaml:3"),
        (Source("content.yaml"), "content.yaml"),
    ],
)
def test_a_place_is_written_as_far_as_it_is_known(source, written):
    assert str(source) == written


def test_a_finding_says_where_for_what_which_way_and_the_way_out():
    found = Diagnostic(
        Severity.ERROR,
        'ink "primry" is not a role',
        Source("layouts/parts.xml.j2", 7),
        ('did you mean "primary"?', "roles: accent, primary"),
        (("alert", Source("layouts/trifold/template.xml.j2", 20)),),
        "de, harbour",
    )
    assert str(found).splitlines() == [
        'layouts/parts.xml.j2:7 (de, harbour): error: ink "primry" is not a role',
        "    in alert, layouts/trifold/template.xml.j2:20",
        '    hint: did you mean "primary"?',
        "    hint: roles: accent, primary",
    ]


def test_a_finding_without_a_place_is_still_a_sentence():
    assert str(Diagnostic(Severity.WARNING, "nothing to print")) == "warning: nothing to print"
    told = Diagnostic(Severity.ERROR, "nothing to print", context="en")
    assert str(told) == "en: error: nothing to print"


def test_all_mistakes_are_told_and_then_the_stage_stops_once():
    findings = Findings("en")
    findings.warn("one")
    findings.stop_if_errors()
    findings.fail("two", Source("a.yaml", 1), "mend it")
    findings.fail("three")
    with pytest.raises(BuildError) as caught:
        findings.stop_if_errors()
    assert [found.message for found in caught.value.diagnostics] == ["one", "two", "three"]
    assert {found.context for found in caught.value.diagnostics} == {"en"}
    assert str(caught.value).splitlines() == [
        "en: warning: one",
        "a.yaml:1 (en): error: two",
        "    hint: mend it",
        "en: error: three",
    ]
    assert [found.message for found in findings.errors] == ["two", "three"]
    assert [found.message for found in findings.warnings] == ["one"]


def test_what_another_stage_found_is_taken_over_as_it_is():
    findings = Findings("en")
    findings.add([Diagnostic(Severity.ERROR, "one", context="de")])
    assert [found.context for found in findings] == ["de"]


def test_the_nearest_name_comes_first_and_then_all_there_are():
    assert nearest("primry", ("paper", "primary", "ink"), "roles") == (
        'did you mean "primary"?',
        "roles: ink, paper, primary",
    )
    assert nearest("zzz", ("paper", "ink")) == ("known: ink, paper",)
    assert nearest("zzz", ()) == ()


def test_no_more_than_twenty_names_are_listed():
    names = [f"name-{number:02d}" for number in range(30)]
    (hint,) = nearest("zzz", names)
    assert hint.endswith("name-19, …")
    assert len(nearest("zzz", names[:20])[0].split(", ")) == 20
