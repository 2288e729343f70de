"""Every rule fails once here, on a small leaflet that passes them all; and the first leaflet passes."""

from datetime import date
from pathlib import Path

import pytest

from brochure.check.content import check_content
from brochure.check.content import RULES
from brochure.content.read import read_content
from brochure.diagnostics import Severity

GOOD = """\
leaflet:
  id: X1
  version: "1.0"
  language: en
  title: Massage
  subject: Massage and you
  published: 2026-11-22
  review: 2029-11-22
sections:
  cover: {kind: plain, heading: Massage and your feet}
  main:
    kind: main-message
    heading: The main message
    items:
      help: {text: Massage may help you rest., sources: [S1]}
      check: {kind: action, text: Ask if it is safe for you first., sources: [S1]}
  feel:
    text: You may feel endorphins at work.
    sources: [S1]
  benefits:
    kind: benefits
    text: It may ease pain for some people.
    sources: [S1]
  known:
    parts:
      know: {kind: known, text: Many people find it calm., sources: [S2]}
      guess: {kind: unknown, text: We do not know how long it lasts., sources: [S2]}
  risks:
    kind: risks
    items: {clot: {text: a blood clot, sources: [S1]}}
  urgent:
    kind: urgent
    text: "Call {number} now if you:"
    items: {breath: {text: cannot breathe, sources: [S1]}}
  session:
    kind: tool
    items: {tell: {text: Tell them where it hurts., sources: [S1]}}
  terms:
    kind: glossary
    parts: {endorphins: {heading: Endorphins, text: Your own painkillers., sources: [S2]}}
  imprint:
    kind: plain
    parts:
      edition: {text: "Published {published}. Next review by {review}."}
      author: {kind: producer, text: "Written by {author}."}
      feedback: {kind: feedback, text: "Write to {feedback}."}
pictures:
  cover: {alt: Two hands hold a foot}
  icon: {decoration: true}
sources:
  S1: {tier: A, title: Massage, publisher: Health service, url: "https://a.example"}
  S2: {tier: B, title: A trial, publisher: A journal, url: "https://b.example"}
"""

EASE = "It may ease pain for some people."
LONG = (
    "Peripheral sensorimotor polyneuropathies necessitate individualised rehabilitation interventions, "
    "comprehensively incorporating multidisciplinary physiotherapeutic considerations throughout every "
    "individual patient's extraordinarily complicated pharmaceutical treatment."
)
HARDER = (
    "The therapist moves both hands slowly over your tired legs. Then the therapist waits a little "
    "while to hear if any of the places that were touched feel painful afterwards."
)
ITEMS = ", ".join(f"i{number}: {{text: a thing, sources: [S1]}}" for number in range(8))

# rule, what is changed into what, where it is told, what is said
CASES = [
    ("main-message", "kind: main-message", "note: M", "content.yaml", "the main message is missing"),
    (
        "main-message-first",
        "  main:\n",
        "  first: {text: You may rest., sources: [S1]}\n  main:\n",
        "11:17",
        '"first"',
    ),
    (
        "main-message-length",
        "may help you rest.",
        "may help. You may rest. You may sleep.",
        "16:35",
        "4 sentences",
    ),
    (
        "summary",
        "      help: {text: Massage may help you rest., sources: [S1]}\n",
        "",
        "content.yaml",
        "summary",
    ),
    ("action", "kind: action, ", "", "content.yaml", "a call to action is missing"),
    ("action-voice", "safe for you first.", "checked.", "16:45", '"is checked" is not in active voice'),
    ("action-voice", "safe for you first.", "safe.", "16:35", 'does not say "you"'),
    ("known", "kind: known, ", "", "content.yaml", "what is known is missing"),
    ("unknown", "kind: unknown, ", "", "content.yaml", "what is not known is missing"),
    ("benefits", "kind: benefits", "heading: B", "content.yaml", "what may help is missing"),
    ("risks", "kind: risks", "heading: R", "content.yaml", "what may harm is missing"),
    ("urgent", "kind: urgent", "heading: U", "content.yaml", "when to get help is missing"),
    ("tool", "kind: tool", "heading: T", "content.yaml", "a checklist or other tool is missing"),
    ("list-length", "{clot: {text: a blood clot, sources: [S1]}}", f"{{{ITEMS}}}", "30:", "has 8 items"),
    ("picture-alt", "{decoration: true}", "{}", "49:3", 'picture "icon" has no alternative text'),
    ("picture-alt", "{decoration: true}", "{decoration: true, alt: A sign}", "49:3", "decoration too"),
    ("picture", "{alt: Two hands hold a foot}", "{decoration: true}", "content.yaml", "no picture supports"),
    ("dates", "review: 2029-11-22", "review: 2029-11-23", "content.yaml:2", "more than 36 months after"),
    ("dates", "review: 2029-11-22", "review: 2026-11-22", "content.yaml:2", "is not after publication"),
    ("dates", " Next review by {review}.", "", "content.yaml", "the date of review is not printed"),
    ("review-due", "review: 2029-11-22", "review: 2027-02-22", "2:7", 'due on "2027-02-22"'),
    ("producer", "kind: producer, ", "", "content.yaml", "nobody is named"),
    ("feedback", "kind: feedback, ", "", "content.yaml", "a way to send feedback is missing"),
    ("sources", None, None, "content.yaml", "the list of sources is missing"),
    (
        "claim-source",
        EASE + "\n    sources: [S1]",
        EASE,
        "22:11",
        f'"benefits" makes a claim without a source: "{EASE}"',
    ),
    (
        "source-known",
        EASE + "\n    sources: [S1]",
        EASE + "\n    sources: [S11]",
        "23:15",
        'source "S11" is not in the list',
    ),
    ("source-tier", "S1: {tier: A", "S1: {tier: C", "15:58", 'source "S1" is of tier C'),
    (
        "source-used",
        "sources:\n  S1",
        'sources:\n  S9: {tier: A, title: No, publisher: P, url: "https://c.example"}\n  S1',
        "51:3",
        'no claim rests on source "S9"',
    ),
    (
        "hard-word",
        EASE,
        "It may ease an ulcer.",
        "22:26",
        '"ulcer" is not explained: "It may ease an ulcer."',
    ),
    ("hard-word", "{heading: Endorphins,", "{heading: Pain,", "18:24", '"endorphins" is not explained'),
    ("explanation", EASE, EASE + "\n    explains: [ulcer]", "23:16", '"benefits" does not hold "ulcer"'),
    ("over-claim", EASE, "It cures pain.", "22:14", '"cures" promises too much: "It cures pain."'),
    ("over-claim", EASE, "It may rest you. It will ease pain.", "22:31", '"will ease" promises too much'),
    ("over-claim", EASE, "It breaks the scar up.", "22:14", '"breaks the scar up"'),
    ("over-claim", EASE, "It may flush out toxins.", "22:28", '"toxins"'),
    ("over-claim", EASE, "It may improve nerve function.", "22:18", '"improve nerve function"'),
    ("over-claim", EASE, "This is not new, but it cures pain.", "22:35", '"cures"'),
    ("bare-promise", EASE, "It eases pain.", "22:14", '"eases" is said without "may": "It eases pain."'),
    ("flat-denial", EASE, "There is no cure.", "22:11", '"There is no cure" is too flat'),
    ("plain-word", EASE, "It may alleviate pain.", "22:18", '"alleviate" could be plainer'),
    ("capitals", EASE, "It may EASE YOUR PAIN now.", "22:18", '"EASE YOUR PAIN" is set in capitals'),
    ("decimal", EASE, "It may ease 7.5 of it.", "22:23", '"7.5" is not a whole number'),
    (
        "denominator",
        EASE,
        "It may help 3 in 10. It may harm 1 in 20.",
        "22:44",
        '"1 in 20" counts in 20, but "3 in 10"',
    ),
    ("grade-limit", EASE, LONG, "22:11", 'the reading grade of section "benefits" is'),
    ("grade-aim", EASE, HARDER, "22:71", 'the reading grade of section "benefits" is'),
]


def changed(rule, old, new):
    if rule == "sources":
        return GOOD[: GOOD.index("sources:\n  S1")]
    assert GOOD.count(old) == 1, f"{old!r} stands {GOOD.count(old)} times"
    return GOOD.replace(old, new)


def check(tmp_path: Path, text: str, today=None):
    path = tmp_path / "content.yaml"
    path.write_text(text, "utf-8")
    return check_content(read_content(path, tmp_path), today)


def test_the_small_leaflet_passes(tmp_path):
    assert check(tmp_path, GOOD, date(2027, 1, 1)) == ()


@pytest.mark.parametrize(("rule", "old", "new", "place", "says"), CASES)
def test_each_rule_fails_where_it_should(tmp_path, rule, old, new, place, says):
    found = check(tmp_path, changed(rule, old, new), date(2027, 1, 1))
    own = [item for item in found if f"[{rule}: " in item.message]
    assert any(says in item.message and place in str(item.source) for item in own), [
        str(item) for item in found
    ]
    severity = next(entry.severity for entry in RULES if entry.name == rule)
    assert {item.severity for item in own} == {severity}


def test_every_rule_is_shown_failing():
    assert {case[0] for case in CASES} == {rule.name for rule in RULES}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_grade_between_aim_and_limit_only_warns(tmp_path):
    found = check(tmp_path, GOOD.replace(EASE, HARDER))
    assert {item.severity for item in found} == {Severity.WARNING}
    assert any('hardest sentence: "Then the therapist waits' in hint for item in found for hint in item.hints)


@pytest.mark.parametrize(
    "honest",
    [
        "It does not cure nerves.",
        "Massage does not break up scars, but it may help.",
        "Many types cannot be fully cured.",
        "It has never been proven.",
    ],
)
def test_honest_denials_pass(tmp_path, honest):
    assert check(tmp_path, GOOD.replace(EASE, honest)) == ()


def test_a_word_explained_in_the_text_needs_no_glossary(tmp_path):
    text = GOOD.replace(EASE, "It may ease an ulcer (an open sore).\n    explains: [ulcer]")
    assert check(tmp_path, text) == ()


def test_english_rules_leave_other_languages_alone(tmp_path):
    text = GOOD.replace("language: en", "language: de").replace(EASE, "It cures PAIN PAIN PAIN.")
    assert check(tmp_path, text) == ()


def test_a_review_is_not_due_without_a_day(tmp_path):
    assert check(tmp_path, GOOD.replace("review: 2029-11-22", "review: 2027-01-01")) == ()


def test_the_leaflet_has_no_errors_and_is_warned_of_its_grade_alone():
    found = check_content(read_content(Path("content.yaml"), Path(".")), date(2026, 11, 22))
    assert [str(item) for item in found if item.severity is Severity.ERROR] == []
    assert {item.message.rsplit("[", 1)[1] for item in found} <= {"grade-aim: AMA]"}
