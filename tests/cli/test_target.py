"""`module:attribute`: what it names, and what is said when it names nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from asgi_agent import AgentASGI
from asgi_agent.cli.target import load_app
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """
from asgi_agent import AgentASGI, CorrelationIdMiddleware


def function(value):
    return value


class graphs:
    triage = staticmethod(function)


def make():
    return {"one": function, "two": function}


def make_app():
    return app


async def make_async():
    return function


def make_broken():
    raise LookupError("in the factory")


number = 3
app = AgentASGI(function, name="mine")
wrapped = CorrelationIdMiddleware(app)
uncompiled = __import__("langgraph.graph").graph.StateGraph(dict)
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory with modules to stand in; imports and the search path are undone."""
    (tmp_path / "kiosk.py").write_text(MODULE)
    (tmp_path / "needy.py").write_text("import not_there_at_all\n")
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "__init__.py").touch()
    (tmp_path / "kit" / "inner.py").write_text("def graph(value): return value\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in ("kiosk", "needy", "kit", "kit.inner"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.parametrize(
    ("target", "graphs"),
    [
        ("kiosk:function", ["agent"]),
        ("kiosk:graphs.triage", ["agent"]),
        ("kiosk:make", ["one", "two"]),
        ("kiosk:make_app", ["mine"]),
        ("kiosk:app", ["mine"]),
        ("kit.inner:graph", ["agent"]),
    ],
)
def test_a_target_is_found_and_served(target: str, graphs: list[str]) -> None:
    """A graph, a dotted path, what a factory makes, an app; from the current directory."""
    app = load_app(target)
    assert isinstance(app, AgentASGI)
    assert list(app.service.graphs) == graphs


def test_an_app_that_exists_keeps_its_options() -> None:
    """Those of the command line are for the app that it makes."""
    assert load_app("kiosk:app", expose_errors=True) is load_app("kiosk:make_app")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("", "'' names no graph: write module:attribute"),
        ("kiosk", "'kiosk' names no graph: write module:attribute"),
        ("kiosk:", "'kiosk:' names no graph"),
        (":graph", "':graph' names no graph"),
        ("./kiosk.py:graph", "'./kiosk.py:graph' names no graph"),
        (".kiosk:graph", "'.kiosk:graph' names no graph"),
        ("absent:graph", "there is no module 'absent' in "),
        ("kit.absent:graph", "there is no module 'kit.absent' in "),
        ("kiosk.absent:graph", "there is no module 'kiosk.absent' in "),
        ("needy:graph", "importing 'needy' failed: it needs 'not_there_at_all', which is not installed"),
        ("kiosk:functoin", "'kiosk' has no attribute 'functoin'; did you mean 'function'?"),
        ("kiosk:zzz", "'kiosk' has no attribute 'zzz'; it has AgentASGI, "),
        ("kit:zzz", "'kit' has no attribute 'zzz'; it has nothing public"),
        ("kiosk:graphs.traige", "'kiosk' has no attribute 'traige'; did you mean 'triage'?"),
        ("kiosk:number", "kiosk:number was found, but an object of builtins.int cannot be served"),
        (
            "kiosk:uncompiled",
            "kiosk:uncompiled was found, but an object of langgraph.graph.state.StateGraph is not",
        ),
        ("kiosk:make_async", "kiosk:make_async is an async function without parameters"),
        ("kiosk:wrapped", "kiosk:wrapped is an ASGI app: an ASGI server runs it as it is"),
    ],
)
def test_a_target_that_names_nothing_is_explained(target: str, message: str) -> None:
    """What was looked for, and what is there instead."""
    with pytest.raises(ConfigurationError) as caught:
        load_app(target)
    assert str(caught.value).startswith(message)


def test_an_error_of_the_users_own_code_is_shown_as_it_is() -> None:
    """With its traceback, which is what its author needs."""
    with pytest.raises(LookupError, match="in the factory"):
        load_app("kiosk:make_broken")
