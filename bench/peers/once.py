"""One leaflet by WeasyPrint in a process of its own: what a shell script would call."""

import json
import sys
from pathlib import Path

from bench.peers.by_weasyprint import Maker


def main() -> None:
    """Make the leaflet of the scene that is named."""
    folder, scene = map(Path, sys.argv[1:])
    families = {path.stem: path.stem for path in (folder / "fonts").glob("*.ttf")}
    data = Maker(folder, families).make(json.loads(scene.read_text(encoding="utf-8")))
    (folder / "one.pdf").write_bytes(data)


if __name__ == "__main__":
    main()
