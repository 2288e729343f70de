"""Printing again what a saved file touches, as soon as it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from brochure.batch.batch import Event
from brochure.batch.batch import print_batch
from brochure.batch.batch import Settings
from brochure.batch.select import Wish
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.marked import Refusal
from brochure.marked import shown_path
from brochure.project import read_project

WATCHED = ("content.yaml", "layouts", "looks", "translations", "clinics")
"""What an author writes, in the project's folder."""

ENDINGS = (".yaml", ".j2", ".po", ".svg", ".png", ".jpg", ".jpeg", ".ttf", ".otf", ".ttc", ".otc")

SETTLE = 50
"""Milliseconds without a further change after which a save is over: an editor may write a file in several
steps, and whoever saved waits."""


IDLE = 200
"""Milliseconds after which a wait without a change is told."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Files have been saved, made or deleted; what follows is what comes of it."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The project cannot be printed as it is now."""

    diagnostics: tuple[Diagnostic, ...]


def watch_batch(root: Path, wish: Wish, settings: Settings) -> Iterator[Event | Saved | Failed]:
    """Print what is due, then wait for a file to be saved and print what that has made due, for ever.

    Everything is printed in this process, which remembers what further printings can use again. BuildError
    where the library is missing.
    """
    settings = replace(settings, jobs=1, cluster=None)
    keeper = _Keeper(root, wish, settings)
    begun = False
    for files in _wait(root):
        if files:
            yield Saved(files)
        if files or not begun:
            yield from keeper.print()
        begun = True


class _Keeper:
    """One press for all printings, as far as it can be used again."""

    def __init__(self, root: Path, wish: Wish, settings: Settings) -> None:
        self._root = root
        self._wish = wish
        self._settings = settings
        self._press: Press | None = None

    def print(self) -> Iterator[Event | Failed]:
        """Print what is due now; an author's mistake is an event: the next save may mend it."""
        try:
            project = read_project(self._root)
            settings = self._settings
            cache = (settings.output.local or Path("build")) / ".cache"
            press = self._press
            self._press = press.renew(project) if press else Press(project, cache, settings.draft)
            yield from print_batch(project, self._wish, settings, self._press)
        except BuildError as error:
            yield Failed(error.diagnostics)
        except Refusal as refusal:
            yield Failed((Diagnostic(Severity.ERROR, refusal.message, hints=refusal.hints),))


def _wait(root: Path) -> Iterator[tuple[str, ...]]:
    """The author's files that have just been changed, or none, again and again.

    When it first gives none, the watch has begun: what is saved from then on is not missed, whatever is being
    done in the meantime.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        hint = "pip install 'brochure[watch]'"
        message = "watching needs watchfiles, which is not installed"
        raise BuildError([Diagnostic(Severity.ERROR, message, hints=(hint,))]) from error
    folder = root.resolve()
    changes: Iterable[set[tuple[object, str]]] = watch(
        *(folder / name for name in WATCHED if (folder / name).exists()),
        watch_filter=lambda _, path: path.endswith(ENDINGS) and "/." not in path.replace("\\", "/"),
        debounce=SETTLE * 4,
        step=SETTLE,
        rust_timeout=IDLE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for some in changes:
        yield tuple(sorted({shown_path(Path(path), folder) for _, path in some}))
