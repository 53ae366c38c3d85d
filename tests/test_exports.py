"""What the package offers, and what importing it costs."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys

import pytest

import asgi_agent
from tests.servers import ROOT

MODULES = sorted(
    info.name
    for info in pkgutil.walk_packages(asgi_agent.__path__, "asgi_agent.")
    if not info.name.endswith("__main__")
)

# What the package depends on, and what those depend on.
CORE = {"asgi_agent", "asgiref", "msgspec", "opentelemetry", "starlette", "structlog", "typing_extensions"}


def loaded_after(code: str) -> set[str]:
    """The third-party packages, and our own modules, that a fresh interpreter has loaded after some code."""
    script = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    roots = {name.partition(".")[0] for name in done.stdout.split()}
    own = {name for name in done.stdout.split() if name.startswith("asgi_agent.")}
    return {root for root in roots if root not in sys.stdlib_module_names} | own


def third_party(loaded: set[str]) -> set[str]:
    return {name for name in loaded if "." not in name and not name.startswith("__")}


def test_the_package_lists_what_it_offers() -> None:
    """Sorted, importable, with a docstring of its own, and found by `dir`."""
    assert asgi_agent.__all__ == sorted(asgi_agent.__all__)
    assert len(set(asgi_agent.__all__)) == len(asgi_agent.__all__)
    for name in asgi_agent.__all__:
        offered = getattr(asgi_agent, name)
        assert inspect.getdoc(offered), name
        assert offered.__name__ == name
        assert offered.__module__.startswith("asgi_agent.")
    assert set(asgi_agent.__all__) <= set(dir(asgi_agent))


def test_type_checkers_and_the_interpreter_see_the_same_names() -> None:
    """The lazy table and the imports for type checkers are two lists of one thing."""
    assert sorted({*asgi_agent._HOME_OF} - {"__version__"}) == asgi_agent.__all__
    source = inspect.getsource(asgi_agent).partition("__all__")[0]
    assert [name for name in asgi_agent.__all__ if name not in source] == []


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    """As of any module."""
    missing = "AgentWSGI"
    with pytest.raises(AttributeError, match="'asgi_agent' has no attribute 'AgentWSGI'"):
        getattr(asgi_agent, missing)


def test_there_is_a_version() -> None:
    """In the usual place, and of the usual form."""
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", asgi_agent.__version__)


def test_importing_the_package_loads_nothing_else() -> None:
    """Names are loaded when they are used."""
    assert loaded_after("import asgi_agent") == {"asgi_agent"}


def test_the_app_loads_no_framework() -> None:
    """No agent framework, no server, no validation library; of Starlette and structlog not even a part."""
    loaded = third_party(loaded_after("from asgi_agent import AgentASGI"))
    assert loaded <= {"asgi_agent", "asgiref", "msgspec", "opentelemetry", "typing_extensions"}


def test_the_app_loads_no_audit_log() -> None:
    """Until there is one around it."""
    loaded = loaded_after("from asgi_agent import AgentASGI\nAgentASGI(lambda value: value)")
    assert not {
        name for name in loaded if name.startswith(("asgi_agent.audit", "asgi_agent.middleware.audit"))
    }


def test_all_names_together_load_no_more_than_the_dependencies() -> None:
    """Whatever is optional is imported where it is used."""
    assert third_party(loaded_after("from asgi_agent import *")) <= CORE


def test_a_function_is_served_without_any_framework() -> None:
    """Making an app for it imports nothing optional either."""
    code = "from asgi_agent import AgentASGI\nAgentASGI(lambda value: value)"
    assert third_party(loaded_after(code)) <= CORE


@pytest.mark.parametrize("name", [name for name in MODULES if "._" not in name])
def test_every_module_says_what_it_is_for(name: str) -> None:
    """In its docstring; so do its public classes and functions."""
    module = importlib.import_module(name)
    if not module.__file__ or not module.__file__.endswith("__init__.py"):
        assert module.__doc__
    for member_name, member in vars(module).items():
        ours = getattr(member, "__module__", None) == name
        if (
            ours
            and not member_name.startswith("_")
            and (inspect.isclass(member) or inspect.isfunction(member))
        ):
            assert inspect.getdoc(member), f"{name}.{member_name}"


def test_every_module_imports_on_its_own() -> None:
    """In any order: each as the first of ours in a process.

    A module's packages are imported before it, so a fork that has those is where its own import begins. Into
    the first of them everything but our own modules has been loaded.
    """
    script = """
import importlib, os, sys

def visit(package):
    for name in sys.argv[1:]:
        if name.rpartition(".")[0] != package:
            continue
        if os.fork():
            os.wait()
            continue
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(name, repr(error), flush=True)
            os._exit(1)
        visit(name)
        os._exit(0)

for name in sys.argv[1:]:
    importlib.import_module(name)
for name in [name for name in sys.modules if name.partition(".")[0] == "asgi_agent"]:
    del sys.modules[name]
importlib.import_module("asgi_agent")
visit("asgi_agent")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, *MODULES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    assert done.stdout == ""


def test_every_list_of_names_is_true() -> None:
    """Wherever a module has one."""
    for module in map(importlib.import_module, MODULES):
        assert [name for name in getattr(module, "__all__", ()) if not hasattr(module, name)] == []
