"""The same file, the same inputs: AgentMap and the compiled graph end in the same state by the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.graphs.agentmap.support import Project

# AgentMap imports its parts when they are first used, and they are written for older libraries.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

GREETED = {"name": "Ada", "place": "London"}

ANSWERS = ("yes", "NO", True, False, 1, 0, 1.0, 7, "maybe", "t", "f")

CASES: list[tuple[str, dict[str, Any]]] = [
    ("flows::Chain", {"msg": "hi"}),
    ("flows::Greet", GREETED),
    ("flows::Both", GREETED),
    ("flows::Mapped", GREETED),
    ("flows::Words", {"msg": "hi"}),
    ("flows::Failing", {"msg": "hi", "name": "Ada"}),
    *(
        ("flows::Branch", {"input": each})
        for each in ("yes", "NO", True, False, 1, 0, 1.0, 7, "maybe", "t", "f")
    ),
    *(("flows::Listed", {"status": each, "name": "Ada"}) for each in (200, "ok", 404, "else")),
    *(("flows::Field", {"done": each, "name": "no"}) for each in ("y", "n")),
    *(("flows::Fallback", {"input": each, "name": "Ada"}) for each in ("succeed", "fail")),
    ("flows::Summed", GREETED),
    ("flows::Parted", GREETED),
    ("flows::Fork", {"msg": "hi"}),
    ("flows::Loose", {"msg": "hi"}),
    ("nested::Outer", {"data": "d"}),
    ("nested::Remapped", {"data": "d"}),
    ("nested::Inner", {"data": "d"}),
    ("aliases::Aliased", {"name": "Ada"}),
    ("comments::Commented", {"msg": "hi"}),
]


@pytest.mark.parametrize(("workflow", "inputs"), CASES, ids=str)
async def test_both_give_the_same(project: Project, workflow: str, inputs: dict[str, Any]) -> None:
    """Every field and every node; AgentMap's flag of the last branch is the only thing that is not kept."""
    real = await project.real(workflow, inputs)
    real.state.pop("last_action_success", None)
    ours = await project.ours(workflow, inputs)
    assert ours == real
    assert set(ours.state) > set(inputs)
    assert ours.path
