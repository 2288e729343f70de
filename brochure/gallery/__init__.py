"""What a batch has printed: a contact sheet for people, and a manifest for machines."""

from brochure.gallery.manifest import make_manifest
from brochure.gallery.model import Entry
from brochure.gallery.model import File
from brochure.gallery.page import make_index
from brochure.gallery.thumbnails import make_thumbnail
from brochure.gallery.thumbnails import read_thumbnails

__all__ = ["Entry", "File", "make_index", "make_manifest", "make_thumbnail", "read_thumbnails"]
