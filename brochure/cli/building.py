"""`brochure build`: what is asked for, how the run is shown while it goes, and what is said at its end."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import Annotated
from typing import TYPE_CHECKING

import typer

from brochure.cli.telling import enter
from brochure.cli.telling import HERE
from brochure.cli.telling import INTERRUPTED
from brochure.cli.telling import refuse
from brochure.cli.telling import Root
from brochure.cli.telling import tell
from brochure.diagnostics import BuildError

if TYPE_CHECKING:
    from brochure.batch.batch import Settings
    from brochure.batch.select import Wish
    from brochure.cli.tellers import Teller
    from brochure.project import Project


ClinicNames = Annotated[
    list[str] | None,
    typer.Option(help="Which clinics, by name or as in 'north-*', several after commas; the first one."),
]
LanguageNames = Annotated[list[str] | None, typer.Option(help="Which languages; English.")]
LayoutNames = Annotated[list[str] | None, typer.Option(help="Which layouts; all.")]
TargetNames = Annotated[list[str] | None, typer.Option(help="screen, office; both.")]
Everything = Annotated[bool, typer.Option("--all", help="All that the clinics ask for; names narrow it.")]
Draft = Annotated[
    bool, typer.Option("--draft", help="Print what is not translated in the leaflet's own language, marked.")
]
Address = Annotated[
    str, typer.Option(help="Where files go: a folder, or an address as in s3://bucket/leaflets.")
]


def take_wish(
    clinic: list[str] | None,
    language: list[str] | None,
    layout: list[str] | None,
    target: list[str] | None,
    everything: bool,
) -> Wish:
    """What the options name: several after a comma, or the option again."""
    from brochure.batch.select import Wish

    def split(given: list[str] | None) -> tuple[str, ...]:
        return tuple(name.strip() for names in given or () for name in names.split(","))

    return Wish(split(clinic), split(language), split(layout), split(target), everything)


# Long: one line or two for each option.
def build(
    clinic: ClinicNames = None,
    language: LanguageNames = None,
    layout: LayoutNames = None,
    target: TargetNames = None,
    everything: Everything = False,
    draft: Draft = False,
    output: Address = "build",
    force: Annotated[bool, typer.Option("--force", help="Print what is up to date, too.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="With --all, remove files that nobody asks for any more.")
    ] = False,
    index: Annotated[
        bool | None,
        typer.Option(help="Write index.html and manifest.json, or do not; done for several leaflets."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=512, help="How many processes print: 1 is this one; up to one a core."),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="A Dask scheduler's address, as in tcp://host:8786, or local.")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds that an edition may take.")] = 60.0,
    memory_limit: Annotated[int, typer.Option(min=1, help="Megabytes that a process may take.")] = 2048,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be printed, and why.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line as it happens, for programs.")
    ] = False,
    project: Root = HERE,
) -> None:
    """Print what is not up to date, and one line for each file.

    Files are <output>/<clinic>/<language>/<layout>-<target>.pdf.
    """
    from brochure.batch.batch import (
        Settings,  # the engine is heavy: --help and --version must not wait for it
    )
    from brochure.batch.jobs import Limits
    from brochure.cli.tellers import JsonTeller
    from brochure.cli.tellers import TextTeller
    from brochure.output import open_output
    from brochure.project import read_project

    found = read_project(enter(project))
    wish = take_wish(clinic, language, layout, target, everything)
    settings = Settings(
        output=open_output(output),
        draft=draft,
        force=force,
        prune=prune,
        index=index,
        jobs=jobs,
        cluster=cluster,
        limits=Limits(time_limit, memory_limit),
        dry=dry_run,
    )
    if prune and not everything:
        print("error: --prune goes with --all: it has to know all that is asked for", file=sys.stderr)
        raise typer.Exit(2)
    if jobs and cluster not in (None, "local"):
        print("error: --jobs goes with --cluster local: another cluster has its own workers", file=sys.stderr)
        raise typer.Exit(2)
    teller: Teller = JsonTeller(settings) if as_json else TextTeller(settings, found.content.leaflet)
    if not run_batch(found, wish, settings, teller):
        raise typer.Exit(1)


def run_batch(found: Project, wish: Wish, settings: Settings, teller: Teller) -> bool:
    """Run a batch and tell of it; whether all that was asked for is there.

    typer.Exit for a wish that cannot be, and for Ctrl-C.
    """
    from brochure.batch.batch import print_batch
    from brochure.marked import Refusal

    ended: BuildError | None = None
    try:
        with closing(print_batch(found, wish, settings)) as events:
            for event in events:
                teller.tell(event)
    except Refusal as refusal:
        refuse(refusal)
        raise typer.Exit(2) from refusal
    except BuildError as error:
        ended = error
    except KeyboardInterrupt:
        teller.interrupt()
        raise typer.Exit(INTERRUPTED) from None
    return teller.finish(ended.diagnostics if ended else ())


def watch(
    clinic: ClinicNames = None,
    language: LanguageNames = None,
    layout: LayoutNames = None,
    target: TargetNames = None,
    everything: Everything = False,
    draft: Draft = False,
    output: Address = "build",
    project: Root = HERE,
) -> None:
    """Print what is due, and again whatever a saved file touches, until Ctrl-C."""
    from brochure.batch.batch import Settings  # as in `build`
    from brochure.batch.watching import Failed
    from brochure.batch.watching import Saved
    from brochure.batch.watching import watch_batch
    from brochure.cli.tellers import WatchTeller
    from brochure.output import open_output

    root = enter(project)
    wish = take_wish(clinic, language, layout, target, everything)
    settings = Settings(output=open_output(output), draft=draft)
    teller = WatchTeller(settings)
    try:
        for event in watch_batch(root, wish, settings):
            if isinstance(event, Saved):
                teller.save(event.files)
            elif isinstance(event, Failed):
                tell(event.diagnostics)
            else:
                teller.tell(event)
    except KeyboardInterrupt:
        print()
