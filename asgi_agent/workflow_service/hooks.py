"""What a host may make of its own in a service."""

from __future__ import annotations

import inspect
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asgi_agent.phi import Redactor


class Hooks:
    """The methods of a `WorkflowService` that are there to be overridden, and one that helps those who do."""

    def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: dict[str, Any]) -> Any:
        """Called before an execution begins; may be async. What it raises refuses the execution.

        Returns:
            None, or what is to be the initial state instead.
        """

    def post_workflow_execution(
        self, graph_name: str, result: dict[str, Any], context: dict[str, Any]
    ) -> Any:
        """Called when a run of an execution has ended, however it did; may be async.

        The end is on record then. What it raises is logged, and changes nothing.
        """

    def format_execution_response(self, result: dict[str, Any], request_context: dict[str, Any]) -> Any:
        """What the routes answer with; may be async. Overridden, it words failures as well."""
        return result

    def sanitize_phi_data(self, value: Any) -> Any:
        """A text or JSON value without the identifiers of 45 CFR 164.514(b)(2) that its words hold.

        For an `execute_workflow` of the host's that is to hand on no others. Behind `PHIRedactionMiddleware`
        that is done already. See `asgi_agent.phi.Redactor` for what is found; what it takes may be near to
        JSON, and is not changed.
        """
        from asgi_agent.plain import plain

        return (
            self._redactor.redact(value)
            if isinstance(value, str)
            else self._redactor.redact_json(plain(value))
        )

    @property
    def hooked(self) -> bool:
        """Whether there are hooks around an execution, which want to be told of it."""
        hooks = self.pre_workflow_execution, self.post_workflow_execution
        return any(getattr(hook, "__func__", None) not in _NOTHING for hook in hooks)

    @cached_property
    def _redactor(self) -> Redactor:
        from asgi_agent.phi import Redactor

        return Redactor()


_NOTHING = Hooks.pre_workflow_execution, Hooks.post_workflow_execution


async def awaited(value: Any) -> Any:
    """What a hook gives, sync or async."""
    return await value if inspect.isawaitable(value) else value
