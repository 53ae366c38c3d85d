"""The vault: what the tokens of each conversation stand for."""

from __future__ import annotations

from asgi_agent.phi.vault.errors import VaultBusyError as VaultBusyError
from asgi_agent.phi.vault.errors import VaultDamagedError as VaultDamagedError
from asgi_agent.phi.vault.errors import VaultError as VaultError
from asgi_agent.phi.vault.errors import VaultKeyError as VaultKeyError
from asgi_agent.phi.vault.errors import VaultUnavailableError as VaultUnavailableError
from asgi_agent.phi.vault.file import FileStore as FileStore
from asgi_agent.phi.vault.sql import SQLStore as SQLStore
from asgi_agent.phi.vault.stores import MemoryStore as MemoryStore
from asgi_agent.phi.vault.stores import VaultStore as VaultStore
from asgi_agent.phi.vault.vault import Vault as Vault
from asgi_agent.phi.vault.vault import VaultScope as VaultScope
