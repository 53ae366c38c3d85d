"""Entries of all shapes that the closed list of fields allows."""

from __future__ import annotations

from hypothesis import strategies as st

from asgi_agent.audit.record import (
    Actor,
    Authentication,
    Authorization,
    Chain,
    Change,
    Correlation,
    Entry,
    Event,
    Network,
    Outcome,
    Redaction,
    Resource,
    Source,
    Subject,
    Traffic,
)

# FHIR has no empty texts, and no white space at their ends.
words = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=["-", ":"]), min_size=1, max_size=20
)
maybe = words | st.none()
labels = st.sampled_from(["NAME", "MRN", "DATE"])
counts = st.dictionaries(labels, st.integers(0, 2**40), max_size=3) | st.none()
addresses = st.ip_addresses().map(str) | maybe
numbers = st.integers(0, 2**40) | st.none()
flags = st.booleans() | st.none()
actions = st.sampled_from(["C", "R", "U", "D", "E", None])
types = st.sampled_from(
    ["http.request", "ws.session", "agent.run", "agent.tool", "phi.reveal", "break_glass", "letter.sent"]
    + [f"audit.{kind}" for kind in ("start", "stop", "gap", "purge", "segment", "heartbeat")]
)

entries = st.builds(
    Entry,
    v=st.just(1),
    log=st.just("audit"),
    seq=st.integers(1, 2**40),
    prev=st.just("0" * 64),
    id=st.uuids().map(str) | words,
    time=st.datetimes().map(lambda when: when.isoformat(timespec="microseconds") + "Z"),
    phase=st.sampled_from(["intent", "end", "event"]),
    event=st.builds(Event, types, actions, maybe),
    outcome=st.none()
    | st.builds(Outcome, st.sampled_from(["success", "denied", "failure", "aborted"]), numbers, maybe),
    actor=st.none()
    | st.builds(
        Actor,
        maybe,
        st.sampled_from(["human", "service", "agent"]),
        st.lists(words, max_size=3).map(tuple),
        maybe,
        st.none() | st.builds(Authentication, maybe, maybe),
    ),
    source=st.none() | st.builds(Source, words, maybe, maybe, maybe, st.integers(1, 2**22) | st.none()),
    net=st.none() | st.builds(Network, addresses, addresses),
    subject=st.none() | st.builds(Subject, maybe, maybe),
    object=st.lists(
        st.builds(Resource, st.sampled_from(["Observation", "Condition", "Node", "row"]), maybe), max_size=3
    ).map(tuple),
    purpose=st.sampled_from(["TREAT", "HRESCH", "BTG", None]),
    authz=st.none() | st.builds(Authorization, maybe, maybe, st.booleans()),
    http=st.none()
    | st.builds(
        Traffic,
        st.sampled_from(["GET", "POST", "PATCH", "PROPFIND", None]),
        words.map(lambda path: f"/{path}") | st.none(),
        st.sampled_from([200, 404, None]),
        numbers,
        numbers,
        flags,
        st.sampled_from(["client", "server", "cancellation", None]),
        st.integers(0, 10**9) | st.none(),
    ),
    corr=st.none() | st.builds(Correlation, maybe, maybe, maybe, maybe, maybe, maybe, maybe),
    phi=st.none() | st.builds(Redaction, maybe, maybe, counts, counts, counts, counts),
    usage=counts,
    change=st.none() | st.builds(Change, st.lists(words, max_size=2).map(tuple), maybe, maybe),
    chain=st.none() | st.builds(Chain, maybe, maybe, numbers, numbers, numbers, st.just((1, 2)), maybe),
)
