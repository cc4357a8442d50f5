"""python -m geodata brief | verify."""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from geodata.briefing import (
    BANNER,
    Bureau,
    Layout,
    Request,
    Sheet,
    Spelling,
    make_sheet,
    view_from_link,
    write_text,
)
from geodata.briefing.verifying import Verdict, verify
from geodata.errors import SelectionError, SheetError, StoreError
from geodata.model import Relation
from geodata.options import LoadKnowledge, add_clocks, as_date, check_actors, check_sources
from geodata.outputs import write_bytes
from geodata.selection import Comparison, Selection
from geodata.settings import Settings, Worldview
from geodata.store import open_store

_SIZES = ("screen", "a4")
_MOST_TOLD = 20
_NOT_SUPPORTED = 1
_PAIRS = (Layout.VOICES, Layout.DAYS)


def add_brief(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", load: LoadKnowledge
) -> list[argparse.ArgumentParser]:
    """Add `brief` and `verify` to the command line; `load` loads the seeds."""
    brief = commands.add_parser(
        "brief",
        help="write a briefing sheet of a view: picture, PDF, slides or text",
        description="Write a sheet of a view, with legend, numbered sources, link and a hash of "
        "the data; the ending of OUT says whether as picture, PDF, slides or text. The same view "
        "of the same data gives the same bytes.",
    )
    brief.add_argument("out", metavar="OUT", type=Path, help="a .png, .pdf, .pptx or .txt to write")
    _add_view(brief)
    _add_sheet(brief)
    brief.set_defaults(run=partial(_run_brief, load=load))
    check = commands.add_parser(
        "verify",
        help="say whether the store still supports what a sheet cites",
        description="Read the hash and the citations that a sheet carries, and look each claim up "
        "in the store. Exit code 1 if one is not supported any more.",
    )
    check.add_argument("sheet", metavar="SHEET", type=Path, help="a .pdf, .png or .pptx")
    check.set_defaults(run=partial(_run_verify, load=load))
    return [brief, check]


def _add_view(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--link", metavar="URL", help="the view of this address of the dashboard, or of a sheet"
    )
    command.add_argument("--voice", metavar="ACTOR", help="what this claimant says (RU, UA, ISW …)")
    command.add_argument("--outlet", metavar="SOURCE", help="as printed by this source")
    for name, metavar, what in (
        ("--actor", "ACTOR", "claims about this actor"),
        ("--source", "SOURCE", "claims printed by this source"),
        ("--place", "PLACE", "claims about this place id; of a dossier its place"),
    ):
        command.add_argument(name, action="append", metavar=metavar, help=what, default=[])
    command.add_argument(
        "--relation", action="append", choices=[one.value for one in Relation], default=[],
        help="claims that state this",
    )  # fmt: skip
    add_clocks(command, since="claims, and not from before this day")
    command.add_argument("--compare-voice", metavar="ACTOR", help="with --layout voices: the other")
    command.add_argument(
        "--compare-as-of", type=as_date, metavar="DATE", help="with --layout days: the other day"
    )
    command.add_argument("--about", metavar="ACTOR", help="whose ground two accounts differ on")


def _add_sheet(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--layout", choices=[one.value for one in Layout], default=Layout.SINGLE.value,
        help="one map; two voices; two days; a table of disputed places; one place's dossier",
    )  # fmt: skip
    command.add_argument("--title", default="", help="default: made of the view")
    command.add_argument("--banner", default=BANNER, help=f"handling, default “{BANNER}”")
    command.add_argument(
        "--sources", type=int, default=12, metavar="N", help="listed on a picture (default: 12)"
    )
    command.add_argument(
        "--spelling", choices=[one.value for one in Spelling], default=Spelling.LATIN.value
    )
    command.add_argument(
        "--changed-since", type=as_date, metavar="DATE", help="tell what changed since this day"
    )
    command.add_argument("--worldview", choices=[one.value for one in Worldview])
    command.add_argument(
        "--size", choices=_SIZES, default="screen", help="of a picture: 2400 x 1350, or A4"
    )


def _run_brief(options: argparse.Namespace, settings: Settings, *, load: LoadKnowledge) -> int:
    write = _writer(options)
    request = _request(options)
    bureau = _open(settings, load)
    try:
        _check(request, bureau)
        sheet = make_sheet(bureau, request)
        content = write(sheet)
    finally:
        bureau.store.close()
    _keep(options.out, content, bureau.store.path)
    for note in (note for note in sheet.notes if sheet.watermark and "edistribution" in note):
        print(note, file=sys.stderr)
    print(f"{options.out}: {len(sheet.sources)} sources, data {sheet.digest}")
    return 0


def _open(settings: Settings, load: LoadKnowledge) -> Bureau:
    knowledge = load(settings)
    return Bureau(
        store=open_store(settings.store_url, must_exist=True),
        knowledge=knowledge,
        settings=settings,
    )


def _writer(options: argparse.Namespace) -> Callable[[Sheet], bytes]:
    # Here, for drawing takes a second to load, and every other command would wait for it.
    from geodata.briefing import drawing  # noqa: PLC0415

    size = drawing.A4 if options.size == "a4" else drawing.SCREEN
    writers: Mapping[str, Callable[[Sheet], bytes]] = {
        ".png": lambda sheet: drawing.draw_png(sheet, size),
        ".pdf": drawing.draw_pdf,
        ".pptx": drawing.draw_pptx,
        ".txt": lambda sheet: write_text(sheet).encode("utf-8", "replace"),
    }
    write = writers.get(options.out.suffix.lower())
    if write is None:
        raise SheetError(f"{options.out} is no sheet; it must end in {', '.join(writers)}")
    return write


def _request(options: argparse.Namespace) -> Request:
    layout = Layout(options.layout)
    view = view_from_link(options.link, layout) if options.link else _view(options, layout)
    if options.worldview:
        view = replace(view, worldview=Worldview(options.worldview))
    return Request(
        view=view,
        layout=layout,
        title=options.title,
        banner=options.banner,
        most_sources=max(options.sources, 0),
        spelling=Spelling(options.spelling),
        changed_since=options.changed_since,
        place=options.place[0] if layout is Layout.DOSSIER and options.place else None,
    )


def _view(options: argparse.Namespace, layout: Layout) -> Selection | Comparison:
    if layout in _PAIRS:
        return _comparison(options, layout)
    return Selection(
        voice=options.voice,
        outlet=options.outlet,
        actors=frozenset(options.actor),
        relations=frozenset(map(Relation, options.relation)),
        sources=frozenset(options.source),
        places=frozenset(options.place),
        since=options.since,
        as_of=options.as_of,
        known_at=options.known_at,
    )


def _comparison(options: argparse.Namespace, layout: Layout) -> Comparison:
    one = Comparison(
        voice=options.voice, outlet=options.outlet, as_of=options.as_of,
        voice2=options.compare_voice, outlet2=options.outlet, as_of2=options.as_of,
        known_at=options.known_at, about=options.about,
    )  # fmt: skip
    if layout is Layout.VOICES:
        if not options.compare_voice:
            raise SelectionError("two voices: name the other one with --compare-voice")
        return one
    if not options.compare_as_of:
        raise SelectionError("two days: name the other one with --compare-as-of")
    days = sorted(filter(None, (options.as_of, options.compare_as_of)))
    later = days[1] if len(days) > 1 else None
    return replace(one, voice2=options.voice, as_of=days[0], as_of2=later)


def _check(request: Request, bureau: Bureau) -> None:
    """Refuse what nobody here bears: a sheet of it would be empty without saying why."""
    for one in request.selections:
        check_actors({*filter(None, [one.voice]), *one.actors, *one.claimants}, bureau.knowledge)
        check_sources({*filter(None, [one.outlet]), *one.sources}, bureau.store, bureau.knowledge)
        for place_id in one.places:
            bureau.knowledge.gazetteer.place(place_id)
    if request.layout is Layout.DOSSIER and request.subject:
        bureau.knowledge.gazetteer.place(request.subject)


def _keep(path: Path, content: bytes, store: Path | None) -> None:
    if store and path.exists() and path.resolve() == store.resolve():
        raise StoreError(f"{path} is the store; write to another file")
    write_bytes(str(path), content)


def _run_verify(options: argparse.Namespace, settings: Settings, *, load: LoadKnowledge) -> int:
    from geodata.briefing.reading_back import proof_in  # noqa: PLC0415 - see _writer

    proof = proof_in(options.sheet)
    bureau = _open(settings, load)
    try:
        verdict = verify(bureau, proof)
    finally:
        bureau.store.close()
    _tell(options.sheet, verdict)
    return 0 if verdict.stands else _NOT_SUPPORTED


def _tell(path: Path, verdict: Verdict) -> None:
    proof, failures = verdict.proof, verdict.failures
    supported = len(proof.claims) - len(failures)
    print(f"{path}: data {proof.digest}, view {proof.link}")
    same = "the same data" if verdict.same_data else "other data"
    print(f"as known then, this store gives {same}")
    print(f"{supported} of {len(proof.claims)} cited claims are supported by the store now")
    for failure in failures[:_MOST_TOLD]:
        print(f"[{failure.number}] claim {failure.claim_id}: {failure.why}")
    if len(failures) > _MOST_TOLD:
        print(f"and {len(failures) - _MOST_TOLD} more")
    for note in verdict.notes:
        print(note, file=sys.stderr)
