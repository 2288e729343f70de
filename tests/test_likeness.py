"""A logo is printed only where our drawing looks as an independent renderer draws its file."""

import subprocess
import sys
from pathlib import Path

import pytest

from brochure import likeness
from brochure.diagnostics import Source
from brochure.likeness import compare
from brochure.likeness import judge_likeness
from brochure.memory import Memory
from brochure.pictures.vector import convert_logo

HERE = Source("clinics/riverside/clinic.yaml", 9, 13)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SIZED = f'{HEAD} width="120" height="60">'
PROGRAMS = sorted((Path(__file__).parent / "pictures" / "programs").glob("*.svg"))
SHAPES = """<circle cx="30" cy="30" r="25" fill="#0B5563"/><path d="M70 10h40v40h-40z" fill="#E9764E"/>"""
REFLECTED = (
    '<linearGradient id="g" x1=".4" x2=".6" spreadMethod="reflect"><stop stop-color="#f00"/>'
    '<stop offset="1" stop-color="#00f"/></linearGradient><rect width="120" height="60" fill="url(#g)"/>'
)

FAITHFUL = {
    "view box alone": f'{HEAD} viewBox="-50 -20 100 40"><circle r="18" fill="teal"/></svg>',
    "no size": f'{HEAD}><circle cx="30" cy="30" r="18" fill="teal"/></svg>',
    "percent": f'{HEAD} width="100%" height="100%" viewBox="0 0 9 9"><rect width="50%" height="9"/></svg>',
    "inches": f'{HEAD} width="2in" height="1in" viewBox="0 0 50 25">'
    '<rect x="10%" width="80%" height="20"/></svg>',
    "stretched": f'{HEAD} width="200" height="50" viewBox="0 0 50 50" preserveAspectRatio="none">'
    '<circle cx="25" cy="25" r="20" fill="teal"/></svg>',
    "cut": f'{HEAD} width="200" height="50" viewBox="0 0 50 50" preserveAspectRatio="xMinYMax slice">'
    '<circle cx="25" cy="25" r="20" fill="teal"/></svg>',
    "current colour": f'{SIZED}<g color="#9b2226"><path fill="currentColor" d="M2 2h90v40h-90z"/></g></svg>',
    "caps": f'{SIZED}<g fill="none" stroke="#123" stroke-width="8">'
    '<path d="M10 10h40" stroke-linecap="round"/>'
    '<path d="M10 40h40" stroke-dasharray="0 12" stroke-linecap="round"/></g></svg>',
    "opacity": f'{SIZED}<g opacity=".6"><rect width="80" height="60" fill="#a00"/><rect x="30" width="90" '
    'height="60" fill="#0a0"/></g></svg>',
    "hairlines": f'{SIZED}<path d="M0 10h120M0 20h120M0 30h120M0 40h120" stroke="#000" '
    'stroke-width=".1"/></svg>',
    "white alone": f'{SIZED}<circle cx="60" cy="30" r="25" fill="#fff"/></svg>',
    "wide": f'{HEAD} width="1000" height="100"><rect width="900" height="80" fill="#06c"/></svg>',
    "tall": f'{HEAD} width="100" height="1000"><rect width="90" height="900" fill="#06c"/></svg>',
    "tiny": f'{HEAD} width="16" height="16"><circle cx="8" cy="8" r="7" fill="#06c"/></svg>',
    "huge view": f'{HEAD} width="100" height="50" viewBox="0 0 1000000 500000">'
    '<circle cx="500000" cy="250000" r="200000"/></svg>',
}
UNFAITHFUL = {
    "a gradient that turns back": f"{SIZED}{REFLECTED}</svg>",
    "a colour handed down as a word": f'{HEAD} viewBox="0 0 24 24" fill="currentColor" color="#9b2226">'
    '<g color="#005f73"><path d="M2 2h20v18h-20z"/></g></svg>',
}
BLANK = {
    "nothing": f"{SIZED}</svg>",
    "without fill": f'{SIZED}<rect width="9" height="9" fill="none"/></svg>',
    "outside": f'{SIZED}<rect x="500" width="9" height="9"/></svg>',
    "clear as air": f'{SIZED}<rect width="90" height="50" opacity="0"/></svg>',
}


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(likeness, "_known", Memory(1000))


def judge(text, cache=None):
    return judge_likeness(text.encode(), "logo.svg", HERE, cache)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_what_design_programs_write_is_drawn_as_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert float(compare(convert_logo(text.encode(), path.stem, path.name), text)) < 0.002


@pytest.mark.parametrize("name", FAITHFUL)
def test_a_faithful_drawing_passes(name):
    assert judge(FAITHFUL[name]) == ()


@pytest.mark.parametrize("name", UNFAITHFUL)
def test_an_unfaithful_drawing_is_refused(name):
    (found,) = judge(UNFAITHFUL[name])
    assert str(found).startswith(
        'clinics/riverside/clinic.yaml:9:13: error: the logo "logo.svg" cannot be drawn faithfully: '
    )
    assert "% of its pixels differ" in found.message
    assert found.hints == ("save it as plain SVG with shapes only, or as PNG of at least 1200 pixels",)


@pytest.mark.parametrize("name", BLANK)
def test_a_drawing_that_shows_nothing_is_refused(name):
    (found,) = judge(BLANK[name])
    assert found.message == 'the logo "logo.svg" shows nothing'


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(SHAPES, SHAPES.replace("#E9764E", "#E9A64E"), id="another colour"),
        pytest.param(SHAPES, SHAPES.replace("M70 10", "M72 12"), id="moved"),
        pytest.param(SHAPES.split("<path")[0], SHAPES, id="a shape short"),
        pytest.param(SHAPES, SHAPES.split("<path")[0], id="a shape too many"),
        pytest.param("", '<rect width="60" height="60" fill="#fff"/>', id="white on white, seen on dark"),
    ],
)
def test_the_comparison_sees_a_difference(ours, theirs):
    picture = convert_logo(f"{SIZED}{ours}</svg>".encode(), "logo", "logo.svg")
    assert float(compare(picture, f"{SIZED}{theirs}</svg>")) > likeness.MOST
    assert float(compare(picture, f"{SIZED}{ours or SHAPES}</svg>")) < 0.002 or not ours


def test_what_the_other_renderer_cannot_draw_is_refused():
    picture = convert_logo(f"{SIZED}{SHAPES}</svg>".encode(), "logo", "logo.svg")
    assert compare(picture, "no drawing at all") == "1.0000"


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
def test_pixels_need_no_judging(head, tmp_path):
    assert judge_likeness(head, "logo.png", HERE, tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_verdict_is_kept_and_found_again(tmp_path, monkeypatch):
    text = UNFAITHFUL["a gradient that turns back"]
    first = judge(text, tmp_path)
    (kept,) = (tmp_path / "likeness").iterdir()
    assert float(kept.read_text(encoding="ascii")) > 0.5
    monkeypatch.setattr(likeness, "_known", Memory(1000))
    monkeypatch.setattr(likeness, "compare", lambda *_: pytest.fail("compared again"))
    assert judge(text, tmp_path) == first


@pytest.mark.parametrize(
    "spoilt", [b"", b"0.0", b"nan", b"9.0000", b"0.0000\n", b"\xff" * 9, b"0.0000" * 999]
)
def test_a_verdict_that_makes_no_sense_is_made_anew(tmp_path, monkeypatch, spoilt):
    judge(f"{SIZED}{SHAPES}</svg>", tmp_path)
    (kept,) = (tmp_path / "likeness").iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(spoilt)
    monkeypatch.setattr(likeness, "_known", Memory(1000))
    assert judge(f"{SIZED}{SHAPES}</svg>", tmp_path) == ()
    assert kept.read_bytes() == sound


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(tmp_path):
    (tmp_path / "likeness").write_text("in the way", encoding="ascii")
    assert judge(f"{SIZED}{SHAPES}</svg>", tmp_path) == ()
    assert (tmp_path / "likeness").read_text(encoding="ascii") == "in the way"


def test_neither_renderer_loads_for_a_logo_that_is_known(tmp_path):
    judge(f"{SIZED}{SHAPES}</svg>", tmp_path)
    script = (
        "import sys; from pathlib import Path; from brochure.likeness import judge_likeness;"
        "from brochure.diagnostics import Source;"
        "judge_likeness(sys.argv[1].encode(), 'logo.svg', Source('a'), Path(sys.argv[2]));"
        "print([name for name in ('resvg_py', 'pypdfium2', 'svg2pdf_py') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, f"{SIZED}{SHAPES}</svg>", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
