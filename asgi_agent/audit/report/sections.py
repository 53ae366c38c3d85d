"""The sections of a report, each made of figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from asgi_agent.audit.report.charts import bars_by_day, share
from asgi_agent.audit.report.figures import MAX_LISTED, UNFINISHED
from asgi_agent.audit.report.markup import Child, Markup, anchor, h, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asgi_agent.audit.record import Entry
    from asgi_agent.audit.report.accesses import Access
    from asgi_agent.audit.report.figures import Figures, Tally

OUTCOMES = (
    ("success", "success"),
    ("denied", "denied"),
    ("failure", "failure"),
    ("aborted", "aborted"),
    (UNFINISHED, "open"),
)
"""How requests end, with the class that the colour of each is of."""

MAX_WHOLE = 48
"""Ids up to this length are not broken into lines."""

_LABELS = {"success": "good", "denied": "warn", "failure": "bad", "aborted": "none"}


def tiles(figures: Figures) -> Markup:
    """The figures in short."""
    requests: Counter[str] = sum(figures.days.values(), Counter())
    named = {
        "requests": requests.total(),
        "patients": len(figures.patients),
        "users": len(figures.users),
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
    return _section("Requests", "By day, in UTC, and by how they ended.", chart or _nothing("no requests"))


def disclosures(figures: Figures) -> Markup:
    """The accounting of disclosures: when, to whom, what and why, by patient."""
    about = (
        "Each access to the data of a patient that was not denied: when, to whom, what and why. 45 CFR "
        "164.528(a)(1) asks for no accounting of disclosures for treatment, payment and operations or to the "
        "individual; those are marked by their purpose of use, and all others are to be accounted for."
    )
    patients = figures.accesses.by_patient()
    if not patients:
        return _section(
            "Accounting of disclosures",
            about,
            _nothing("no accesses to a patient's data"),
        )
    head = _head("When (UTC)", "To whom", "What", "Purpose", "Outcome", "164.528")
    bodies = [_patient(patient, accesses) for patient, accesses in patients.items()]
    left = figures.accesses.count - sum(map(len, patients.values()))
    more = f"{left:,} further accesses were denied, or are older than the newest that a report lists."
    table = h("div", h("table", head, *bodies), class_="scroll")
    return _section(
        "Accounting of disclosures",
        about,
        join(table, _more(more) if left else None),
    )


def by_patient(figures: Figures) -> Markup:
    """Whose data was looked at how often."""
    table = _tallies("Patient", "Users", figures.patients)
    return _section("Access by patient", "Requests in which the data of a patient was touched.", table)


def by_user(figures: Figures) -> Markup:
    """Who made how many requests."""
    users = {user or "-": tally for user, tally in figures.users.items()}
    about = "Requests by who made them; - is nobody whom the service knows."
    return _section("Access by user", about, _tallies("User", "Patients", users))


def refused(figures: Figures) -> Markup:
    """What was denied and what failed."""
    rows = [
        (_when(entry.time), _short(_actor(entry)), _short(_patient_of(entry)), _what(entry), _outcome(entry))
        for entry in figures.refused.entries
    ]
    table = _table(("When (UTC)", "Who", "Patient", "What", "Outcome"), rows)
    more = _newest(figures.refused.count)
    return _section("Denied and failed", "The newest last.", join(table or _nothing("nothing"), more))


def overrides(figures: Figures) -> Markup:
    """Where the usual rules were overridden in an emergency."""
    rows = [
        (
            _when(entry.time),
            _short(_actor(entry)),
            _short(_patient_of(entry)),
            entry.purpose or "-",
            _what(entry),
        )
        for entry in figures.overrides.entries
    ]
    table = _table(("When (UTC)", "Who", "Patient", "Purpose", "What"), rows)
    about = "Requests in which the usual rules were overridden (break-glass). Each wants a look."
    body = join(table or _nothing("no override"), _newest(figures.overrides.count))
    return _section("Emergency overrides", about, body)


def redaction(figures: Figures) -> Markup:
    """What was taken out of requests and runs, and what was given back."""
    totals: Counter[str] = sum(figures.redacted.values(), Counter())
    about = "Identifiers taken out of what went in and came out, by kind. The log holds counts, never values."
    if not totals and not figures.revealed:
        return _section("Redaction", about, _nothing("nothing was redacted"))
    common = [label for label, _ in totals.most_common(5)]
    days = {day: _grouped(counts, common) for day, counts in figures.redacted.items()}
    series = [(label, f"c{number}") for number, label in enumerate(common, 1)]
    series += [("other", "c6")] if len(totals) > len(common) else []
    rows = [
        (label, f"{totals[label]:,}", f"{figures.revealed[label]:,}")
        for label in sorted(totals | figures.revealed, key=lambda label: (-totals[label], label))
    ]
    table = _table(("Kind", "#Taken out", "#Given back"), rows)
    chart = bars_by_day("Identifiers taken out, by day and kind", days, series) if days else None
    return _section("Redaction", about, join(chart, table))


def log_itself(figures: Figures) -> Markup:
    """Gaps, purges, starts and stops."""
    rows = [
        (_when(entry.time), entry.event.type.removeprefix("audit."), _chain(entry))
        for entry in figures.own.entries
    ]
    table = _table(("When (UTC)", "Event", "What"), rows)
    about = f"Writers started {figures.starts:,} times and stopped {figures.stops:,} times in order."
    body = join(table or _nothing("no gaps and no purges"), _newest(figures.own.count))
    return _section("Gaps and purges", about, body)


def _section(title: str, about: str, *body: Child) -> Markup:
    return h("section", h("h2", title), h("p", about, class_="about"), *body, id=anchor(title))


def _nothing(what: str) -> Markup:
    return h("p", f"There is {what}." if what.startswith(("no", "nothing")) else what, class_="soft")


def _more(text: str) -> Markup:
    return h("p", text, class_="soft")


def _newest(count: int) -> Markup | None:
    return _more(f"The newest {MAX_LISTED} of {count:,}.") if count > MAX_LISTED else None


def _head(*titles: str) -> Markup:
    """The head of a table; a title that begins with # is that of numbers."""
    cells = [h("th", title.lstrip("#"), scope="col", class_=_number(title)) for title in titles]
    return h("thead", h("tr", *cells))


def _number(title: str) -> str | None:
    return "number" if title.startswith("#") else None


def _table(titles: Sequence[str], rows: Iterable[Sequence[Child]]) -> Markup | None:
    """A table, or None without rows."""
    body = [h("tr", *(_cell(title, value) for title, value in zip(titles, row, strict=True))) for row in rows]
    if not body:
        return None
    return h("div", h("table", _head(*titles), h("tbody", *body)), class_="scroll")


def _cell(title: str, value: Child) -> Markup:
    kind = "when" if title.startswith(("When", "Last")) else _number(title)
    return h("td", value, class_=kind)


def _patient(patient: str, accesses: Sequence[Access]) -> Markup:
    """The rows of one patient, under a row with its pseudonym."""
    due = sum(access.exempt is None for access in accesses)
    counted = f" {len(accesses):,} accesses, {due:,} to be accounted for"
    title = h(
        "tr", h("th", h("code", patient), h("span", counted, class_="soft"), colspan=6, scope="rowgroup")
    )
    return h("tbody", title, *map(_access, accesses))


def _access(access: Access) -> Markup:
    who = join(_short(access.actor), *(h("span", f" {role}", class_="soft") for role in access.roles))
    if access.on_behalf_of is not None:
        who = join(who, " for ", _short(access.on_behalf_of))
    if access.peer is not None:
        who = join(who, h("span", f" at {access.peer}", class_="soft"))
    exempt = (
        _label("account for", "warn") if access.exempt is None else h("span", access.exempt, class_="soft")
    )
    glass = join(" ", _label("break-glass", "bad")) if access.break_glass else None
    return h(
        "tr",
        h("td", _when(access.time), class_="when"),
        h("td", who),
        h("td", ", ".join(access.what) or "-"),
        h("td", access.purpose or "-", glass),
        h("td", _status(access.status)),
        h("td", exempt),
    )


def _tallies(title: str, others: str, tallies: dict[str, Tally]) -> Markup:
    ranked = sorted(tallies.items(), key=lambda item: (-item[1].count, item[0]))[:MAX_LISTED]
    most = ranked[0][1].count if ranked else 0
    titles = (title, "#Requests", "", f"#{others}", "#Denied", "#Failed", "#Overrides", "Last (UTC)")
    rows = [
        (
            _id(name),
            f"{tally.count:,}",
            share(tally.count, most),
            f"{len(tally.others):,}",
            f"{tally.denied:,}",
            f"{tally.failed:,}",
            f"{tally.break_glass:,}",
            _when(tally.last),
        )
        for name, tally in ranked
    ]
    more = f"The {MAX_LISTED} with most requests of {len(tallies):,}." if len(tallies) > MAX_LISTED else None
    return join(_table(titles, rows) or _nothing("nobody"), more and _more(more))


def _grouped(counts: Counter[str], common: Sequence[str]) -> Counter[str]:
    grouped: Counter[str] = Counter()
    for label, count in counts.items():
        grouped[label if label in common else "other"] += count
    return grouped


def _id(value: str | None) -> Markup:
    if not value or value == "-":
        return Markup("-")
    return h("code", value, class_="whole" if len(value) <= MAX_WHOLE else None)


def _short(value: str | None) -> Markup:
    """A pseudonym by its first digits, which the table of patients has in full; other ids as they are."""
    if value is None or not value.startswith("hmac:"):
        return _id(value)
    _, key, digits = value.split(":", 2)
    return h("code", f"{key}:{digits[:8]}", class_="whole", title=value)


def _when(time: str) -> str:
    return f"{time[:10]} {time[11:19]}"


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
    return join(_status(entry.outcome.status), f" {said}" if said else None)


def _status(status: str | None) -> Markup:
    return _label(status or UNFINISHED, _LABELS.get(status or "", "none"))


def _label(text: str, kind: str) -> Markup:
    return h("span", text, class_=f"label {kind}")


def _chain(entry: Entry) -> str:
    chain = entry.chain
    if chain is None:
        return "-"
    span = None if chain.first is None else f"records {chain.first:,} to {chain.last or chain.first:,}"
    count = None if chain.count is None else f"{chain.count:,} records"
    return ", ".join(filter(None, (chain.reason, span or count)))
