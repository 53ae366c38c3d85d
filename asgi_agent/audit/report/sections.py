"""The sections of a report, each made of figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from asgi_agent.audit.report.charts import bars_by_day, share
from asgi_agent.audit.report.figures import MAX_LISTED, UNFINISHED
from asgi_agent.audit.report.markup import Markup, h, join
from asgi_agent.audit.report.parts import identifier, newest, section, short, soft, status, table, when
from asgi_agent.counted import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.audit.record import Entry
    from asgi_agent.audit.report.figures import Figures, Tally

OUTCOMES = (
    ("success", "success"),
    ("denied", "denied"),
    ("failure", "failure"),
    ("aborted", "aborted"),
    (UNFINISHED, "open"),
)
"""How requests end, with the class that the colour of each is of."""


def tiles(figures: Figures) -> Markup:
    """The figures in short."""
    requests: Counter[str] = sum(figures.days.values(), Counter())
    named = {
        "requests": requests.total(),
        "patients": len(figures.patients),
        "users": len(figures.users.keys() - {""}),
        "denied": requests["denied"],
        "failed": requests["failure"],
        "emergency overrides": figures.overrides.count,
        "identifiers redacted": sum(map(Counter.total, figures.redacted.values())),
    }
    made = [
        h("div", h("b", f"{count:,}"), h("span", name, class_="soft"), class_="tile")
        for name, count in named.items()
    ]
    return h("div", *made, class_="tiles")


def requests(figures: Figures) -> Markup:
    """Requests by day and outcome."""
    chart = bars_by_day("Requests by day and outcome", figures.days, OUTCOMES) if figures.days else None
    return section("Requests", "By day, in UTC, and by how they ended.", chart or soft("There are none."))


def by_patient(figures: Figures) -> Markup:
    """Whose data was looked at how often."""
    about = "Requests in which the data of a patient was touched."
    return section("Access by patient", about, _tallies("Patient", "Users", figures.patients))


def by_user(figures: Figures) -> Markup:
    """Who made how many requests."""
    users = {user or "-": tally for user, tally in figures.users.items()}
    about = "Requests by who made them; - is nobody whom the service knows."
    return section("Access by user", about, _tallies("User", "Patients", users))


def refused(figures: Figures) -> Markup:
    """What was denied and what failed."""
    rows = [
        (when(entry.time), short(_actor(entry)), short(_patient_of(entry)), _what(entry), _outcome(entry))
        for entry in figures.refused.entries
    ]
    listed = table(("When (UTC)", "Who", "Patient", "What", "Outcome"), rows)
    more = newest(figures.refused.count)
    return section("Denied and failed", "The newest last.", join(listed or soft("There is none."), more))


def overrides(figures: Figures) -> Markup:
    """Where the usual rules were overridden in an emergency."""
    rows = [
        (
            when(entry.time),
            short(_actor(entry)),
            short(_patient_of(entry)),
            entry.purpose or "-",
            _what(entry),
        )
        for entry in figures.overrides.entries
    ]
    listed = table(("When (UTC)", "Who", "Patient", "Purpose", "What"), rows)
    about = "Requests in which the usual rules were overridden (break-glass). Each wants a look."
    body = join(listed or soft("There is none."), newest(figures.overrides.count))
    return section("Emergency overrides", about, body)


def redaction(figures: Figures) -> Markup:
    """What was taken out of requests and runs, and what was given back."""
    totals: Counter[str] = sum(figures.redacted.values(), Counter())
    about = "Identifiers taken out of what went in and came out, by kind. The log holds counts, never values."
    if not totals and not figures.revealed:
        return section("Redaction", about, soft("Nothing was taken out."))
    common = [label for label, _ in totals.most_common(5)]
    days = {day: _grouped(counts, common) for day, counts in figures.redacted.items()}
    series = [(label, f"c{number}") for number, label in enumerate(common, 1)]
    series += [("other", "c6")] if len(totals) > len(common) else []
    rows = [
        (label, f"{totals[label]:,}", f"{figures.revealed[label]:,}")
        for label in sorted(totals | figures.revealed, key=lambda label: (-totals[label], label))
    ]
    listed = table(("Kind", "#Taken out", "#Given back"), rows)
    chart = bars_by_day("Identifiers taken out, by day and kind", days, series) if days else None
    return section("Redaction", about, join(chart, listed))


def log_itself(figures: Figures) -> Markup:
    """Gaps, purges, starts and stops."""
    rows = [
        (when(entry.time), entry.event.type.removeprefix("audit."), _chain(entry))
        for entry in figures.own.entries
    ]
    listed = table(("When (UTC)", "Event", "What"), rows)
    starts, stops = counted(figures.starts, "start"), counted(figures.stops, "orderly stop")
    about = f"Of the processes that write: {starts}, {stops}."
    body = join(listed or soft("There are no gaps, and nothing was purged."), newest(figures.own.count))
    return section("Gaps and purges", about, body)


def _tallies(title: str, others: str, tallies: dict[str, Tally]) -> Markup:
    ranked = sorted(tallies.items(), key=lambda item: (-item[1].count, item[0]))[:MAX_LISTED]
    most = ranked[0][1].count if ranked else 0
    titles = (title, "#Requests", "", f"#{others}", "#Denied", "#Failed", "#Overrides", "Last (UTC)")
    rows = [
        (
            identifier(name),
            f"{tally.count:,}",
            share(tally.count, most),
            f"{len(tally.others):,}",
            f"{tally.denied:,}",
            f"{tally.failed:,}",
            f"{tally.break_glass:,}",
            when(tally.last),
        )
        for name, tally in ranked
    ]
    more = f"The {MAX_LISTED} with most requests of {len(tallies):,}." if len(tallies) > MAX_LISTED else None
    return join(table(titles, rows) or soft("There are none."), more and soft(more))


def _grouped(counts: Counter[str], common: Sequence[str]) -> Counter[str]:
    grouped: Counter[str] = Counter()
    for label, count in counts.items():
        grouped[label if label in common else "other"] += count
    return grouped


def _actor(entry: Entry) -> str | None:
    return entry.actor.id if entry.actor else None


def _patient_of(entry: Entry) -> str | None:
    return entry.subject.patient if entry.subject else None


def _what(entry: Entry) -> str:
    if entry.http is not None and entry.http.route is not None:
        return f"{entry.http.method or ''} {entry.http.route}".strip()
    return " ".join(filter(None, (entry.event.type, entry.event.name)))


def _outcome(entry: Entry) -> Markup:
    assert entry.outcome is not None
    said = " ".join(str(part) for part in (entry.outcome.code, entry.outcome.reason) if part is not None)
    return join(status(entry.outcome.status), f" {said}" if said else None)


def _chain(entry: Entry) -> str:
    chain = entry.chain
    if chain is None:
        return "-"
    span = None if chain.first is None else f"records {chain.first:,} to {chain.last or chain.first:,}"
    count = None if chain.count is None else f"{chain.count:,} records"
    return ", ".join(filter(None, (chain.reason, span or count)))
