"""The page of a report: one file, without scripts and without anything from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.audit.record import utc_now
from asgi_agent.audit.report import sections
from asgi_agent.audit.report.accounting import disclosures
from asgi_agent.audit.report.markup import Markup, anchor, h
from asgi_agent.counted import counted
from asgi_agent.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.query import Query
    from asgi_agent.audit.report.figures import Figures
    from asgi_agent.audit.verification import Verdict

MAX_TOLD = 10


def page(figures: Figures, verdict: Verdict, query: Query) -> str:
    """The report as HTML.

    Ids stand in it as in the log: of a patient whom the query names by another id, only the pseudonym does.

    Args:
        figures: what it says.
        verdict: what verifying the whole log gave.
        query: which records it is about.
    """
    # Read as it stands, without another kind of line break, as its hash is in the policy.
    style = Path(__file__).with_name("page.css").read_bytes().decode()
    head = h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="referrer", content="no-referrer"),
        h("title", f"Audit report: {verdict.log}"),
        h("style", Markup(style)),
    )
    parts = _parts(query)
    main = h("main", *(section(figures) for _, section in parts))
    body = h("body", _header(figures, verdict, query), _contents(parts), main, _footer(figures))
    return f"<!doctype html>\n{h('html', head, body, lang='en')}\n"


def _policy(style: str) -> str:
    """Nothing may be loaded, run or sent anywhere; the style sheet is the one whose hash this is."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _header(figures: Figures, verdict: Verdict, query: Query) -> Markup:
    span = f"{_time(figures.began)} to {_time(figures.ended)} UTC" if figures.began else "no records"
    return h(
        "header",
        h("h1", f"Audit report: {verdict.log}"),
        h("p", f"{verdict.place}: {span}. {_asked(query)}", class_="soft"),
        _verdicts(verdict),
        _evidence(verdict),
        sections.tiles(figures),
    )


def _parts(query: Query) -> list[tuple[str, Callable[[Figures], Markup]]]:
    """The sections in their order. The accounting is long, and of a report on one patient the first thing."""
    parts = [
        ("Requests", sections.requests),
        ("Access by patient", sections.by_patient),
        ("Access by user", sections.by_user),
        ("Denied and failed", sections.refused),
        ("Emergency overrides", sections.overrides),
        ("Redaction", sections.redaction),
        ("Gaps and purges", sections.log_itself),
    ]
    accounting = ("Accounting of disclosures", disclosures)
    return [accounting, *parts] if query.patient else [*parts, accounting]


def _contents(parts: Sequence[tuple[str, object]]) -> Markup:
    return h("nav", *(h("a", name, href=f"#{anchor(name)}") for name, _ in parts))


def _footer(figures: Figures) -> Markup:
    lines = counted(figures.unreadable, "line")
    damage = f" {lines} could not be read." if figures.unreadable else ""
    return h("footer", f"Made {_time(utc_now())} UTC by asgi-agent {__version__}.{damage}")


def _asked(query: Query) -> str:
    """What the report is restricted to. An id that was looked for is not repeated: it may be a patient's."""
    ids = ("actor", "patient", "encounter", "request", "run", "thread", "trace", "resource")
    codes = ("type", "phase", "action", "outcome", "purpose", "route")
    parts = [f"one {name}" for name in ids if getattr(query, name) is not None]
    parts += [f"{name} {value}" for name in codes if (value := getattr(query, name)) is not None]
    parts += ["emergency overrides"] if query.break_glass else []
    parts += [f"since {_time(query.since)}"] if query.since else []
    parts += [f"until {_time(query.until)}"] if query.until else []
    return f"Only {', '.join(parts)}." if parts else "All records."


def _verdicts(verdict: Verdict) -> Markup:
    segments = counted(verdict.segments, "segment")
    span = f"Records {verdict.first or 0:,} to {verdict.last or 0:,} in {segments}"
    intact = verdict.integrity == "intact"
    complete = verdict.completeness == "complete"
    faults = "follow each other as they were written" if intact else counted(verdict.fault_count, "fault")
    ended = "Every writer ended what it began, and nothing is known to be missing"
    wanting = ", ".join(f"{count:,} {kind}" for kind, count in verdict.counts.items())
    return h(
        "div",
        _verdict("Integrity", verdict.integrity, f"{span}: {faults}.", "good" if intact else "bad"),
        _verdict(
            "Completeness",
            verdict.completeness,
            f"{wanting or ended}.",
            "good" if complete else "warn",
        ),
        _anchoring(verdict),
        class_="verdicts",
    )


def _anchoring(verdict: Verdict) -> Markup:
    anchored = verdict.anchored
    if anchored is None:
        what = "No checkpoints were given: who can write to the log's disk could have rewritten all of it."
        return _verdict("Anchoring", "not checked", what, "warn")
    what = f"{counted(anchored.checkpoints, 'signed checkpoint')} for records 1 to {anchored.size:,}."
    kind = {"anchored": "good", "unanchored": "warn", "contradicted": "bad"}[anchored.verdict]
    return _verdict("Anchoring", anchored.verdict, what, kind)


def _verdict(title: str, verdict: str, what: str, kind: str) -> Markup:
    return h(
        "div", h("span", title, class_="soft"), h("b", verdict.capitalize()), what, class_=f"verdict {kind}"
    )


def _evidence(verdict: Verdict) -> Markup | None:
    """What speaks against the log, as far as there is room for it."""
    told = [f"{fault.place}: {fault.detail}" for fault in verdict.faults[:MAX_TOLD]]
    told += [f"{finding.kind}: {finding.detail}" for finding in verdict.findings[:MAX_TOLD]]
    told += verdict.notes
    if not told:
        return None
    left = verdict.fault_count + sum(verdict.counts.values()) + len(verdict.notes) - len(told)
    more = f"{left:,} more; asgi-agent audit verify tells of them." if left > 0 else None
    items = h("ul", *(h("li", line) for line in told))
    return h("section", h("h2", "What verification found"), items, more and h("p", more))


def _time(time: str) -> str:
    return f"{time[:10]} {time[11:19]}"
