"""The contact sheet as bytes: always the same, all of it escaped, and nothing loaded from elsewhere."""

import random
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest

from brochure.gallery import File
from brochure.gallery import make_index
from brochure.gallery.page import address
from brochure.gallery.page import say
from brochure.gallery.page import say_bytes
from brochure.gallery.page import say_size


def page(entries, title="Leaflets"):
    return make_index(entries, title).decode()


def test_same_entries_give_the_same_bytes_in_any_order(entries):
    # Two of one name, and two clinics of one name, have an order too.
    entries += [replace(entries[4], title="another"), replace(entries[4], clinic="west")]
    first = make_index(entries, "Leaflets")
    for seed in range(5):
        assert make_index(random.Random(seed).sample(entries, len(entries)), "Leaflets") == first


def test_clinics_stand_by_name_and_languages_by_their_english_names(made):
    text = page(
        [
            made("b", "es", clinic_name="able"),
            made("a", "ur", clinic_name="Baker"),
            made("a", "en", clinic_name="Baker"),
            made("a", "ar", clinic_name="Baker"),
        ]
    )
    assert re.findall(r"<h2><span[^>]*>(\w+)", text) == ["able", "Baker"]
    assert re.findall(r'class="card" data-language="(\w+)"', text) == ["es", "ar", "en", "ur"]


def test_a_clinic_that_is_called_by_two_names_stands_once(made):
    text = page([made(clinic_name="One"), made(language="es", clinic_name="Another")])
    assert re.findall(r"<h2><span[^>]*>(\w+)", text) == ["Another"]


def test_totals_count_leaflets_files_and_states(entries):
    text = page(entries)
    assert "16 leaflets" in text
    assert "2 clinics" in text
    assert "4 languages" in text
    assert "29 files, 3.4 MB" in text
    for label, count in (("All", 16), ("Draft", 3), ("Warnings", 2), ("Stopped", 2)):
        assert f"<span>{label} <b>{count}</b></span>" in text


def test_nothing_printed_is_said():
    assert '<p class="empty" id="empty">Nothing has been printed.</p>' in page([])


HOSTILE = "</script></style>\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;"


def test_every_text_is_escaped(made):
    texts = (
        *("clinic", "clinic_name", "language", "language_name", "language_english", "layout", "title"),
        *("plan", "version", "warnings", "stopped", "target", "href", "page's title"),
    )
    for name in texts:
        entry = made()
        if name in ("warnings", "stopped"):
            entry = replace(entry, **{name: (HOSTILE,)})
        elif name in ("target", "href"):
            entry = replace(entry, files=(replace(entry.files[0], **{name: HOSTILE}),))
        elif hasattr(entry, name):
            entry = replace(entry, **{name: HOSTILE})
        text = page([entry], HOSTILE if name == "page's title" else "Leaflets")
        assert text.count("<script>") == text.count("</script>") == 1, name
        assert text.count("<style>") == text.count("</style>") == 1, name
        assert "<img" not in text, name
        assert not re.search(r"&(?!(?:amp|lt|gt|#3[49]);)", text.split("<body>")[1].split("<script>")[0])


def test_half_a_character_does_not_stop_the_page(made):
    entry = made(warnings=("\udcff is no name",), files=(File("screen", "\ud800.pdf", 1, 1),))
    assert "<p>? is no name</p>" in page([entry])


def test_a_digest_that_needs_escaping_is_refused(made):
    with pytest.raises(ValueError, match="is not a digest"):
        page([made(digest='"', thumbnail=b"x")])


def test_policy_allows_this_style_and_this_script_alone(entries):
    text = page(entries)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        inside = re.search(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)[1]
        assert f"{name}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert not re.search(r"\sstyle=|\son\w+=|https?:|@import|url\(", text)


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("north/ar/trifold-screen.pdf", "north/ar/trifold-screen.pdf"),
        ("a b/50%?#.pdf", "a%20b/50%25%3F%23.pdf"),
        ("nörd/x.pdf", "n%C3%B6rd/x.pdf"),
        ("https://leaflets.example/x.pdf?v=1", "https://leaflets.example/x.pdf?v=1"),
        ("FILE:///tmp/x.pdf", "FILE:///tmp/x.pdf"),
        ("s3://leaflets/x.pdf", ""),
        ("javascript:alert(1)", ""),
        ("JavaScript://%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("./a:b.pdf", "./a%3Ab.pdf"),
    ],
)
def test_only_what_a_browser_may_open_is_linked(href, link):
    assert address(href) == link


@pytest.mark.parametrize("href", ["/etc/passwd", "//elsewhere.example/x", "\\\\host\\x"])
def test_a_path_from_the_root_is_refused(href):
    with pytest.raises(ValueError, match="is not a path from the page"):
        address(href)


def test_a_file_that_cannot_be_linked_is_still_named(made):
    text = page([made(files=(File("screen", "s3://leaflets/x.pdf", 1, 1),))])
    assert '<span title="s3://leaflets/x.pdf">screen</span>' in text


def test_counts_and_sizes_are_said_as_people_read_them():
    sizes = [0, 999, 1000, 118_400, 999_499, 999_500, 1_240_000, 30_900_000, 3_400_000_000]
    said = ["0 B", "999 B", "1 kB", "118 kB", "999 kB", "1.0 MB", "1.2 MB", "30.9 MB", "3.4 GB"]
    assert [say_bytes(size) for size in sizes] == said
    assert [say_size(size) for size in (12.75, 12.5, 12.0, 10.0)] == ["12.75 pt", "12.5 pt", "12 pt", "10 pt"]
    assert [say(count, "page") for count in (0, 1, 1204)] == ["0 pages", "1 page", "1,204 pages"]


def test_a_card_without_its_picture_is_small(made):
    """10,000 files on one page: what stands around a picture has to be small beside it."""
    few, many = ([made(f"clinic-{number}") for number in range(count)] for count in (10, 1010))
    assert (len(make_index(many, "x")) - len(make_index(few, "x"))) / 1000 < 1300
