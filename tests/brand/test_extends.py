"""A clinic that says only what differs from its group."""

from pathlib import Path

import pytest

from brochure.brand.read import read_brand
from brochure.diagnostics import BuildError

GROUP = """\
name: {full: Valley Rehab, short: Valley}
logo: {on-light: mark.svg, alt: Valley Rehab}
inks: {primary: "#0B5563", accent: "#D8623A"}
contacts:
  address: [1 High Street]
  telephones: ["555 0100", "555 0101"]
emergency: {number: "911"}
paper: {size: letter}
"""
BRANCH = """\
extends: ../_group/clinic.yaml
name: {full: Valley Rehab North}
contacts: {address: [9 Hill Road, Northtown], telephones: ["555 0110"]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in (("_group", GROUP), ("north", BRANCH)):
        folder = tmp_path / "clinics" / name
        folder.mkdir(parents=True)
        (folder / "clinic.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "clinics" / "_group" / "mark.svg").write_text("<svg/>")
    return tmp_path


def read(root: Path, name: str = "north"):
    return read_brand(root / "clinics" / name, root)


def write(root: Path, name: str, text: str) -> None:
    folder = root / "clinics" / name
    folder.mkdir(exist_ok=True)
    (folder / "clinic.yaml").write_text(text, encoding="utf-8")


def refuse(root: Path, name: str = "north") -> list[str]:
    with pytest.raises(BuildError) as error:
        read(root, name)
    return str(error.value).splitlines()


def test_what_a_branch_does_not_say_is_the_groups(root):
    brand = read(root)
    assert (brand.id, brand.name.full, brand.name.short) == ("north", "Valley Rehab North", "Valley")
    assert (brand.paper.size, brand.emergency.number) == ("letter", "911")


def test_a_list_replaces_the_groups_whole(root):
    brand = read(root)
    assert brand.contacts.address == ("9 Hill Road", "Northtown")
    assert [str(one.number) for one in brand.contacts.telephones] == ["555 0110"]


def test_each_value_knows_the_file_that_it_stands_in(root):
    brand = read(root)
    assert str(brand.name.full.source) == "clinics/north/clinic.yaml:2:14"
    assert str(brand.name.short.source) == "clinics/_group/clinic.yaml:1:35"
    assert brand.inks.primary.source.path == "clinics/_group/clinic.yaml"


def test_a_groups_logo_stands_in_the_groups_folder(root):
    assert read(root).files["logo"].path == root / "clinics" / "_group" / "mark.svg"


def test_an_empty_value_takes_the_groups_away(root):
    write(root, "_group", GROUP + "feedback: desk@valley.example\n")
    assert read(root).feedback == "desk@valley.example"
    write(root, "north", BRANCH + "feedback:\n")
    assert read(root).feedback is None


def test_the_digest_follows_every_file(root):
    before = read(root).digest
    write(root, "_group", GROUP.replace("911", "112"))
    after = read(root).digest
    assert before != after
    (root / "clinics" / "_group" / "mark.svg").write_text("<svg></svg>")
    assert read(root).digest not in (before, after)


def test_mistakes_are_told_where_they_stand(root):
    write(root, "_group", GROUP.replace("size: letter", "size: a3"))
    write(root, "north", BRANCH + "inks: {primry: red}\n")
    told = refuse(root)
    assert any(line.startswith('clinics/_group/clinic.yaml:8:15: error: "size" must be') for line in told)
    assert 'clinics/north/clinic.yaml:4:8: error: "primry" is not known in "inks"' in told


def test_what_neither_says_is_missing(root):
    write(root, "_group", GROUP.replace('emergency: {number: "911"}\n', ""))
    assert any('error: "emergency" is missing' in line for line in refuse(root))


def test_a_loop_is_told_with_its_way(root):
    write(root, "_group", GROUP + "extends: ../north/clinic.yaml\n")
    way = "clinics/north/clinic.yaml → clinics/_group/clinic.yaml → clinics/north/clinic.yaml"
    assert refuse(root) == [
        f'clinics/_group/clinic.yaml:9:10: error: "../north/clinic.yaml" leads back to where it began: {way}'
    ]


def test_a_clinic_that_extends_itself(root):
    write(root, "north", BRANCH.replace("../_group/clinic.yaml", "clinic.yaml"))
    assert "leads back to where it began" in refuse(root)[0]


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "/etc/clinic.yaml", "../../content.yaml", "../_group"]
)
def test_only_clinics_are_extended(root, path):
    write(root, "north", BRANCH.replace("../_group/clinic.yaml", path))
    assert refuse(root) == [
        f'clinics/north/clinic.yaml:1:10: error: "{path}" is not a file below clinics/',
        "    hint: name a clinic.yaml of a folder beside this one: ../_group/clinic.yaml",
    ]


def test_a_link_that_leads_out_is_not_followed(root, tmp_path):
    (root / "elsewhere.yaml").write_text(GROUP, encoding="utf-8")
    (root / "clinics" / "_group" / "clinic.yaml").unlink()
    (root / "clinics" / "_group" / "clinic.yaml").symlink_to(root / "elsewhere.yaml")
    assert "is not a file below clinics/" in refuse(root)[0]


def test_a_file_that_is_not_there_has_a_hint(root):
    write(root, "north", BRANCH.replace("_group", "_grup"))
    assert refuse(root)[:2] == [
        'clinics/north/clinic.yaml:1:10: error: "../_grup/clinic.yaml" is not there',
        '    hint: did you mean "../_group/clinic.yaml"?',
    ]


def test_no_more_than_five_files(root):
    write(root, "_group", GROUP)
    for number in range(6):
        base = f"../step{number - 1}/clinic.yaml" if number else "../_group/clinic.yaml"
        write(root, f"step{number}", f"extends: {base}\n")
    assert read(root, "step3").name.full == "Valley Rehab"
    assert "more than 5 files extend one another" in refuse(root, "step5")[0]


def test_extends_is_a_path(root):
    write(root, "north", BRANCH.replace("../_group/clinic.yaml", "[a, b]"))
    assert refuse(root)[0] == (
        'clinics/north/clinic.yaml:1:10: error: "extends" must be the path of another clinic.yaml'
    )
