"""`python -m brochure` is the command `brochure`."""

import sys

from brochure.process import settle_process


def main() -> None:
    """Load the command and run it; Ctrl-C while it is still loading ends without a traceback, too."""
    settle_process()
    try:
        from brochure.cli import main as run  # within reach of `except`
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
