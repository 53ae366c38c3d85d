"""Forms of the names of people."""

from __future__ import annotations

from asgi_agent.phi.rules.grammar import Form
from asgi_agent.phi.spans import Label

BEGINNINGS = "PaISUMALGFfsp4C"
"""What a name as `EITHER` has it can begin with."""


def form(name: str, score: float, beginnings: str, pattern: str) -> Form:
    """A form of a person's name, by the rule of that name."""
    return Form(f"name.{name}", Label.NAME, score, beginnings, pattern)
