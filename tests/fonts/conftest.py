import shutil
from pathlib import Path

import pytest

from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.fonts.choose import choose_chain
from brochure.marked import Str

DATA = Path(__file__).with_name("data")


class Clinic:
    """A clinic's folder with font files in it, and what its choice of a typeface leads to."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()

    def add(self, name, data=None, to=""):
        """A test font, or other bytes, in the folder."""
        path = self.folder / (to or name)
        path.parent.mkdir(exist_ok=True)
        if data is None:
            shutil.copy(DATA / name, path)
        else:
            path.write_bytes(data)
        return path

    def add_with_bits(self, name, bits, version=4, to=""):
        """A test font that says of itself what it may be used for (OS/2 fsType)."""
        data = bytearray((DATA / name).read_bytes())
        count = int.from_bytes(data[4:6], "big")
        records = {bytes(data[at : at + 4]): at for at in range(12, 12 + 16 * count, 16)}
        table = int.from_bytes(data[records[b"OS/2"] + 8 :][:4], "big")
        data[table : table + 2] = version.to_bytes(2, "big")
        data[table + 8 : table + 10] = bits.to_bytes(2, "big")
        return self.add(name, bytes(data), to)

    def choose(self, name, language="en", sample=""):
        """The chain for a family, and what was told."""
        findings = Findings()
        source = Source("clinics/river/clinic.yaml", 7, 12)
        chain = choose_chain(Str(name, source), language, self.folder, findings, sample)
        return chain, [str(found) for found in findings]


@pytest.fixture
def clinic(tmp_path):
    return Clinic(tmp_path / "river")
