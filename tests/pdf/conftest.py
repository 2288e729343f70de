import importlib.util
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).with_name("sample.py")


def _load():
    known = sys.modules.get("pdf_sample")
    if known is not None:
        return known
    spec = importlib.util.spec_from_file_location("pdf_sample", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["pdf_sample"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample():
    """The module that makes the sample leaflet."""
    return _load()


@pytest.fixture(scope="session")
def made(sample):
    """The sample leaflet's values."""
    return sample.make()


@pytest.fixture(scope="session")
def shared(sample, made):
    from brochure.pdf.prepare import prepare

    return prepare(made.leaflet, made.document, made.pictures)


@pytest.fixture(scope="session")
def files(sample, made, shared):
    """The sample's bytes for screen and office."""
    from brochure.pdf.write import write

    impositions = {"screen": sample.screen(made.leaflet), "office": sample.office(made.leaflet)}
    return {
        name: write(shared, made.parts, imposition, sample.PALETTE, made.logos, sample.METADATA)
        for name, imposition in impositions.items()
    }
