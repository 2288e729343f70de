"""What may name a file inside an output, and that no name leads out of it."""

import string

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.output import open_output
from brochure.output.names import check_name
from brochure.output.names import is_name


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "riverside/en/trifold-screen.pdf",
        "riverside/zh-Hans/handout.pdf",
        "a b/é.pdf",
        "عيادة/ar.pdf",
    ],
)
def test_names_of_editions(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "/", "/etc/passwd", "a//b.pdf", "a/", "//host/share"),
        *("..", "../a.pdf", "a/../../b.pdf", "a/..", ".", "./a.pdf", ".cache/a.pdf", "a/.b.pdf.1.part"),
        *(
            "a\\b.pdf",
            "..\\a.pdf",
            "C:/a.pdf",
            "C:a.pdf",
            "a.pdf:stream",
            "a*.pdf",
            "a?.pdf",
            "a[1].pdf",
            "a|b",
            "<a>",
            'a"',
        ),
        *("a\0.pdf", "a\nb.pdf", "a\u202eb.pdf", "a\udc80.pdf"),
    ],
)
@pytest.mark.parametrize("address", ["folder", "memory://names"])
def test_other_names_are_our_own_bug(tmp_path, monkeypatch, name, address):
    monkeypatch.chdir(tmp_path)
    output = open_output(address)
    for use in (
        lambda: output.write(name, b"x"),
        lambda: output.read(name, 1),
        lambda: output.remove(name),
        lambda: list(output.tails(["fine.pdf", name], 1)),
    ):
        with pytest.raises(ValueError, match="not a name inside an output"):
            use()
    assert list(tmp_path.rglob("*")) == []


parts = st.text(
    st.sampled_from(string.ascii_letters + string.digits + "-_. ()+éع/\\:\0"), min_size=1, max_size=12
)


@settings(max_examples=300, deadline=None)
@given(name=st.lists(parts, min_size=1, max_size=4).map("/".join) | st.text(max_size=20))
def test_a_name_stays_inside_or_is_refused(tmp_path_factory, name):
    inside = tmp_path_factory.getbasetemp() / "inside"
    if is_name(name):
        path = inside / name
        assert path.is_relative_to(inside)
        assert path != inside
        assert path.relative_to(inside).as_posix() == name
    else:
        with pytest.raises(ValueError, match="not a name"):
            check_name(name)


slugs = st.text(st.sampled_from(string.ascii_lowercase + string.digits + "-"), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(
    files=st.dictionaries(
        st.lists(slugs, min_size=1, max_size=3).map("/".join), st.binary(max_size=40), max_size=8
    )
)
@pytest.mark.parametrize("kind", ["folder", "memory"])
def test_what_is_written_is_found_read_and_removed(tmp_path_factory, kind, files):
    files = {f"{name}.pdf": data for name, data in files.items()}
    folder = tmp_path_factory.mktemp("output")
    output = open_output(str(folder / "a") if kind == "folder" else f"memory:/{folder}")
    for name, data in files.items():
        output.write(name, data)
    assert list(output.find()) == sorted((name, len(data)) for name, data in files.items())
    assert list(output.tails(list(files), 10)) == [data[-10:] for data in files.values()]
    for name, data in files.items():
        assert output.read(name, 40) == data
        output.remove(name)
    assert list(output.find()) == []
    assert list(folder.rglob("*")) in ([], [folder / "a"])
