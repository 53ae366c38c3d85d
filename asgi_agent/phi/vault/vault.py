"""`Vault`: keeps what the tokens of each conversation stand for."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Literal, NamedTuple
from weakref import WeakValueDictionary

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.codes import codes_for
from asgi_agent.phi.vault.drawer import Drawer
from asgi_agent.phi.vault.sealing import Sealer
from asgi_agent.phi.vault.shelf import Shelf
from asgi_agent.phi.vault.stores import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.phi.vault.stores import VaultStore

CodeKind = Literal["random", "hmac", "siv"]


class VaultScope(NamedTuple):
    """A conversation: whose it is and which. Tokens of one mean nothing in any other.

    `tenant` must be what the server authenticated and `thread` one that the caller may use: whoever names
    both gets at the values.
    """

    tenant: str
    thread: str

    @property
    def name(self) -> str:
        """What a store knows it by: a digest, the same in every process."""
        # The length keeps two pairs from reading the same when they are put together.
        marked = f"asgi-agent vault\0{len(self.tenant)}\0{self.tenant}{self.thread}"
        return hashlib.sha256(marked.encode("utf-8", "surrogatepass")).hexdigest()


class Vault(Secretive):
    """Keeps what tokens stand for, for each conversation apart. Shared by all requests and threads.

    Args:
        store: where: memory (the default: 24 hours after their last use), `FileStore`, `SQLStore`, or any
            `VaultStore`.
        key: 32 random bytes, or a callable that gives them, to seal what is stored; every store but the one
            in memory needs it.
        old_keys: keys that were `key` once; what is stored anew is sealed with `key`.
        codes: how tokens are made. `random` is what 45 CFR 164.514(c) wants of a code. `hmac` and `siv`
            derive it from the identifier with `code_key`, which is pseudonymous and still PHI: `hmac`
            (HMAC-SHA256) makes processes agree without a common store, `siv` (AES-SIV, RFC 5297) needs no
            store at all and makes long tokens.
        code_key: 32 random bytes (`hmac`) or 64 (`siv`).
        shift_dates: move the dates of a conversation by one random number of days, up to a year either way,
            rather than put a token in their place. Intervals stay, so that a model can reason about them.
            Not Safe Harbor: for an expert's determination under 45 CFR 164.514(b)(1).
        max_entries: identifiers of one conversation at most. Further ones get a plain placeholder, which
            nothing restores.
        max_bytes: bytes of one conversation's values at most, likewise.

    Raises:
        ConfigurationError: an option is out of its range, or a store that lasts has no key.
        MissingDependencyError: `cryptography` is needed and not installed (extra `vault`).
    """

    def __init__(
        self,
        store: VaultStore | None = None,
        *,
        key: bytes | Callable[[], bytes] | None = None,
        old_keys: Sequence[bytes] = (),
        codes: CodeKind = "random",
        code_key: bytes | None = None,
        shift_dates: bool = False,
        max_entries: int = 10_000,
        max_bytes: int = 1024 * 1024,
    ) -> None:
        if min(max_entries, max_bytes) <= 0:
            raise ConfigurationError("max_entries= and max_bytes= of a vault are above 0")
        self._store = MemoryStore() if store is None else store
        if key is None and not self._store.volatile:
            raise ConfigurationError("key=: what is stored outside of this process's memory must be sealed")
        self._sealer = None if key is None else Sealer(key, old_keys)
        self._codes = codes_for(codes, code_key)
        self._limits = max_entries, max_bytes
        self._shift_dates = shift_dates
        self._lock = threading.Lock()
        self._drawers: WeakValueDictionary[VaultScope, Drawer] = WeakValueDictionary()

    @property
    def blocking(self) -> bool:
        """Whether the store waits for a disk or a network, so that an event loop uses it from a thread."""
        return not self._store.volatile

    def drawer(self, scope: VaultScope) -> Drawer:
        """The drawer of a conversation, as far as this process knows it. Waits for nothing.

        All in this process that use a conversation at the same time share one drawer.
        """
        with self._lock:
            drawer = self._drawers.get(scope)
            if drawer is None:
                drawer = self._drawers[scope] = self._new(scope)
            return drawer

    def open(self, scope: VaultScope) -> Drawer:
        """The drawer of a conversation with all that is stored in it. Reads the store.

        Raises:
            VaultKeyError: it was sealed with another key.
            VaultDamagedError: it is not what was stored there.
        """
        drawer = self.drawer(scope)
        drawer.refresh()
        return drawer

    def delete(self, scope: VaultScope) -> None:
        """Forget a conversation, as when its thread is deleted. Writes the store."""
        self.drawer(scope).clear()

    def _new(self, scope: VaultScope) -> Drawer:
        max_entries, max_bytes = self._limits
        return Drawer(
            Shelf(self._store, scope.name, self._sealer),
            self._codes(scope.name),
            max_entries=max_entries,
            max_bytes=max_bytes,
            shifts_dates=self._shift_dates,
        )
