"""The contact sheet in Chromium: what can be seen, filtered, reached by keyboard and printed."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from brochure.gallery import File
from brochure.gallery import make_thumbnail
from brochure.preflight.render import page_texts

ALL = 16


def test_without_chromium_tests_are_skipped_and_say_what_to_install(find_chromium, tmp_path):
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        find_chromium({}, path=str(tmp_path))


def test_without_chromium_ci_fails(find_chromium, tmp_path):
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        find_chromium({"CI": "true"}, path=str(tmp_path))


# What is there


def test_the_page_asks_for_nothing_and_complains_of_nothing(show, entries, pdf):
    entries[1] = replace(entries[1], thumbnail=make_thumbnail(pdf()))
    shown = show(entries)
    width = "document.images[0].decode().then(() => document.images[0].naturalWidth)"
    assert shown.page.evaluate(width) == 113
    asked = [address for address in shown.asked if not address.startswith("data:image/webp;base64,")]
    assert asked == [(shown.folder / "index.html").as_uri()]
    assert shown.complaints == []


def test_a_request_would_be_seen_and_is_stopped(show, entries):
    spoilt = b'</h1><img src="https://elsewhere.example/x.png"><script>document.title = "got"</script>'
    shown = show(entries, change=lambda data: data.replace(b"</h1>", spoilt))
    assert shown.page.title() == "Leaflets in print"
    assert any("Content Security Policy" in told and "elsewhere" in told for told in shown.complaints)
    assert any("Content Security Policy" in told and "inline script" in told for told in shown.complaints)


HOSTILE = "</script><script>document.title = 'got'</script><img src=x onerror=\"document.title = 'got'\">"


def test_hostile_texts_are_only_words(show, made):
    entry = made(
        clinic=HOSTILE,
        clinic_name=HOSTILE,
        language_name=HOSTILE,
        language_english=HOSTILE,
        layout=HOSTILE,
        title=HOSTILE,
        plan=HOSTILE,
        version=HOSTILE,
        warnings=(HOSTILE,),
        stopped=(HOSTILE,),
        files=(File(HOSTILE, "javascript:document.title='got'", 1, 1), File("office", HOSTILE, 1, 1)),
    )
    shown = show([entry, made()])
    assert shown.page.title() == "Leaflets in print"
    assert shown.page.locator("h2").filter(has_text=HOSTILE).count() == 1
    assert shown.page.locator("img").count() == 0
    links = [link.get_attribute("href") for link in shown.page.locator(".files a").all()]
    assert [link[:12] for link in links] == ["%3C/script%3", "north/en/tri", "north/en/tri"]
    shown.page.get_by_role("combobox", name="Clinic").select_option(HOSTILE)
    assert shown.count == "1 of 2"
    assert shown.complaints == []
    assert len(shown.asked) == 1


def test_links_lead_to_the_files(show, made):
    names = ["screen", "50%?#", "a b:c", "नमस्ते"]
    files = tuple(File(name, f"a clinic/ar/trifold-{name}.pdf", 1, 1) for name in names)
    shown = show([made(files=files)])
    for file in files:
        path = shown.folder / file.href
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF")
    links = shown.page.locator(".files a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == len(names)
    for link, file in zip(links, files, strict=True):
        parts = urlparse(link)
        assert (parts.query, parts.fragment) == ("", "")
        assert Path(unquote(parts.path)) == shown.folder / file.href
        assert Path(unquote(parts.path)).is_file()


def test_a_card_says_all_of_its_leaflet(show, made):
    card = show([made(language="es", draft=True)]).page.locator(".card")
    for words in ("español", "El masaje y la neuropatía", "Spanish", "trifold", "Draft", "12.75 pt", "roomy"):
        assert card.get_by_text(words, exact=words == "Draft").first.is_visible(), words
    said = " ".join(card.locator(".files li").first.inner_text().split())
    assert said.replace(" ,", ",") == "screen, Spanish trifold, PDF 6 pages 118 kB"


def test_right_to_left_names_run_and_stand_right(show, made):
    shown = show([made(language="ar"), made(language="es")])
    found = shown.page.evaluate(
        """[...document.querySelectorAll('.card')].map(card => {
          const own = card.querySelector('.own'), title = own.querySelector('p');
          const range = document.createRange();
          range.selectNodeContents(own.querySelector('h3'));
          const words = range.getBoundingClientRect(), box = own.getBoundingClientRect();
          const stands = [words.left - box.left < 1, box.right - words.right < 1];
          return [own.lang, getComputedStyle(title).direction, ...stands];
        })"""
    )
    assert found == [["ar", "rtl", False, True], ["es", "ltr", True, False]]


def test_warnings_are_folded_away_and_stopped_editions_shown(show, entries):
    page = show(entries).page
    assert page.locator(".stopped").count() == 2
    for message in page.locator(".stopped p").all():
        assert message.is_visible()
    assert page.get_by_text("hint: shorten it").is_visible()
    assert page.get_by_text("Not printed").count() == 1
    warning = page.get_by_text("the accent is pale").first
    assert not warning.is_visible()
    page.get_by_text("2 warnings").click()
    assert warning.is_visible()


def test_without_scripts_every_card_is_there_and_no_filter(show, entries):
    page = show(entries, scripts=False).page
    assert page.locator(".card").count() == ALL
    assert all(card.is_visible() for card in page.locator(".card").all())
    assert not page.locator("form").is_visible()


WIDE = """[...document.querySelectorAll('body *')]
  .filter(part => part.clientWidth && part.scrollWidth > part.clientWidth + 1)
  .filter(part => !part.matches('.unseen, .skip'))
  .map(part => part.className || part.localName)"""
"""The parts that hold more than they are wide."""


def test_it_fits_a_telephone(show, entries):
    page = show(entries, width=320).page
    assert page.evaluate(WIDE) == []
    page.evaluate("document.querySelector('.totals').style.whiteSpace = 'nowrap'")
    assert "totals" in page.evaluate(WIDE)


POOR = """() => {
  const light = rgb => rgb.map(part => part / 255)
    .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
  const read = colour => colour.match(/[\\d.]+/g).map(Number);
  const clear = part => read(getComputedStyle(part).backgroundColor)[3] === 0;
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const part = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || part.matches('script, option')) continue;
    let ground = part;
    while (clear(ground)) ground = ground.parentElement;
    const [least, most] = [getComputedStyle(part).color, getComputedStyle(ground).backgroundColor]
      .map(colour => light(read(colour).slice(0, 3))).sort((a, b) => a - b);
    if ((most + .05) / (least + .05) < 4.5) poor.push(walk.currentNode.data.trim());
  }
  return poor;
}"""
"""The texts that stand out from their ground by less than 4.5 to 1 (WCAG 2.2, 1.4.3)."""


def test_words_stand_out_from_their_grounds(show, entries):
    page = show(entries).page
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate(POOR) == []
    page.evaluate("document.querySelector('h1').style.color = '#85999d'")
    assert page.evaluate(POOR) == ["Leaflets in print"]


def test_far_cards_wait_until_they_are_near(show, made):
    many = [made(f"clinic-{number:04}", language) for number in range(500) for language in ("ar", "en")]
    shown = show(many)
    assert shown.count == "1,000 of 1,000"
    skipped = "card => !card.checkVisibility({contentVisibilityAuto: true})"
    last = shown.page.locator(".card h3").last
    assert last.evaluate(skipped)
    last.scroll_into_view_if_needed()
    shown.page.wait_for_timeout(100)
    assert not last.evaluate(skipped)
    shown.page.get_by_role("combobox", name="Language").select_option("ar")
    assert shown.count == "500 of 1,000"


# Filters


def test_each_filter_narrows_and_all_hold_together(show, entries):
    shown = show(entries)
    page = shown.page
    assert shown.count == "16 of 16"
    page.get_by_role("combobox", name="Clinic").select_option("north")
    assert shown.count == "8 of 16"
    page.get_by_role("combobox", name="Language").select_option("ar")
    assert shown.count == "2 of 16"
    assert shown.ids == ["north/ar/handout", "north/ar/trifold"]
    page.get_by_role("combobox", name="Layout").select_option("trifold")
    assert shown.ids == ["north/ar/trifold"]
    assert page.locator("h2:visible").count() == 1
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#count")).to_have_text("16 of 16")
    assert len(shown.ids) == ALL
    assert not page.get_by_role("button", name="Show all").is_visible()


@pytest.mark.parametrize(
    ("state", "ids"),
    [
        ("Draft", ["north/ar/handout", "north/en/trifold", "south/ar/trifold"]),
        ("Warnings", ["north/ar/handout", "north/es/trifold"]),
        ("Stopped", ["north/ur/trifold", "south/ar/trifold"]),
    ],
)
def test_states_are_filtered_by_a_click(show, entries, state, ids):
    shown = show(entries)
    shown.page.get_by_role("radio", name=state).click()
    assert shown.ids == ids
    assert shown.count == f"{len(ids)} of 16"
    shown.page.get_by_role("radio", name="All").click()
    assert len(shown.ids) == ALL


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("español", 4),
        ("ESPANOL", 4),
        ("neuropatia north", 2),
        ("اردو", 4),
        ("south clinic trifold", 4),
        ("accent", 2),
        ("  ", 16),
        ("(accent.*", 0),
        ("nothing like it", 0),
    ],
)
def test_any_words_of_a_card_are_found(show, entries, words, count):
    shown = show(entries)
    shown.page.get_by_label("Search").fill(words)
    assert shown.count == f"{count} of 16"
    assert shown.page.get_by_text("No leaflet is like that.").is_visible() == (count == 0)


# By keyboard


def focused(page):
    return page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")


def test_the_keyboard_reaches_all_in_order_and_shows_where_it_is(show, entries):
    page = show(entries[:2]).page
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(focused(page))
        ring = page.evaluate(
            "(at => getComputedStyle(at.type === 'radio' ? at.nextElementSibling : at).outlineStyle)"
            "(document.activeElement)"
        )
        assert ring == "solid" or reached[-1].startswith("Skip"), reached[-1]
        assert page.evaluate("document.activeElement.checkVisibility()")
    assert reached == [
        "Skip to the leaflets",
        *("words", "clinic", "language", "layout", "state"),
        *("screen, Arabic handout, PDF", "office, Arabic handout, PDF", "2 warnings"),
    ]


def test_the_first_link_skips_the_filters(show, entries):
    page = show(entries).page
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box["width"] > 100
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "screen, Arabic handout, PDF"


def test_filters_are_set_by_keyboard_alone(show, entries):
    shown = show(entries)
    page = shown.page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("south")
    assert shown.count == "8 of 16"
    page.keyboard.press("Enter")
    assert shown.count == "8 of 16"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Arabic")
    expect(page.locator("#count")).to_have_text("2 of 16")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert shown.ids == ["south/ar/trifold"]
    page.keyboard.press("Tab")
    assert focused(page) == "Show all"
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("16 of 16")


def test_every_control_has_a_name_and_the_count_is_told(show, entries):
    page = show(entries).page
    assert page.get_by_role("search", name="Leaflets").is_visible()
    assert page.get_by_role("status").inner_text() == "16 of 16"
    for name in ("Clinic", "Language", "Layout"):
        assert page.get_by_role("combobox", name=name).is_visible()
    assert page.get_by_role("group", name="State").get_by_role("radio").count() == 4
    assert page.get_by_role("region", name="North Clinic").get_by_role("listitem").count() > 8


# On paper


def on_paper(shown):
    """All words of the page as it prints; where their lines end depends on the system's fonts."""
    return " ".join(" ".join(page_texts(shown.page.pdf(format="A4"))).split())


def test_paper_shows_no_filters_and_all_warnings(show, entries):
    shown = show(entries)
    printed = on_paper(shown)
    assert "Leaflets in print" in printed
    assert "16 leaflets" in printed
    assert printed.count("the accent is pale") == 2
    assert "hint: shorten it" in printed
    for word in ("Search", "All clinics", "All languages", "Show all", "16 of 16", "Skip"):
        assert word not in printed


def test_paper_shows_what_was_chosen_and_says_how_many(show, entries):
    shown = show(entries)
    shown.page.get_by_role("combobox", name="Language").select_option("es")
    printed = on_paper(shown)
    assert "4 of 16" in printed
    assert printed.count("Spanish trifold") == 2
    assert "Arabic" not in printed


def test_no_card_is_broken_over_two_pages(show, made):
    many = [
        made(layout=f"first{number}", version=f"last{number}", warnings=("long " * (number % 7 * 9),))
        for number in range(60)
    ]
    pages = page_texts(show(many).page.pdf(format="A4"))
    assert len(pages) > 3
    for number in range(60):
        head = [index for index, text in enumerate(pages) if f"first{number}" in text.split()]
        foot = [index for index, text in enumerate(pages) if f"vlast{number}" in text.split()]
        assert len(head) == 1, number
        assert head == foot, number
