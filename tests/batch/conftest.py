"""A small project for batches: some clinics, one small layout, and batches that run in this process."""

import shutil
import sys
from pathlib import Path

import pytest

from brochure.batch.batch import print_batch
from brochure.batch.batch import Settings
from brochure.batch.select import Wish
from brochure.output import open_output
from brochure.project import read_project

ROOT = Path(__file__).resolve().parents[2]
# Workers are started anew with this path and import what they are to do by name; a package "tests" may be
# anybody's.
sys.path.append(str(Path(__file__).parent))

EVERYTHING = Wish(everything=True)

LAYOUT = (
    "summary: one page\nfold: two-sided\nsize: {{largest: 12pt, smallest: 12pt}}\nplans: [{{name: only}}]\n"
    "leaves-out: [{left}]\n"
)
PAGE = (
    '<leaflet><panel name="page-1" style="page"><h1>{{ content.cover.heading }}</h1></panel>'
    '<panel name="page-2" style="page"><h2>{{ content.cover.heading }}</h2></panel></leaflet>\n'
)


class Shop:
    """A project of its own whose files a test may change, and its output."""

    def __init__(self, root):
        self.root = root
        self.output = root / "out"
        shutil.copy(ROOT / "content.yaml", root)
        shutil.copytree(ROOT / "looks", root / "looks")
        (root / "translations").mkdir()
        for shared in (ROOT / "layouts").glob("*.j2"):
            self.write(f"layouts/{shared.name}", shared.read_text(encoding="utf-8"))
        self.clinic("alpha")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, name, old, new):
        text = self.read(name)
        assert old in text, (name, old)
        self.write(name, text.replace(old, new, 1))

    def clinic(self, name, more=""):
        """A copy of the sample clinic under another name, and more lines of its file."""
        folder = self.root / "clinics" / name
        shutil.copytree(ROOT / "clinics" / "riverside", folder)
        self.change(
            f"clinics/{name}/clinic.yaml", "Riverside Physiotherapy\n  short", f"{name.title()}\n  short"
        )
        if more:
            self.write(f"clinics/{name}/clinic.yaml", self.read(f"clinics/{name}/clinic.yaml") + more)

    def layout(self, name="mini", page=PAGE):
        """A layout of two pages that say next to nothing."""
        left = ", ".join(read_project(self.root).content.sections)
        self.write(f"layouts/{name}/layout.yaml", LAYOUT.format(left=left))
        self.write(f"layouts/{name}/template.xml.j2", page)

    def language(self, *tags):
        for tag in tags:
            shutil.copy(ROOT / "translations" / f"{tag}.po", self.root / "translations")

    def project(self):
        return read_project(self.root)

    def batch(self, wish=EVERYTHING, address=None, **settings):
        """All events of a batch."""
        output = open_output(address or str(self.output))
        settings = {"jobs": 1, **settings}
        return list(print_batch(self.project(), wish, Settings(output=output, **settings)))

    def files(self):
        """Bytes of the output's PDF files by name."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*.pdf"))
        }


@pytest.fixture
def shop(tmp_path):
    root = tmp_path / "shop"
    root.mkdir()
    made = Shop(root)
    made.layout()
    return made
