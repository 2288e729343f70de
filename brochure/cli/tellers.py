"""How a run is told: as lines and a bar for people, as JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from typing import Any
from typing import Protocol
from typing import TYPE_CHECKING

from brochure.batch.batch import Event
from brochure.batch.batch import Planned
from brochure.batch.batch import Printed
from brochure.batch.batch import Removed
from brochure.batch.batch import Settings
from brochure.batch.batch import Stopped
from brochure.batch.plan import Due
from brochure.batch.plan import File
from brochure.build import Edition
from brochure.cli.telling import tell
from brochure.cli.telling import tell_text
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.stock import judge_review

if TYPE_CHECKING:
    from rich.progress import Progress

    from brochure.content.model import Leaflet

FEW = 8
"""Editions that are told one by one even where they are up to date, and without a bar."""

MOST_NAMED = 6
"""Editions that are named for one cause; of the others there is a count."""


class Teller(Protocol):
    """Tells of a run: each event as it happens, and its end."""

    def tell(self, event: Event) -> None:
        """Something has happened."""

    def finish(self, diagnostics: Sequence[Diagnostic]) -> bool:
        """The run is over; `diagnostics` ended it early. Whether all that was asked for is there."""

    def interrupt(self) -> None:
        """Ctrl-C has ended the run."""


@dataclass(slots=True)
class Tally:
    """What a run has come to so far."""

    started: float = field(default_factory=time.perf_counter)
    planned: Planned | None = None
    printed: list[Printed] = field(default_factory=list)
    stopped: list[Stopped] = field(default_factory=list)

    def note(self, event: Event) -> None:
        """Take an event into account."""
        if isinstance(event, Planned):
            self.planned = event
        elif isinstance(event, Printed):
            self.printed.append(event)
        elif isinstance(event, Stopped):
            self.stopped.append(event)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.perf_counter() - self.started

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What keeps clinics from being read at all."""
        return self.planned.diagnostics if self.planned else ()

    @property
    def left(self) -> int:
        """Editions that are due and not dealt with."""
        return len(self.planned.due) - len(self.printed) - len(self.stopped) if self.planned else 0

    def counts(self) -> dict[str, int]:
        """Editions printed, up to date and stopped."""
        current = len(self.planned.current) if self.planned else 0
        return {"printed": len(self.printed), "current": current, "stopped": len(self.stopped)}


@dataclass(frozen=True, slots=True)
class Cause:
    """What stops editions, in words, and which."""

    said: str
    editions: tuple[Edition, ...]


def group_causes(stopped: Iterable[Stopped]) -> Iterator[Cause]:
    """Each cause once, with the editions that it stops, in the order in which they were met."""
    editions: dict[Diagnostic | str, list[Edition]] = {}
    contexts: dict[Diagnostic | str, set[str]] = {}
    for one in stopped:
        for found in one.errors or (one.crash.strip(),):
            # A context says which edition it was: that is what the list is for.
            key = replace(found, context="") if isinstance(found, Diagnostic) else found
            editions.setdefault(key, []).append(one.edition)
            contexts.setdefault(key, set()).add(found.context if isinstance(found, Diagnostic) else "")
    for key, some in editions.items():
        if isinstance(key, Diagnostic):
            said = str(replace(key, context=min(contexts[key])) if len(contexts[key]) == 1 else key)
        else:
            said = f"error: {some[0].id} is not printed: {key}"
        yield Cause(said, tuple(dict.fromkeys(some)))


class TextTeller:
    """For people: a line a file in a pipe; in a terminal a bar, where there is more than can be read."""

    def __init__(self, settings: Settings, leaflet: Leaflet) -> None:
        self._output = settings.output
        self._dry = settings.dry
        self._leaflet = leaflet
        self._tally = Tally()
        self._removed: set[str] = set()
        self._bar: Progress | None = None

    def tell(self, event: Event) -> None:
        """A line for a file, or a step of the bar."""
        self._tally.note(event)
        if isinstance(event, Planned):
            self._tell_plan(event)
        elif isinstance(event, Printed):
            self._step()
            if self._bar is None:
                print(f"{self._place(event.file)}  {_size(event.file)}", flush=True)
        elif isinstance(event, Stopped):
            self._step()
        elif isinstance(event, Removed):
            self._removed.add(event.file.name)
            print(f"removed: {self._place(event.file)}")
        elif event.name.endswith(".html"):
            self._end_bar()
            print(self._output.place(event.name))

    def finish(self, diagnostics: Sequence[Diagnostic]) -> bool:
        """Warnings, what stopped what, files that are too many, and the count."""
        self._end_bar()
        tally = self._tally
        self._tell_mistakes(diagnostics)
        self._tell_old()
        review = judge_review(self._leaflet, date.today())
        if review.state != "fine":
            print(f"{self._leaflet.id}: {review.says}")
        counts = tally.counts()
        well = not diagnostics and not tally.diagnostics and not tally.stopped
        said = [f"{tally.left} to be printed" if self._dry else f"{counts['printed']} printed"]
        said += [f"{counts['current']} up to date"] if counts["current"] else []
        said += [f"{counts['stopped']} stopped"] if counts["stopped"] else []
        said += [f"{tally.left} not begun"] if tally.left and not self._dry else []
        print(f"{'done' if well else 'stopped'} in {tally.seconds:.2f} s: {', '.join(said)}")
        return well

    def interrupt(self) -> None:
        """What is there is whole."""
        self._end_bar()
        done = len(self._tally.printed)
        left = f"{done} printed, {self._tally.left} not begun: the same command goes on from there"
        print(left, file=sys.stderr)

    def _tell_plan(self, planned: Planned) -> None:
        if self._dry:
            for due in planned.due:
                print(f"{self._output.place(due.edition.path.as_posix())}  {due.why}")
            return
        if len(planned.due) + len(planned.current) <= FEW:
            for _, file in planned.current:
                print(f"{self._place(file)}  {_size(file)}  up to date")
        if len(planned.due) > FEW and sys.stderr.isatty():
            self._bar = _make_bar()
            self._bar.add_task("printing", total=len(planned.due), stopped="")
            self._bar.start()

    def _step(self) -> None:
        if self._bar is not None:
            stopped = len(self._tally.stopped)
            task = self._bar.task_ids[0]
            self._bar.update(task, advance=1, stopped=f"[red]{stopped} stopped[/red]" if stopped else "")

    def _end_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _tell_mistakes(self, diagnostics: Sequence[Diagnostic]) -> None:
        tally = self._tally
        planned = tally.planned
        current = [file.record for _, file in planned.current] if planned else []
        records = [*current, *(printed.file.record for printed in tally.printed)]
        if not self._dry:
            for warning in dict.fromkeys(warning for record in records for warning in record.warnings):
                tell_text(warning, Severity.WARNING)
        tell(tally.diagnostics)
        left = [one.left for one in tally.stopped if one.left is not None]
        for cause in group_causes(tally.stopped):
            tell_text(cause.said, Severity.ERROR)
            if len(cause.editions) > 1:
                named = ", ".join(edition.id for edition in cause.editions[:MOST_NAMED])
                more = len(cause.editions) - MOST_NAMED
                more_said = f" and {more} more" if more > 0 else ""
                print(f"    stops {len(cause.editions)} editions: {named}{more_said}", file=sys.stderr)
        for file in left[:FEW]:
            print(f"older than its inputs: {self._place(file)}", file=sys.stderr)
        if len(left) > FEW:
            print(f"and {len(left) - FEW} more files that are older than their inputs", file=sys.stderr)
        tell(diagnostics)

    def _tell_old(self) -> None:
        planned = self._tally.planned
        if planned is None or not planned.old:
            return
        there = [file for file in planned.old if file.name not in self._removed]
        for file in there[:FEW]:
            print(f"nobody asks for it any more: {self._place(file)}")
        if len(there) > FEW:
            print(f"and {len(there) - FEW} more")
        if there:
            print("with --prune such files are removed")

    def _place(self, file: File) -> str:
        return self._output.place(file.name)


def _size(file: File) -> str:
    pages = file.record.pages
    return f"{pages} page{'s' if pages != 1 else ''}  {file.bytes / 1024:.0f} kB"


def _make_bar() -> Progress:
    """Editions, editions a second, time left, and how many are stopped."""
    from rich.console import Console
    from rich.progress import BarColumn
    from rich.progress import MofNCompleteColumn
    from rich.progress import Progress
    from rich.progress import ProgressColumn
    from rich.progress import Task
    from rich.progress import TextColumn
    from rich.progress import TimeRemainingColumn
    from rich.text import Text

    class Speed(ProgressColumn):
        """Editions a second."""

        def render(self, task: Task) -> Text:
            """The speed as it is now."""
            return Text(f"{task.speed:.0f}/s" if task.speed else "", style="cyan")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Speed(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[stopped]}"),
        console=Console(stderr=True),
        transient=True,
    )


class WatchTeller:
    """For people at their desk: a line a file, mistakes as they are met, and how long a save took."""

    def __init__(self, settings: Settings) -> None:
        self._output = settings.output
        self._started = time.perf_counter()
        self._due = 0

    def save(self, files: Sequence[str]) -> None:
        """Files have been saved."""
        self._started = time.perf_counter()
        print(f"saved: {', '.join(files)}", flush=True)

    def tell(self, event: Event) -> None:
        """What comes of it."""
        if isinstance(event, Planned):
            self._due = len(event.due)
            tell(event.diagnostics)
            print(f"{self._due} to be printed, {len(event.current)} up to date", flush=True)
        elif isinstance(event, Printed):
            for warning in event.file.record.warnings:
                tell_text(warning, Severity.WARNING)
            self._count(f"{self._output.place(event.file.name)}  {_size(event.file)}")
        elif isinstance(event, Stopped):
            for cause in group_causes([event]):
                tell_text(cause.said, Severity.ERROR)
            self._count(f"{event.edition.id} is not printed")

    def _count(self, said: str) -> None:
        self._due -= 1
        took = f"  {time.perf_counter() - self._started:.2f} s" if not self._due else ""
        print(said + took, flush=True)


class JsonTeller:
    """For programs: one object a line on standard output, and nothing else; `event` says what it is."""

    def __init__(self, settings: Settings) -> None:
        self._output = settings.output
        self._dry = settings.dry
        self._tally = Tally()

    def tell(self, event: Event) -> None:
        """One line, or one for each edition of a plan."""
        self._tally.note(event)
        if isinstance(event, Planned):
            self._tell_plan(event)
        elif isinstance(event, Printed):
            self._tell_file("printed", event.edition, event.file)
        elif isinstance(event, Stopped):
            messages = [str(found) for found in event.errors] or [event.crash.strip()]
            left = self._output.place(event.left.name) if event.left else None
            self._say("stopped", edition=event.edition.id, messages=messages, older=left)
        elif isinstance(event, Removed):
            self._say("removed", path=self._output.place(event.file.name))
        else:
            self._say("shown", path=self._output.place(event.name))

    def finish(self, diagnostics: Sequence[Diagnostic]) -> bool:
        """The last line."""
        tally = self._tally
        messages = [str(found) for found in (*tally.diagnostics, *diagnostics)]
        well = not messages and not tally.stopped
        self._say("ended", well=well, **tally.counts(), messages=messages, seconds=round(tally.seconds, 2))
        return well

    def interrupt(self) -> None:
        """The last line."""
        self._say("interrupted", **self._tally.counts(), left=self._tally.left)

    def _tell_plan(self, planned: Planned) -> None:
        old = [self._output.place(file.name) for file in planned.old]
        self._say(
            "planned", due=len(planned.due), current=len(planned.current), old=old, workers=planned.workers
        )
        for edition, file in planned.current:
            self._tell_file("current", edition, file)
        if self._dry:
            for due in planned.due:
                self._tell_due(due)

    def _tell_due(self, due: Due) -> None:
        place = self._output.place(due.edition.path.as_posix())
        self._say("due", edition=due.edition.id, path=place, why=due.why)

    def _tell_file(self, event: str, edition: Edition, file: File) -> None:
        record = file.record
        self._say(
            event,
            edition=edition.id,
            path=self._output.place(file.name),
            bytes=file.bytes,
            pages=record.pages,
            size=record.size,
            plan=record.plan,
            draft=record.draft,
            digest=record.digest,
            warnings=record.warnings,
        )

    def _say(self, event: str, **said: Any) -> None:
        print(json.dumps({"event": event, **said}, ensure_ascii=False), flush=True)
