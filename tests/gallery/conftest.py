"""Entries to show, and the system's own Chromium to show them in."""

import os
import shutil
from dataclasses import replace
from io import BytesIO

import pytest
from playwright.sync_api import sync_playwright
from reportlab.pdfgen.canvas import Canvas

from brochure.gallery import Entry
from brochure.gallery import File
from brochure.gallery import make_index

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

LANGUAGES = {
    "ar": ("العربية", "Arabic", "التدليك واعتلال الأعصاب"),
    "en": ("English", "English", "Massage and neuropathy"),
    "es": ("español", "Spanish", "El masaje y la neuropatía"),
    "ur": ("اردو", "Urdu", "مساج اور نیوروپیتھی"),
}

WARNING = "clinics/north/clinic.yaml:14:3: warning: the accent is pale"
STOPPED = 'translations/ur.po:88:1: error: "نام" does not fit\n    hint: shorten it'


def pdf(colour=(0, 0.4, 0.5), size=(280, 595)):
    """A page with a name and a block of colour."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=True)
    canvas.setFillColorRGB(*colour)
    canvas.rect(0, 0, size[0], size[1] / 2, stroke=0, fill=1)
    canvas.drawString(30, size[1] - 60, "Leaflet")
    canvas.save()
    return buffer.getvalue()


def made(clinic="north", language="en", layout="trifold", **changes):
    """An entry with its two files, of which anything may be said otherwise."""
    own, english, title = LANGUAGES[language]
    entry = Entry(
        clinic=clinic,
        clinic_name=f"{clinic.title()} Clinic",
        language=language,
        language_name=own,
        language_english=english,
        rtl=language in ("ar", "ur"),
        layout=layout,
        title=title,
        files=tuple(
            File(target, f"{clinic}/{language}/{layout}-{target}.pdf", 118_400, pages, "ab12")
            for target, pages in (("screen", 6), ("office", 2))
        ),
        size=12.75,
        plan="roomy",
        draft=False,
        version="1.0",
        warnings=(),
        stopped=(),
        thumbnail=b"",
        digest=f"{clinic}-{language}-{layout}",
    )
    return replace(entry, **changes)


@pytest.fixture(name="pdf")
def pdf_fixture():
    return pdf


@pytest.fixture(name="made")
def made_fixture():
    return made


@pytest.fixture
def entries():
    """Two clinics, four languages, two layouts: sixteen, of which some are drafts, warned of or stopped."""
    every = [
        made(clinic, language, layout)
        for clinic in ("north", "south")
        for language in LANGUAGES
        for layout in ("handout", "trifold")
    ]
    every[0] = replace(every[0], draft=True, warnings=(WARNING, "a second one"))
    every[3] = replace(every[3], draft=True)
    every[5] = replace(every[5], warnings=(WARNING,))
    every[7] = replace(every[7], files=(), stopped=(STOPPED,))
    every[9] = replace(every[9], files=every[9].files[:1], stopped=("office: no room",), draft=True)
    return every


def find_chromium(environment, path=None):
    """Where Chromium is. Without it a test is skipped and says what to install; where CI=true it fails."""
    found = shutil.which("chromium", path=path)
    if found:
        return found
    say = "chromium is not here; on Debian: apt-get install chromium"
    return pytest.fail(say) if environment.get("CI") == "true" else pytest.skip(say)


@pytest.fixture(name="find_chromium")
def find_chromium_fixture():
    return find_chromium


@pytest.fixture(scope="module")
def browser():
    executable = find_chromium(os.environ)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, headless=True, args=FLAGS)
        yield opened
        opened.close()


class Shown:
    """A page of entries in the browser, with all that it asked for and all that it complained of."""

    def __init__(self, context, folder):
        self.folder = folder
        self.asked = []
        self.complaints = []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, data):
        path = self.folder / "index.html"
        path.write_bytes(data)
        self.page.goto(path.as_uri())
        return self.page

    @property
    def count(self):
        return self.page.locator("#count").inner_text()

    @property
    def ids(self):
        """Clinic, language and layout of the cards that can be seen, in order."""
        return self.page.evaluate(
            "[...document.querySelectorAll('.card')].filter(card => card.checkVisibility()).map(card =>"
            " [card.closest('section').dataset.clinic, card.dataset.language, card.dataset.layout].join('/'))"
        )


@pytest.fixture
def show(browser, tmp_path):
    """A function that shows entries in a browser of a given width, with or without JavaScript."""
    contexts = []

    def open_page(entries, width=1200, scripts=True, change=lambda data: data):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="en-GB"
        )
        context.set_default_timeout(5000)
        contexts.append(context)
        shown = Shown(context, tmp_path)
        shown.open(change(make_index(entries, "Leaflets in print")))
        return shown

    yield open_page
    for context in contexts:
        context.close()
