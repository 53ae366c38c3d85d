"""`asgi-agent redact`: files and pipes without the identifiers of patients."""

from __future__ import annotations

import json
import math
import os
import sys
from argparse import RawDescriptionHelpFormatter
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.cli.files import FileError, Source, made, opened
from asgi_agent.cli.progress import Progress
from asgi_agent.cli.rewriting import FORMATS, Rewriter, format_of
from asgi_agent.counted import counted
from asgi_agent.errors import AgentError, ConfigurationError
from asgi_agent.phi.policy import PRESETS, SAFE_HARBOR, Policy, preset
from asgi_agent.phi.spans import Label
from asgi_agent.whole_files import locked

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager

    from asgi_agent.cli.files import Target
    from asgi_agent.phi.pseudonyms import Pseudonymiser
    from asgi_agent.phi.spans import Span

_SLASHES = tuple(filter(None, (os.sep, os.altsep)))

FOUND, FAILED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

DESCRIPTION = """\
Replace names, dates, numbers and the other identifiers of 45 CFR 164.514(b)(2) in files, or in what comes
from a pipe. Running text, JSON by the line and HL7 v2 messages are read and written as they come, whatever
their size; a JSON document is read whole.

Patterns, key words and lists find what they know. Read what comes out before you call it de-identified.

The exit status is
  0  if all files were redacted; with --check, if nothing was found
  1  with --check, if something was found
  2  if something could not be done; the other files are done all the same, and a file that could not be
     read to its end is neither written nor changed
A summary goes to the standard error: what was found, by category, never a value.
"""
EXAMPLES = """\
examples:
  asgi-agent redact note.txt > redacted.txt
  tail -f app.log | asgi-agent redact
  asgi-agent redact --in-place export/*.ndjson
  asgi-agent redact --check --report json fixtures/*.json
  asgi-agent redact --pseudonymise --vault vault/ --vault-key key.hex note.txt
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "redact",
        help="remove identifiers from files",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files", nargs="*", default=["-"], metavar="FILE", help="default: -, the standard input"
    )
    parser.add_argument("--format", choices=FORMATS, help="default: by suffix, then by how the text begins")
    parser.add_argument(
        "--encoding", default="utf-8", help="of the files and of what is written (%(default)s)"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="a file; a directory for several FILEs, or if it ends with a slash: made if it is not there",
    )
    where.add_argument(
        "-i", "--in-place", action="store_true", help="replace the files; each whole, or not at all"
    )
    where.add_argument(
        "-c", "--check", action="store_true", help="write nothing; the exit status says what is"
    )
    what = parser.add_argument_group("what is removed")
    what.add_argument(
        "--policy",
        default=SAFE_HARBOR.name,
        metavar="NAME|FILE.toml",
        help=f"{' or '.join(PRESETS)}, or a policy of your own (%(default)s)",
    )
    what.add_argument(
        "--known",
        type=Path,
        metavar="LIST",
        help="identifiers to find wherever they stand, one a line; a label and a tab may go before each",
    )
    tokens = parser.add_argument_group(
        "tokens in place of placeholders", "from which the values can be restored"
    )
    tokens.add_argument("--pseudonymise", action="store_true", help="write [NAME_k7f3] rather than [NAME]")
    tokens.add_argument("--vault", type=Path, metavar="DIR", help="where the values are kept, sealed")
    tokens.add_argument(
        "--vault-key", type=Path, metavar="KEY", help="file of 32 random bytes, or of 64 hexadecimal digits"
    )
    tokens.add_argument(
        "--thread", default="redact", help="whose tokens; one value has one token in it (%(default)s)"
    )
    parser.add_argument(
        "--report", choices=("text", "json", "none"), default="text", help="the summary (%(default)s)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Redact the files, say what was found, and exit with what became of them."""
    _checked(options)
    try:
        reports = _Command(options).run()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # Python would write to the pipe once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(PIPE_CLOSED) from None
    if any(report.error for report in reports):
        raise SystemExit(FAILED)
    if options.check and any(report.found for report in reports):
        raise SystemExit(FOUND)


@dataclass
class _Report:
    """What became of one file."""

    name: str
    format: str | None = None
    found: dict[str, int] | None = None
    error: str | None = None

    def to_dict(self) -> dict[str, Any]:
        what = {"error": self.error} if self.error else {"format": self.format, "found": self.found}
        return {"file": self.name, **what}


class _Command:
    """One run of the command."""

    def __init__(self, options: argparse.Namespace) -> None:
        from asgi_agent.phi.redactor import Redactor

        self._options = options
        self._pseudonyms = _pseudonyms(options)
        self._redactor = Redactor(
            _policy(options.policy),
            known={} if options.known is None else _known(options.known),
            replace=None if self._pseudonyms is None else self._token,
        )
        self._ids = self._redactor.session()
        self._without_token = 0
        self._sources = [Source(file, options.encoding, self._advance) for file in options.files]
        sizes = [source.size for source in self._sources]
        self._progress = Progress(
            None if None in sizes else sum(size or 0 for size in sizes),
            shown=bool(options.in_place or options.check or options.output) or not sys.stdout.isatty(),
        )

    def run(self) -> list[_Report]:
        reports = []
        for source in self._sources:
            report = _Report(source.name)
            try:
                self._redact(source, report)
            except BrokenPipeError:
                raise
            except (FileError, AgentError, OSError, UnicodeEncodeError) as error:
                report.found, report.error = None, self._reason(error)
                self._progress.clear()
                print(f"asgi-agent: {report.error}", file=sys.stderr)
            reports.append(report)
        self._progress.clear()
        if self._without_token:
            without = counted(self._without_token, "identifier")
            print(
                f"asgi-agent: {without} got a placeholder, which nothing restores: "
                "this --thread has as many tokens as it can",
                file=sys.stderr,
            )
        _print_summary(reports, self._options)
        return reports

    def _alone(self) -> AbstractContextManager[None]:
        """Keep other runs of this command from the vault, which may be about to make the same tokens."""
        return locked(self._options.vault / "cli.lock")

    def _reason(self, error: Exception) -> str:
        if isinstance(error, UnicodeEncodeError):  # which quotes the character
            return f"what is to be written is no text in {self._options.encoding}"
        return f"standard output: {error.strerror}" if isinstance(error, OSError) else str(error)

    def _token(self, value: str, span: Span) -> str | None:
        assert self._pseudonyms is not None
        token = self._pseudonyms.replace(value, span)
        self._without_token += token is None
        return token

    def _advance(self, count: int) -> None:
        self._progress.advance(count)

    def _redact(self, source: Source, report: _Report) -> None:
        pieces = source.pieces()
        report.format = self._options.format
        if report.format is None:
            report.format, pieces = format_of("" if source.path is None else source.name, pieces)
        rewriter = Rewriter(self._redactor, self._pseudonyms, self._alone, self._ids)
        with self._target(source) as target:
            for piece in rewriter.rewritten(source.name, report.format, pieces):
                if target is not None:
                    target.write(piece)
            report.found = {label.value: rewriter.counts[label] for label in Label if rewriter.counts[label]}
            if target is not None and (report.found or not self._options.in_place):
                target.keep()

    def _target(self, source: Source) -> AbstractContextManager[Target | None]:
        if self._options.check:
            return nullcontext()
        if self._options.in_place or self._options.output is None:
            return opened(source.path if self._options.in_place else None, self._options.encoding)
        path = Path(self._options.output)
        if source.path is not None and (_is_directory(self._options) or path.is_dir()):
            path = made(path) / source.path.name
        return opened(path, self._options.encoding)


def _is_directory(options: argparse.Namespace) -> bool:
    """Whether the output must be a directory, be it there or not."""
    return len(options.files) > 1 or options.output.endswith(_SLASHES)


def _checked(options: argparse.Namespace) -> None:
    """Refuse options that do not go together.

    Raises:
        ConfigurationError: they do not.
    """
    names = [Path(file).name for file in options.files]
    if options.in_place and "-" in options.files:
        raise ConfigurationError("--in-place: the standard input has no place")
    if options.output is not None and _is_directory(options):
        output = Path(options.output)
        if output.exists() and not output.is_dir():
            raise ConfigurationError(f"--output: {output} is a file, and is to be a directory")
        if "-" in options.files:
            raise ConfigurationError("--output: the standard input has no name in a directory")
    if options.output is not None and len(set(names)) < len(names):
        raise ConfigurationError("--output: two of the files have the same name")
    if options.pseudonymise and (options.vault is None or options.vault_key is None or options.check):
        raise ConfigurationError("--pseudonymise takes --vault and --vault-key, and does not go with --check")
    if not options.pseudonymise and (options.vault or options.vault_key):
        raise ConfigurationError("--vault and --vault-key go with --pseudonymise")
    try:
        "".encode(options.encoding)
    except LookupError:
        raise ConfigurationError(f"--encoding: {options.encoding!r} is not known") from None


def _policy(name: str) -> Policy:
    return preset(name) if name in PRESETS or not name.endswith(".toml") else Policy.from_toml(name)


def _known(path: Path) -> dict[str, Label]:
    """The identifiers in a list, with their labels; messages name lines, as what is in them is PHI."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"--known {path}: {type(error).__name__}") from None
    known = {}
    for number, line in enumerate(lines, 1):
        label, tab, identifier = line.rpartition("\t")
        if tab and label.strip() not in Label.__members__:
            raise ConfigurationError(f"--known {path}, line {number}: a label is one of {', '.join(Label)}")
        if identifier.strip():
            known[identifier.strip()] = Label(label.strip()) if tab else Label.ID
    return known


def _pseudonyms(options: argparse.Namespace) -> Pseudonymiser | None:
    if not options.pseudonymise:
        return None
    from asgi_agent.phi.pseudonyms import Pseudonymiser
    from asgi_agent.phi.vault import Vault, VaultScope
    from asgi_agent.phi.vault.file import FileStore
    from asgi_agent.phi.vault.sealing import KEY_BYTES

    try:
        key = options.vault_key.read_bytes()
        key = key if len(key) == KEY_BYTES else bytes.fromhex(key.decode("ascii"))
    except OSError as error:
        raise ConfigurationError(f"--vault-key {options.vault_key}: {error.strerror}") from None
    except ValueError:  # which quotes the key
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigurationError(
            f"--vault-key {options.vault_key}: it is neither {KEY_BYTES} bytes nor their hexadecimal digits"
        )
    # A file is read for as long as it is there, and so are its values.
    vault = Vault(FileStore(options.vault, ttl=math.inf), key=key)
    return Pseudonymiser(vault, VaultScope("cli", options.thread))


def _print_summary(reports: list[_Report], options: argparse.Namespace) -> None:
    if options.report == "json":
        print(json.dumps({"files": [report.to_dict() for report in reports]}, indent=2), file=sys.stderr)
    elif options.report == "text":
        for report in reports:
            if report.found is not None:
                print(_summary(report), file=sys.stderr)


def _summary(report: _Report) -> str:
    assert report.found is not None
    total = sum(report.found.values())
    held = counted(total, "identifier") if total else "no identifiers"
    head = f"{report.name}: {held} ({report.format})"
    return "\n".join([head, *(f"  {label:12} {count:6}" for label, count in report.found.items())])
