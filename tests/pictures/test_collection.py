"""The folder of our own drawings, and the colours that stand for inks in it."""

import pytest

from brochure.diagnostics import BuildError
from brochure.pictures.collection import read_collection
from brochure.pictures.collection import read_inks

ROLES = ("paper", "ink", "primary")
INKS = 'paper: "#FFFFFF"\nink: "#1b2a2e"\nprimary: "#0B5563"\n'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5" width="10mm" height="5mm">'
    '<path d="M0 0h10v5z" fill="{}"/></svg>\n'
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "art").mkdir()
    (tmp_path / "inks.yaml").write_text(INKS)
    return tmp_path / "art"


@pytest.fixture
def collect(tmp_path):
    """The drawings of folders there, the first one's before the others'."""

    def run(*folders):
        return read_collection(folders, tmp_path / "inks.yaml", tmp_path, ROLES)

    return run


def told(call):
    with pytest.raises(BuildError) as caught:
        call()
    return str(caught.value).splitlines()


def test_drawings_go_by_their_files_names_in_order(folder, collect):
    for name, colour in (("tail", "#0B5563"), ("nose", "#FFFFFF")):
        (folder / f"{name}.svg").write_text(DRAWING.format(colour))
    (folder / "notes.txt").write_text("not a drawing")
    pictures = collect(folder)
    assert list(pictures) == ["nose", "tail"]
    assert all(picture.palette for picture in pictures.values())
    assert b"/Brand cs\n2 sc" in pictures["tail"].content
    assert b"/Brand cs\n0 sc" in pictures["nose"].content


def test_a_folder_without_drawings_is_empty(folder, collect):
    assert collect(folder) == {}


def test_of_two_drawings_of_one_name_the_first_folders_counts(folder, collect, tmp_path):
    (tmp_path / "over").mkdir()
    for place, name, colour in (
        (folder, "a", "#FFFFFF"),
        (folder, "b", "#FFFFFF"),
        (tmp_path / "over", "b", "#0B5563"),
    ):
        (place / f"{name}.svg").write_text(DRAWING.format(colour))
    pictures = collect(tmp_path / "over", folder)
    assert list(pictures) == ["a", "b"]
    assert b"2 sc" in pictures["b"].content
    assert list(collect(folder, tmp_path / "nowhere")) == ["a", "b"]


def test_the_mistakes_of_all_drawings_are_told_at_once(folder, collect):
    (folder / "a.svg").write_text(DRAWING.format("#123456"))
    (folder / "b.svg").write_text("<svg")
    (folder / "c.svg").write_text(DRAWING.format("#FFFFFF"))
    lines = told(lambda: collect(folder))
    errors = [line for line in lines if "error:" in line]
    assert [line.split(":")[0] for line in errors] == ["art/a.svg", "art/b.svg"]
    assert '"#123456"' in errors[0]


def test_colours_stand_for_the_index_of_their_role(folder, tmp_path):
    assert read_inks(tmp_path / "inks.yaml", tmp_path, ROLES) == {"#FFFFFF": 0, "#1B2A2E": 1, "#0B5563": 2}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('paper: "#FFFFFF"\nprimry: "#0B5563"\n', 'inks.yaml:2:9: error: "primry" is not an ink role'),
        ("paper: white\n", 'inks.yaml:1:8: error: "white" is not a colour'),
        ('paper: "#FFF"\n', 'inks.yaml:1:8: error: "#FFF" is not a colour'),
        ("paper: 7\n", 'inks.yaml:1:8: error: "7" is not a colour'),
        (
            'paper: "#0B5563"\nink: "#0b5563"\n',
            'inks.yaml:2:6: error: "ink" has the colour of "paper"',
        ),
        ("- paper\n", "inks.yaml: error: a mapping of ink roles to colours was expected"),
        ("paper: [\n", "inks.yaml:"),
    ],
)
def test_inks_that_are_refused(tmp_path, text, message):
    (tmp_path / "inks.yaml").write_text(text)
    assert told(lambda: read_inks(tmp_path / "inks.yaml", tmp_path, ROLES))[0].startswith(message)


def test_no_inks_no_drawings(folder, collect, tmp_path):
    (tmp_path / "inks.yaml").unlink()
    assert told(lambda: collect(folder)) == ["inks.yaml: error: this file is not there"]
