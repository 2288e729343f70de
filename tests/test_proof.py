"""Proofs: which pages are drawn where, and what the command says when a name is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from brochure.project import read_project
from brochure.proof import choose
from brochure.proof import main
from brochure.proof import UnknownChoice

ROOT = Path(__file__).resolve().parent.parent


def test_each_page_is_drawn_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    options = ["--project", str(ROOT), "--clinic", "riverside", "--layout", "trifold", "--target", "office"]
    assert main([*options, "--output", str(tmp_path)]) == 0
    names = ["trifold-office-1", "trifold-office-1-marked", "trifold-office-2", "trifold-office-2-marked"]
    folder = tmp_path / "riverside" / "en"
    assert sorted(path.stem for path in folder.iterdir()) == names
    assert capsys.readouterr().out.split() == [str(folder / f"{name}.png") for name in names]
    plain, marked = (folder / f"{name}.png" for name in names[:2])
    assert plain.read_bytes().startswith(b"\x89PNG")
    assert plain.read_bytes() != marked.read_bytes()


def test_no_word_of_the_project_is_unsafe(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--project", str(ROOT), "--target", "office", "--output", str(tmp_path)]) == 0
    assert "safe for words" not in capsys.readouterr().err


def test_without_options_all_layouts_and_targets_are_drawn():
    project = read_project(ROOT)
    editions = choose(project, None, None, None, None)
    assert [(edition.layout, edition.target) for edition in editions] == [
        (layout, target) for layout in project.layouts for target in ("screen", "office")
    ]
    assert {edition.clinic for edition in editions} == {project.clinics[0]}


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(UnknownChoice, match='there is no layout "trifoold"; did you mean "trifold"'):
        choose(read_project(ROOT), None, None, "trifoold", None)


def test_a_project_without_clinics_has_nothing_to_draw(tmp_path: Path):
    for name in ("layouts", "looks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "content.yaml", tmp_path)
    with pytest.raises(UnknownChoice, match="the project has no clinic"):
        choose(read_project(tmp_path), None, None, None, None)


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main(["--project", str(ROOT), "--target", "prss"])
    assert end.value.code == 2
    assert 'there is no target "prss"' in capsys.readouterr().err


def test_the_authors_mistakes_end_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("layouts", "looks", "clinics"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "content.yaml").write_text("leaflet: {}\n", encoding="utf-8")
    assert main(["--project", str(tmp_path), "--output", str(tmp_path / "proof")]) == 1
    assert "content.yaml:1:1: error:" in capsys.readouterr().err
    assert not (tmp_path / "proof").exists()
