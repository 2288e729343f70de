"""`python -m brochure` is the command `brochure`."""

import gc
import os
import sys


def main() -> None:
    """Load the command and run it; Ctrl-C while it is still loading ends without a traceback, too."""
    settle_process()
    try:
        from brochure.cli import main as run  # within reach of `except`
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    run()


def settle_process() -> None:
    """Have a process that may be over in half a second spend its time on the leaflet.

    Libraries and words stay until its end, and nearly nothing that a build throws away refers to itself:
    looking for that after every 700 new objects, as the interpreter does, finds nothing and takes a tenth
    of the time. After every 50,000 it still bounds what a long run can leave lying about. And pydantic
    would search all that is installed for plug-ins; what is printed may not depend on any.
    """
    gc.set_threshold(50_000)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


if __name__ == "__main__":
    main()
