"""Watching: what a saved file touches is printed again, mistakes are told, and the next save goes on."""

import queue
import threading

import pytest

from brochure.batch.batch import Planned
from brochure.batch.batch import Printed
from brochure.batch.batch import Settings
from brochure.batch.select import Wish
from brochure.batch.watching import Failed
from brochure.batch.watching import Saved
from brochure.batch.watching import watch_batch
from brochure.build import Press
from brochure.output import open_output


class Watcher:
    """A watch in a thread of its own, and the events that it gives."""

    def __init__(self, shop, wish):
        self.events = queue.Queue()
        settings = Settings(output=open_output(str(shop.output)))

        def watch():
            for event in watch_batch(shop.root, wish, settings):
                self.events.put(event)

        threading.Thread(target=watch, daemon=True).start()

    def until(self, kind):
        """All events up to the first of a kind."""
        met = []
        while True:
            met.append(self.events.get(timeout=20))
            if isinstance(met[-1], kind):
                return met


@pytest.fixture
def watched(shop):
    shop.clinic("beta", "look: bold\n")
    watcher = Watcher(shop, Wish(everything=True))
    first = watcher.until(Planned)
    assert len(first[-1].due) == 4
    for _ in range(4):
        watcher.until(Printed)
    return watcher


def drained(watcher, count):
    """The editions of the next `count` printed events."""
    return {watcher.until(Printed)[-1].edition.id for _ in range(count)}


def test_a_saved_clinic_is_printed_again_and_no_other(shop, watched):
    shop.change("clinics/beta/clinic.yaml", "01632 960142", "01632 960143")
    saved = watched.until(Saved)[-1]
    assert saved.files == ("clinics/beta/clinic.yaml",)
    planned = watched.until(Planned)[-1]
    assert [(due.edition.clinic, due.why) for due in planned.due] == [("beta", "changed clinic")] * 2
    assert drained(watched, 2) == {"beta/en/mini/screen", "beta/en/mini/office"}
    data = (shop.output / "beta/en/mini-screen.pdf").read_bytes()
    assert data == Press(shop.project()).print(planned.due[0].edition).data


def test_a_mistake_is_told_and_the_next_save_goes_on(shop, watched):
    good = shop.read("content.yaml")
    shop.write("content.yaml", "leaflet: [\n")
    failed = watched.until(Failed)[-1]
    assert failed.diagnostics[0].source.path == "content.yaml"
    shop.write("content.yaml", good)
    assert watched.until(Planned)[-1].due == ()
    shop.change("layouts/mini/template.xml.j2", "<h1>", "<h1 >")
    assert {due.why for due in watched.until(Planned)[-1].due} == {"changed layout"}
    assert len(drained(watched, 4)) == 4


def test_what_is_no_file_of_the_authors_is_not_heard(shop, watched):
    for name in ("clinics/beta/clinic.yaml~", "clinics/beta/.clinic.yaml.swp", "notes.txt", "out/x.yaml"):
        shop.write(name, "x")
    shop.change("clinics/beta/clinic.yaml", "01632 960142", "01632 960143")
    assert watched.until(Saved)[-1].files == ("clinics/beta/clinic.yaml",)


def test_a_new_clinic_even_while_others_are_still_printed(shop):
    watcher = Watcher(shop, Wish(everything=True))
    watcher.until(Planned)
    shop.clinic("gamma")
    editions = set()
    while len(editions) < 4:
        editions |= drained(watcher, 1)
    assert {edition.split("/")[0] for edition in editions} == {"alpha", "gamma"}


def test_watching_keeps_what_it_remembers(shop):
    """The second printing composes nothing anew where only a clinic has changed."""
    press = Press(shop.project())
    edition = next(iter(shop.batch(dry=True)[0].due)).edition
    press.print(edition)
    shop.change("clinics/alpha/clinic.yaml", "01632 960142", "01632 960143")
    renewed = press.renew(shop.project())
    typeset = renewed.dress(edition).typeset
    assert typeset is press.dress(edition).typeset
    assert renewed.print(edition).data == Press(shop.project()).print(edition).data
    shop.change("layouts/mini/template.xml.j2", "<h1>", "<h1 >")
    assert press.renew(shop.project()).dress(edition).typeset is not typeset
