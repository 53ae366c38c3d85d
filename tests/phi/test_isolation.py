"""Conversations never see one another's values, and lose none of their own, whoever works at once."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.phi.restore import Restorer
from asgi_agent.phi.spans import Label, Span
from asgi_agent.phi.vault import FileStore, MemoryStore, SQLStore, Vault, VaultScope

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.vault import VaultStore

KEY = bytes(range(32))
ROOT = Path(__file__).parents[2]
STORES: dict[str, Callable[[Path], VaultStore]] = {
    "memory": lambda path: MemoryStore(),
    "file": lambda path: FileStore(path / "vault"),
    "sqlite": lambda path: SQLStore.sqlite(path / "vault.db"),
}
SCOPES = [VaultScope(tenant, thread) for tenant in ("north", "south") for thread in ("1", "2")]


@pytest.fixture(params=STORES)
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    """A vault over each kind of store."""
    return Vault(STORES[request.param](tmp_path), key=KEY)


def token(one: Pseudonymiser, value: str, label: Label = Label.NAME) -> str:
    made = one.replace(value, Span(0, len(value), label, 1.0, "test"))
    assert made is not None
    return made


def names(scope: VaultScope, turn: int) -> list[str]:
    return [f"{scope.tenant} {scope.thread} patient {turn + n}" for n in range(3)]


def talk(vault: Vault, scope: VaultScope, turns: int) -> dict[str, str]:
    """Some requests of one conversation; gives its tokens, which each request restores."""
    made: dict[str, str] = {}
    for turn in range(turns):
        one = Pseudonymiser(vault, scope)
        values = names(scope, turn)
        tokens = one.apply(lambda: [token(one, value) for value in values])  # noqa: B023
        restored = Restorer(one.drawer).restore(" / ".join(tokens))
        assert restored == " / ".join(values)
        for value, text in zip(values, tokens, strict=True):
            assert made.setdefault(value, text) == text
    return made


def assert_apart(vault: Vault, made: dict[VaultScope, dict[str, str]]) -> None:
    for scope, tokens in made.items():
        for other in SCOPES:
            restorer = Restorer(vault.open(other))
            for value, text in tokens.items():
                restored = restorer.restore(text)
                assert restored == value if other == scope else scope_of(restored) in (None, other)


def scope_of(restored: str) -> VaultScope | None:
    """Whose a value is; None for a token that was not restored."""
    words = restored.split()
    return VaultScope(words[0], words[1]) if len(words) > 2 else None


def test_a_token_of_one_conversation_is_nothing_in_another(vault: Vault) -> None:
    """Neither another thread of the tenant nor the same thread of another tenant gets at a value."""
    made = {scope: talk(vault, scope, 2) for scope in SCOPES}
    assert_apart(vault, made)


def test_threads_at_work_at_once_stay_apart(vault: Vault) -> None:
    """Conversations that run in threads at once, several requests each, get their own values alone."""
    with ThreadPoolExecutor(8) as threads:
        work = [threads.submit(talk, vault, scope, 6) for _ in range(2) for scope in SCOPES]
        results = [job.result() for job in work]
    first, second = results[: len(SCOPES)], results[len(SCOPES) :]
    assert first == second
    assert_apart(vault, dict(zip(SCOPES, first, strict=True)))


async def test_tasks_at_work_at_once_stay_apart(vault: Vault) -> None:
    """So it is for requests that an event loop interleaves, streams half restored among them."""

    async def request(scope: VaultScope) -> dict[str, str]:
        made = await asyncio.to_thread(talk, vault, scope, 2)
        drawer = await asyncio.to_thread(vault.open, scope)
        for value, text in made.items():
            stream, parts = Restorer(drawer).stream(), []
            for character in f"<{text}>":
                parts.append(stream.feed(character))
                await asyncio.sleep(0)
            assert "".join(parts) + stream.close() == f"<{value}>"
        return made

    results = await asyncio.gather(*(request(scope) for scope in SCOPES for _ in range(2)))
    assert_apart(vault, dict(zip(SCOPES, results[::2], strict=True)))


def test_requests_of_one_conversation_agree(vault: Vault) -> None:
    """However many requests of a thread name a patient at once, there is one token, and it is restored."""
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: token(Pseudonymiser(vault, SCOPES[0]), "Ann Lee"), range(16)))
    assert set(map(Restorer(vault.open(SCOPES[0])).restore, made)) == {"Ann Lee"}
    assert len(set(made)) == 1


WORKER = """
import sys
from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.phi.spans import Label, Span
from asgi_agent.phi.vault import FileStore, SQLStore, Vault, VaultScope

kind, path, worker, last_words = sys.argv[1:]
store = FileStore(path) if kind == "file" else SQLStore.sqlite(path)
vault = Vault(store, key=bytes(range(32)), shift_dates=True)
for turn in range(8):
    one = Pseudonymiser(vault, VaultScope("north", "1"))
    values = [f"patient {turn}", f"of {worker} {turn}"]

    def work():
        made = [one.replace(value, Span(0, 9, Label.NAME, 1.0, "test")) for value in values]
        return [*made, one.replace("2021-03-05", Span(0, 10, Label.DATE, 1.0, "test"))]

    for value, token in zip([*values, "2021-03-05"], one.apply(work)):
        print(value, token, sep="\\t", flush=True)
if last_words == "kill":
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
"""


def worker(kind: str, path: Path, name: str, last_words: str = "") -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", WORKER, kind, str(path), name, last_words]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> list[list[str]]:
    out, _ = process.communicate(timeout=120)
    return [line.split("\t") for line in out.splitlines()]


@pytest.mark.parametrize("kind", ["file", "sqlite"])
def test_processes_at_work_at_once_lose_nothing(kind: str, tmp_path: Path) -> None:
    """Whatever token any of several worker processes gave away, any other restores."""
    path = tmp_path / "vault"
    workers = [worker(kind, path, f"worker {n}") for n in range(3)]
    given = [pair for process in workers for pair in said(process)]
    assert len(given) == 3 * 8 * 3
    restorer = Restorer(opened(kind, path).open(SCOPES[0]))
    assert [restorer.restore(text) for _, text in given] == [value for value, _ in given]
    assert len({text for value, text in given if value == "2021-03-05"}) == 1


@pytest.mark.parametrize("kind", ["file", "sqlite"])
def test_a_process_that_is_killed_loses_nothing_that_it_gave_away(kind: str, tmp_path: Path) -> None:
    """A token that left is restored, though the process that made it ended without a word."""
    path = tmp_path / "vault"
    killed = worker(kind, path, "worker", "kill")
    given = said(killed)
    assert killed.returncode == -9
    restorer = Restorer(opened(kind, path).open(SCOPES[0]))
    assert [restorer.restore(text) for _, text in given] == [value for value, _ in given]


def opened(kind: str, path: Path) -> Vault:
    store: FileStore | SQLStore = FileStore(path) if kind == "file" else SQLStore.sqlite(path)
    return Vault(store, key=KEY, shift_dates=True)


def test_a_stranger_finds_nothing_on_the_disk(tmp_path: Path) -> None:
    """Neither values nor conversations can be read off what is stored."""
    for build in (STORES["file"], STORES["sqlite"]):
        talk(Vault(build(tmp_path), key=secrets.token_bytes(32)), SCOPES[0], 3)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 3
    for path in files:
        assert not any(word in path.read_bytes() for word in (b"patient", b"north", b"NAME_"))
        assert "north" not in path.name
