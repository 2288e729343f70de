"""What there is, as a table and as JSON; and what is due for review, which no file knows."""

import json
from datetime import date

import pytest

from brochure.cli import tellers
from brochure.project import read_project
from brochure.stock import judge_review

KEYS = {"leaflets", "clinics", "layouts", "looks", "languages", "targets"}


def set_clock(monkeypatch, day):
    class Clock(date):
        @classmethod
        def today(cls):
            return day

    monkeypatch.setattr(tellers, "date", Clock)


@pytest.mark.parametrize(
    ("today", "state", "says"),
    [
        (date(2029, 8, 23), "fine", "review due by 2029-11-22"),
        (date(2029, 8, 24), "due", "due for review in 12 weeks, by 2029-11-22"),
        (date(2029, 10, 18), "due", "due for review in 5 weeks, by 2029-11-22"),
        (date(2029, 11, 14), "due", "due for review in 1 week, by 2029-11-22"),
        (date(2029, 11, 21), "due", "due for review in 1 day, by 2029-11-22"),
        (date(2029, 11, 22), "due", "due for review today, by 2029-11-22"),
        (date(2029, 11, 23), "past", "past review since 2029-11-22"),
    ],
)
def test_when_a_review_is_due(copy, today, state, says):
    copy.change("content.yaml", r"^  review: .*$", "  review: 2029-11-22")
    review = judge_review(read_project(copy.root).content.leaflet, today)
    assert (review.by, review.state, review.says) == ("2029-11-22", state, says)


def test_the_table_names_all_there_is(copy):
    copy.write("layouts/_draft/layout.yaml", "not: a leaflet\n")
    outcome = copy.run("list")
    assert (outcome.code, outcome.told) == (0, "")
    lines = outcome.said.splitlines()
    clinics = lines.index(next(line for line in lines if line.startswith("clinic ")))
    assert lines[clinics + 1].split("  ")[0] == "riverside"
    assert "Riverside Physiotherapy" in lines[clinics + 1]
    for name in ("trifold", "handout", "warm", "en", "screen", "office"):
        assert any(line.split()[:1] == [name] for line in lines), name
    assert "_draft" not in outcome.said
    column = lines[clinics].index("name")
    assert lines[clinics + 1][column:].startswith("Riverside")


def test_json_has_stable_keys(copy):
    said = json.loads(copy.run("list", "--json").said)
    assert set(said) == KEYS
    assert set(said["clinics"][0]) == {"name", "full", "look", "paper", "typefaces", "languages", "broken"}
    assert set(said["leaflets"][0]) == {"id", "version", "title", "review"}
    assert set(said["leaflets"][0]["review"]) == {"by", "state", "says"}
    for kind in ("layouts", "looks", "languages", "targets"):
        assert set(said[kind][0]) == {"name", "summary", "broken"}


def test_what_is_broken_is_listed_with_what_is_wrong(copy):
    copy.write("clinics/harbour/clinic.yaml", copy.read("clinics/riverside/clinic.yaml"))
    line = copy.change("clinics/harbour/clinic.yaml", r"^  primary: .*$", "  primary: red")
    outcome = copy.run("list")
    assert outcome.code == 1
    row = next(row for row in outcome.said.splitlines() if row.startswith("harbour"))
    assert f"broken: clinics/harbour/clinic.yaml:{line}:12: " in row
    said = json.loads(copy.run("list", "--json").said)
    harbour = next(clinic for clinic in said["clinics"] if clinic["name"] == "harbour")
    assert "red" in harbour["broken"][0]


def test_a_look_that_is_not_there_breaks_its_clinic(copy):
    copy.change("clinics/riverside/clinic.yaml", r"\A", "look: loud\n")
    outcome = copy.run("list")
    assert outcome.code == 1
    assert "broken: " in outcome.said
    assert 'there is no look "loud"' in outcome.said


def test_the_first_clinic_is_the_one_that_clinics_yaml_names(copy):
    for name in ("attic", "zenith"):
        copy.write(f"clinics/{name}/clinic.yaml", copy.read("clinics/riverside/clinic.yaml"))
        copy.write(f"clinics/{name}/logo.svg", copy.read("clinics/riverside/logo.svg"))
    copy.write("clinics/clinics.yaml", "first: zenith\n")
    names = read_project(copy.root).clinics
    assert names[0] == "zenith"
    assert list(names[1:]) == sorted(names[1:])
    assert "attic" in names
    assert copy.build().code == 0
    assert [name for name in copy.files() if name.endswith(".pdf")] == ["zenith/en/trifold-screen.pdf"]
    (copy.root / "clinics" / "clinics.yaml").unlink()
    assert read_project(copy.root).clinics[0] == "attic"


def test_a_first_clinic_that_is_not_there(copy):
    copy.write("clinics/clinics.yaml", "first: rivrside\n")
    outcome = copy.build()
    assert outcome.code == 1
    assert outcome.lines[:2] == [
        'clinics/clinics.yaml:1:8: error: there is no clinic "rivrside"',
        '    hint: did you mean "riverside"?',
    ]


def test_a_build_says_when_a_review_is_due_and_its_bytes_know_no_clock(copy, monkeypatch):
    copy.change("content.yaml", r"^  review: .*$", "  review: 2029-11-22")
    made = {}
    for day, said in (
        (date(2027, 1, 1), None),
        (date(2029, 10, 18), "PN1: due for review in 5 weeks, by 2029-11-22"),
        (date(2031, 1, 1), "PN1: past review since 2029-11-22"),
    ):
        set_clock(monkeypatch, day)
        outcome = copy.build()
        assert outcome.code == 0
        *_, before, last = outcome.said.splitlines()
        assert last.startswith("done in ")
        assert before == said if said else "review" not in before
        made[day] = (copy.output / "riverside/en/trifold-screen.pdf").read_bytes()
    assert len(set(made.values())) == 1
