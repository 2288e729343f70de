"""`python -m brochure` is the command `brochure`."""

from brochure.cli import main

if __name__ == "__main__":
    main()
