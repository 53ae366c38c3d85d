"""The agent that asks a model, through LangChain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.errors import MissingDependencyError
from asgi_agent.workflows.prompts import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

PROVIDERS = {
    "anthropic": "anthropic",
    "claude": "anthropic",
    "openai": "openai",
    "gpt": "openai",
    "chatgpt": "openai",
    "google": "google_genai",
    "gemini": "google_genai",
}
_SETTINGS = ("temperature", "max_tokens", "timeout", "max_retries")


def llm(provider: str | None = None) -> Callable[[Surroundings], Work]:
    """What the model says to the prompt, filled with the inputs.

    The context names `model`, `provider` and `temperature`, as `init_chat_model` of LangChain takes them.
    """

    def build(around: Surroundings) -> Work:
        try:
            from langchain.chat_models import init_chat_model
        except ImportError:
            raise MissingDependencyError(
                f"the agent {around.node.agent!r} needs LangChain: pip install 'asgi-agent[llm]', "
                "or give a model of your own with agents="
            ) from None
        context = around.node.context
        chosen = provider or PROVIDERS.get(str(context.get("provider", "")).casefold())
        settings = {name: context[name] for name in _SETTINGS if name in context}
        try:
            model = init_chat_model(context.get("model"), model_provider=chosen, **settings)
        except ImportError as error:  # a package for each provider
            raise MissingDependencyError(f"the agent {around.node.agent!r}: {error}") from None
        return asking(model, around)

    return build


def asking(model: Any, around: Surroundings) -> Work:
    """The same of a model that the host gives."""

    async def work(inputs: Mapping[str, Any]) -> Any:
        prompt = fill(around.prompt, inputs)
        if not prompt:
            prompt = "\n".join(str(value) for value in inputs.values())
        return (await model.ainvoke(prompt)).content

    return work
