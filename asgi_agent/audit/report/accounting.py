"""The accounting of disclosures that 45 CFR 164.528 asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.audit.report.markup import Markup, h, join
from asgi_agent.audit.report.parts import head, label, section, short, soft, status, when
from asgi_agent.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asgi_agent.audit.report.accesses import Access
    from asgi_agent.audit.report.figures import Figures


def disclosures(figures: Figures) -> Markup:
    """The accounting of disclosures: when, to whom, what and why, by patient."""
    about = (
        "Each access to the data of a patient that was not denied: when, to whom, what and why. 45 CFR "
        "164.528(a)(1) asks for no accounting of disclosures for treatment, payment and operations or to the "
        "individual; those are marked by their purpose of use, and all others are to be accounted for."
    )
    patients = figures.accesses.by_patient()
    if not patients:
        return section(
            "Accounting of disclosures",
            about,
            soft("There are none."),
        )
    titles = head("When (UTC)", "To whom", "What", "Purpose", "Outcome", "164.528")
    bodies = [_patient(patient, accesses) for patient, accesses in patients.items()]
    left = figures.accesses.count - sum(map(len, patients.values()))
    more = f"{left:,} further accesses were denied, or are older than the newest that a report lists."
    listed = h("div", h("table", titles, *bodies), class_="scroll")
    return section(
        "Accounting of disclosures",
        about,
        join(listed, soft(more) if left else None),
    )


def _patient(patient: str, accesses: Sequence[Access]) -> Markup:
    """The rows of one patient, under a row with its pseudonym."""
    due = sum(access.exempt is None for access in accesses)
    counts = f" {counted(len(accesses), 'access', 'accesses')}, {due:,} to be accounted for"
    title = h("th", h("code", patient), h("span", counts, class_="soft"), colspan=6, scope="rowgroup")
    return h("tbody", h("tr", title), *map(_access, accesses))


def _access(access: Access) -> Markup:
    who = join(short(access.actor), *(h("span", f" {role}", class_="soft") for role in access.roles))
    if access.on_behalf_of is not None:
        who = join(who, " for ", short(access.on_behalf_of))
    if access.peer is not None:
        who = join(who, h("span", f" at {access.peer}", class_="soft"))
    exempt = (
        label("account for", "warn") if access.exempt is None else h("span", access.exempt, class_="soft")
    )
    glass = join(" ", label("break-glass", "bad")) if access.break_glass else None
    return h(
        "tr",
        h("td", when(access.time), class_="when"),
        h("td", who),
        h("td", join(*_touched(access)) or "-"),
        h("td", access.purpose or "-", glass),
        h("td", status(access.status)),
        h("td", exempt),
    )


def _touched(access: Access) -> Iterator[Markup]:
    """What was touched, with a comma between; ids that are pseudonyms by their first digits."""
    for place, what in enumerate(access.what):
        kind, slash, own = what.partition("/")
        named = join(f"{kind}/", short(own)) if slash and own.startswith("hmac:") else join(what)
        yield join(", " if place else "", named)
