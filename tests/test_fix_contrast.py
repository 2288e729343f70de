"""`brochure check --fix-contrast`: what it writes, and that it writes nothing else."""

import shutil

import pytest
import yaml

NAME = "clinics/riverside/clinic.yaml"


@pytest.fixture(autouse=True)
def one_clinic(copy):
    for folder in (copy.root / "clinics").iterdir():
        if folder.is_dir() and folder.name != "riverside":
            shutil.rmtree(folder)


def inks(copy):
    return yaml.safe_load(copy.read(NAME))["inks"]


def test_shades_that_can_be_read_are_written_and_checked(copy):
    copy.change(NAME, r'^  primary: "#0B5563"', '  primary: "#3FA9BC"')
    copy.change(NAME, r'^  muted: "#4A5A5E"', "  muted: cmyk(20%, 10%, 10%, 30%)")
    before = copy.read(NAME)
    refused = copy.run("check")
    assert refused.code == 1
    assert refused.told.count('hint: "#007788" as "primary" would do') >= 1
    assert "hint: brochure check --fix-contrast writes it" in refused.told
    assert copy.read(NAME) == before
    fixed = copy.run("check", "--fix-contrast")
    assert (fixed.code, "has a contrast of" in fixed.told) == (0, False)
    assert f'written: {NAME}: primary: "#007788"' in fixed.said.splitlines()
    after = copy.read(NAME)
    changed = [new for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert [line.split(":")[0].strip() for line in changed] == ["primary", "muted", "lead"]
    assert inks(copy)["muted"]["cmyk"] == "cmyk(20%, 10%, 10%, 30%)"
    assert copy.run("check", "--fix-contrast").code == 0
    assert copy.read(NAME) == after


def test_a_clinic_whose_inks_can_be_read_is_not_touched(copy):
    before = {path: path.read_bytes() for path in copy.root.rglob("*") if path.is_file()}
    outcome = copy.run("check", "--fix-contrast")
    assert (outcome.code, "written" in outcome.said) == (0, False)
    assert {path: path.read_bytes() for path in copy.root.rglob("*") if path.is_file()} == before


def test_printing_stops_at_words_that_cannot_be_read(copy):
    line = copy.change(NAME, r'^  muted: "#4A5A5E"', '  muted: "#C0C8CA"')
    outcome = copy.build()
    assert outcome.code == 1
    assert f'{NAME}:{line}:10: error: ink "muted" (#C0C8CA) on ' in outcome.told
    assert copy.files() == []


def test_an_ink_of_a_group_is_written_in_the_groups_file(copy):
    text = copy.read(NAME)
    start = text.index("inks:")
    end = text.index("\n\n", start)
    copy.write("clinics/_group/clinic.yaml", 'inks:\n  primary: "#3FA9BC"  # ours\n  accent: "#D8623A"\n')
    copy.write(NAME, f"extends: ../_group/clinic.yaml\n{text[:start]}{text[end:]}")
    before = copy.read(NAME)
    outcome = copy.run("check", "--fix-contrast")
    assert outcome.code == 0
    assert "written: clinics/_group/clinic.yaml: primary: " in outcome.said
    assert copy.read(NAME) == before
    assert copy.read("clinics/_group/clinic.yaml").endswith('  # ours\n  accent: "#D8623A"\n')
