"""The README says what is so."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

from asgi_agent import AgentASGI, AuditLogMiddleware, PHIRedactionMiddleware
from asgi_agent.errors import MethodNotAllowedError, NotFoundError
from asgi_agent.transport.routing import WEBSOCKET

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_options_table_is_the_signature() -> None:
    """Every option, with its default, in the order in which it is declared."""
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", section("Options"), re.MULTILINE)[1:]
    told = {name: default.strip("` ") for names, default in rows for name in re.findall(r"`(\w+)`", names)}
    parameters = [p for p in inspect.signature(AgentASGI).parameters.values() if p.kind is p.KEYWORD_ONLY]
    real = {
        p.name: "1 MiB" if p.name == "max_body" else repr(p.default).replace("'", '"') for p in parameters
    }
    assert told == real


def test_every_route_is_in_the_table() -> None:
    """What is served is told, and what is told is served."""
    app = AgentASGI(len)
    told = set(
        re.findall(r"`(?:(?:GET|POST|WS) )?(/[^`]*)`", section("The HTTP interface").split("\n\n**", 1)[0])
    )
    for path in told - {"/graphs/{name}/invoke"}:
        methods = ("GET", "POST", WEBSOCKET)
        assert any(_served(app, method, path) for method in methods), path
    assert {"/invoke", "/stream", "/batch", "/ws", "/graphs", "/health", "/ready", "/", "/docs"} <= told


def _served(app: AgentASGI, method: str, path: str) -> bool:
    try:
        app._router.find(method, path)
    except (NotFoundError, MethodNotAllowedError):
        return False
    return True


def test_the_extras_are_those_of_the_package() -> None:
    """A reader can install each of them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    told = re.search(r"Extras: (.*?)\. The", README, re.DOTALL)
    assert told is not None
    assert set(re.findall(r"`(\w+)`", told[1])) == set(project["optional-dependencies"])


def test_the_options_of_redaction_are_its_signature() -> None:
    """Every option, in the order in which it is declared."""
    rows = re.findall(r"^\| (`[^|]+`) \|", section("Redaction"), re.MULTILINE)
    told = [name for names in rows for name in re.findall(r"`(\w+)`", names)]
    parameters = inspect.signature(PHIRedactionMiddleware).parameters.values()
    assert sorted(told) == sorted(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)


def test_the_options_of_the_audit_log_are_its_signature() -> None:
    """Every option, in the order in which it is declared; the rest are those of `AuditLog`."""
    rows = re.findall(r"^\| (`[^|]+`) \|", section("Audit log"), re.MULTILINE)[1:]
    told = [name for names in rows for name in re.findall(r"`(\w+)`", names)]
    parameters = inspect.signature(AuditLogMiddleware).parameters.values()
    assert told == [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]


def test_what_the_readme_says_of_a_redactor_is_what_it_does() -> None:
    """Each line with a comment gives what the comment says."""
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (block,) = (block for block in blocks if "Redactor()" in block)
    namespace: dict[str, Any] = {}
    told = 0
    for line in block.splitlines():
        code, _, said = line.partition("  # ")
        if said.startswith(('"', "[")):
            real = repr(eval(code, namespace)).replace("'", '"')
            assert real.startswith(said.partition(", ...")[0].replace("'", '"'))
            told += 1
        else:
            exec(code, namespace)
    assert told == 2


def test_the_code_is_python() -> None:
    """Every example parses."""
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) >= 4
    for block in blocks:
        ast.parse(textwrap.dedent(block))


def test_the_two_commands_are_one_line_each() -> None:
    """To copy and paste on a fresh machine."""
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert [command.split()[-1] for command in commands] == ["demo", ".venv/bin/pytest"]
