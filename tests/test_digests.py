from brochure.digests import digest
from brochure.digests import digest_file
from brochure.digests import digest_tree


def test_a_digest_is_of_the_parts_as_they_are_divided():
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab") != digest("ab", "")
    assert digest("ab", "c") == digest(b"ab", "c")
    assert digest("") != digest()


def test_a_digest_is_the_same_on_every_machine():
    # SHA-256 of eight bytes of length and the text itself.
    assert digest("brochure") == "61d426152dbc6c07048e84da1aed7e432945d22d5a20131a3cd6bb710923ddaf"


def test_a_files_digest_is_that_of_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"words")
    assert digest_file(tmp_path / "a") == digest(b"words")


def test_a_trees_digest_changes_with_names_bytes_and_nothing_else(tmp_path):
    for name, text in (("b.yaml", "two"), ("a.yaml", "one"), ("sub/c.j2", "three"), ("notes.txt", "x")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    patterns = ("*.yaml", "*/*.j2")
    before = digest_tree(tmp_path, *patterns)
    assert before == digest("a.yaml", "one", "b.yaml", "two", "sub/c.j2", "three")
    (tmp_path / "notes.txt").write_text("y")
    (tmp_path / "b.yaml").touch()
    assert digest_tree(tmp_path, *patterns) == before
    assert digest_tree(tmp_path, *reversed(patterns), "*.yaml") == before
    (tmp_path / "b.yaml").rename(tmp_path / "d.yaml")
    assert digest_tree(tmp_path, *patterns) != before
