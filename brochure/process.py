"""A process of ours: how it is set up, and what it holds."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource


def settle_process() -> None:
    """Have a process that may be over in half a second spend its time on the leaflet.

    Libraries and words stay until its end, and nearly nothing that a build throws away refers to itself:
    looking for that after every 700 new objects, as the interpreter does, finds nothing and takes a tenth
    of the time. After every 50,000 it still bounds what a long run can leave lying about. And pydantic
    would search all that is installed for plug-ins; what is printed may not depend on any.
    """
    gc.set_threshold(50_000)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def find_memory() -> float:
    """Bytes of memory that this process holds; where that cannot be known, the most it ever held, or 0."""
    with suppress(OSError):
        return _read_pages() * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most if sys.platform == "darwin" else most * 1024)


def _read_pages() -> int:
    """Resident pages (proc(5), /proc/pid/statm); OSError where there is no such file."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1])
