"""The command line: the verbs on files. The whole command, with folders and pages to look at, is the Rust one."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Callable, cast, get_args, get_type_hints

from . import OCRFactureAPI, OCRFactureError, Report, __version__
from . import types as choices
from ._base import dumps
from ._documents import printable
from .batch import BatchItem

if TYPE_CHECKING:
    from .types import CheckOptions, ExtractOptions, Format, GenerateOptions

# 2, a command badly written, is told by argparse.
ALL_READ, SOME_FAILED, NONE_READ, UNWRITTEN, INTERRUPTED = 0, 1, 3, 4, 130


class _UnwrittenError(Exception):
    """The output cannot be written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code, as the Rust command's."""
    args = _parser().parse_args(arguments)
    try:
        with OCRFactureAPI() as api:
            return cast("Callable[[OCRFactureAPI, argparse.Namespace], int]", args.run)(api, args)
    except OCRFactureError as error:
        _say(f"{error.code} : {error}")
        return NONE_READ
    except _UnwrittenError as error:
        _say(f"la sortie ne peut pas être écrite : {error.__cause__}")
        return UNWRITTEN
    except BrokenPipeError:
        # Who reads our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ALL_READ
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ocr_facture_api",
        description="Lit, juge et écrit des factures, sur cette machine.",
        epilog="Codes de sortie : 0 tout est lu (ou conforme), 1 une partie, 2 commande mal écrite, 3 rien, 4 sortie "
        "impossible à écrire, 130 interrompu.",
    )
    parser.add_argument("--version", action="version", version=f"ocr-facture-api {__version__}")
    verbs = parser.add_subparsers(title="verbes", required=True, metavar="VERBE")

    extract = _verb(verbs, "extract", "lit des factures", _extract)
    extract.add_argument("files", nargs="+", metavar="FICHIER", help="« - » pour l'entrée standard")
    form = extract.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="l'objet, ou un tableau s'il y a plusieurs fichiers")
    for name, told in (
        ("ndjson", "un objet par ligne"),
        ("csv", "une facture par ligne"),
        ("csv-lines", "une ligne par ligne de facture"),
    ):
        form.add_argument(f"--{name}", dest="format", action="store_const", const=name.replace("-", "_"), help=told)
    form.add_argument("--xlsx", metavar="CLASSEUR", type=Path, help="écrit un classeur")
    extract.add_argument("--pages", type=_pages, metavar="PAGES", help="pages à lire, comme 1-3,5")
    extract.add_argument(
        "--jobs", "-j", type=int, metavar="N", help="documents lus en même temps ; un par cœur par défaut"
    )
    _flags(extract, choices.ExtractOptions, skip={"pages"})
    _output(extract)

    for name, told, run in (
        ("check", "dit si des factures portent tout ce que la loi demande", _check),
        ("validate", "dit si des factures électroniques suivent les règles officielles", _validate),
    ):
        verb = _verb(verbs, name, told, run)
        verb.add_argument("files", nargs="+", metavar="FICHIER", help="« - » pour l'entrée standard")
        verb.add_argument("--json", action="store_true", help="le rapport, ou un tableau s'il y a plusieurs fichiers")
        verb.add_argument(
            "--ruleset", dest="rulesets", action="append", metavar="JEU", help="seulement ce jeu ; répétable"
        )
        _flags(verb, choices.CheckOptions, skip={"rulesets"})
        _output(verb)

    facturx = _verb(verbs, "facturx", "écrit une Factur-X : d'une facture en JSON, ou de tout document", _facturx)
    facturx.add_argument("file", metavar="FICHIER", help=".json pour une facture, sinon un document")
    facturx.add_argument("--pdf", type=Path, help="met la facture dans ce PDF, dont la page est gardée")
    facturx.add_argument("--output", "-o", required=True, type=Path, metavar="FICHIER")
    facturx.add_argument("--logo", type=Path, metavar="IMAGE", help="logo de la page dessinée : PNG ou JPEG")
    _flags(facturx, choices.GenerateOptions, skip={"logo", "now"})
    return parser


def _verb(verbs: Any, name: str, told: str, run: Callable[..., int]) -> argparse.ArgumentParser:
    verb = cast(argparse.ArgumentParser, verbs.add_parser(name, help=told, description=told.capitalize() + "."))
    verb.set_defaults(run=run)
    return verb


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", "-o", type=Path, metavar="FICHIER", help="écrit là plutôt que sur la sortie standard"
    )


def _flags(parser: argparse.ArgumentParser, options: type, skip: set[str]) -> None:
    """A flag for each option of a verb, from its type."""
    names: list[str] = []
    for name, hint in get_type_hints(options).items():
        if name in skip or name == "limits":
            continue
        names.append(name)
        kinds = [kind for kind in get_args(hint) or (hint,) if kind is not type(None)]
        texts = kinds if isinstance(kinds[0], str) else get_args(kinds[0])
        flag = f"--{name.replace('_', '-')}"
        if texts and isinstance(texts[0], str):
            parser.add_argument(flag, choices=texts)
        elif kinds == [bool]:
            parser.add_argument(flag, action=argparse.BooleanOptionalAction)
        elif kinds == [date]:
            parser.add_argument(flag, type=date.fromisoformat, metavar="JOUR")
        elif kinds == [int]:
            parser.add_argument(flag, type=int, metavar="MS" if name == "timeout" else "N")
        else:
            parser.add_argument(flag, metavar=name.upper())
    parser.set_defaults(option_names=[*names, *skip])


def _options(args: argparse.Namespace) -> dict[str, Any]:
    """The options that were given."""
    given = {name: getattr(args, name, None) for name in args.option_names}
    return {name: value for name, value in given.items() if value is not None}


def _pages(text: str) -> list[int]:
    """`1-3,5` as pages."""
    pages: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        pages += range(int(first), int(last or first) + 1)
    return pages


def _documents(files: Sequence[str]) -> list[str | tuple[str, BinaryIO]]:
    return [("-", sys.stdin.buffer) if name == "-" else name for name in files]


def _extract(api: OCRFactureAPI, args: argparse.Namespace) -> int:
    read = failed = 0

    def tallied(items: Iterator[BatchItem]) -> Iterator[BatchItem]:
        nonlocal read, failed
        for item in items:
            read, failed = read + item.ok, failed + (not item.ok)
            item.name = printable(item.name)
            if item.error is not None:
                _say(f"{item.name} : {item.error} [{item.error.code}]")
            yield item

    options = cast("ExtractOptions", _options(args))
    items = tallied(api.batch_extract(_documents(args.files), jobs=args.jobs, **options))
    if args.xlsx is not None:
        with _written(args.xlsx) as out:
            out.write(api.export(items, "xlsx"))
    else:
        with _written(args.output) as out:
            for part in _told(api, items, args):
                out.write(part)
    return ALL_READ if read and not failed else NONE_READ if not read else SOME_FAILED


def _told(api: OCRFactureAPI, items: Iterator[BatchItem], args: argparse.Namespace) -> Iterator[bytes]:
    """The output, piece by piece."""
    form = cast("Format | None", args.format)
    if args.json:
        yield from _array(args.files, ((item.name, item.error, item.result) for item in items))
    elif form == "ndjson":
        for item in items:
            yield api.export([item], form)
    elif form is not None:
        yield api.export(items, form)
    else:
        for item in items:
            if item.result is not None:
                yield f"{item.name} : {_summary(item)}\n".encode()


def _array(files: Sequence[str], answers: Iterator[tuple[str, OCRFactureError | None, Any]]) -> Iterator[bytes]:
    """The answer of one file, or an array of `{path, result}` and `{path, error}`."""
    if len(files) == 1:
        for _, _, answer in answers:
            if answer is not None:
                yield answer.to_json().encode() + b"\n"
        return
    before = b"["
    for name, error, answer in answers:
        told = f'"error":{dumps(error.to_dict())}' if error is not None else f'"result":{answer.to_json()}'
        yield before + f'{{"path":{dumps(name)},{told}}}'.encode()
        before = b",\n"
    yield b"]\n"


def _summary(item: BatchItem) -> str:
    """An invoice on a line."""
    result = item.unwrap()
    invoice = result.invoice
    totals = " · ".join(
        f"{told} {amount}"
        for told, amount in (("HT", invoice.totals.net), ("TVA", invoice.totals.tax), ("TTC", invoice.totals.gross))
        if amount is not None
    )
    parts = [invoice.number, invoice.issue_date, invoice.seller.name, f"{totals} {invoice.currency or ''}".strip()]
    warned = f" ({', '.join(dict.fromkeys(w.code for w in result.warnings))})" if result.warnings else ""
    return " · ".join(str(part) for part in parts if part) + warned


def _check(api: OCRFactureAPI, args: argparse.Namespace) -> int:
    return _judge(args, lambda document, options: api.check_compliance(document, **options))


def _validate(api: OCRFactureAPI, args: argparse.Namespace) -> int:
    return _judge(args, lambda document, options: api.validate(document, **options))


def _judge(args: argparse.Namespace, verb: Callable[[str | BinaryIO, CheckOptions], Report]) -> int:
    options = cast("CheckOptions", _options(args))
    valid = invalid = unread = 0

    def judged() -> Iterator[tuple[str, OCRFactureError | None, Report | None]]:
        nonlocal valid, invalid, unread
        for document in _documents(args.files):
            name, given = document if isinstance(document, tuple) else (document, document)
            name = printable(name)
            try:
                report = verb(given, options)
            except OCRFactureError as error:
                unread += 1
                _say(f"{name} : {error} [{error.code}]")
                yield name, error, None
            else:
                valid, invalid = valid + report.passed, invalid + (not report.passed)
                yield name, None, report

    with _written(args.output) as out:
        told = _array(args.files, judged()) if args.json else _reports(judged())
        for part in told:
            out.write(part)
    if valid + invalid == 0:
        return NONE_READ
    return SOME_FAILED if invalid or unread else ALL_READ


def _reports(answers: Iterator[tuple[str, OCRFactureError | None, Report | None]]) -> Iterator[bytes]:
    """Reports for people."""
    words = {"passed": "conforme", "failed": "non conforme", "not_run": "non jugée"}
    weights = {"fatal": "à corriger", "warning": "à revoir", "info": "à savoir"}
    for name, _, report in answers:
        if report is None:
            continue
        score = "" if report.score is None else f" · {report.score}/100"
        lines = [f"{name} : {words[report.verdict]}{score}"]
        for finding in report.findings:
            if finding.status == "failed":
                lines.append(f"  {weights[finding.severity]} : {finding.message.fr} [{finding.rule}]")
                if finding.fix is not None:
                    lines.append(f"    → {finding.fix.fr}")
        lines += [
            f"  non exécuté : {r.id}{f' ({r.why.fr})' if r.why else ''}"
            for r in report.rulesets
            if r.status == "not_run"
        ]
        yield ("\n".join(lines) + "\n").encode()


def _facturx(api: OCRFactureAPI, args: argparse.Namespace) -> int:
    options = cast("GenerateOptions", _options(args))
    if args.logo is not None:
        options["logo"] = _read(args.logo)
    data = sys.stdin.buffer.read() if args.file == "-" else _read(Path(args.file))
    if data.lstrip()[:1] == b"{":
        import json

        told = json.loads(data)
        made = api.generate_facturx(told.get("invoice", told), args.pdf, **options)
    elif args.pdf is not None:
        made = api.generate_facturx(api.extract_from_bytes(data).invoice, args.pdf, **options)
    else:
        made = api.convert_to_facturx(data, **options)
    with _written(None if str(args.output) == "-" else args.output) as out:
        out.write(made.pdf)
    _say(f"écrit : {args.output} · Factur-X {made.profile} · page {made.page}")
    for notice in (*made.changes, *made.warnings):
        _say(f"  {notice.message} [{notice.code}]")
    return ALL_READ


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        from .errors import OCRFactureNotFoundError

        raise OCRFactureNotFoundError("Ce fichier ne peut pas être ouvert.", context={"path": str(path)}) from error


@contextlib.contextmanager
def _written(path: Path | None) -> Generator[BinaryIO]:
    """The standard output, or a file that appears whole or not at all."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        out = partial.open("wb")
    except OSError as error:
        raise _UnwrittenError from error
    try:
        with out:
            yield out
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr)
