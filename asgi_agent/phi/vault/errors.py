"""What can go wrong with a vault.

    AgentError
    └── VaultError
        ├── VaultKeyError          sealed with a key that was not given
        ├── VaultDamagedError      not what was written: changed, cut short, or of another conversation
        ├── VaultUnavailableError  the store's disk or database refused
        └── VaultBusyError         others kept changing it; nothing was stored

None carries a value, and none is a `Problem`: the fault is the host's, and the caller learns nothing of it.
"""

from __future__ import annotations

from asgi_agent.errors import AgentError


class VaultError(AgentError):
    """The vault could not do what was asked; no value was lost or overwritten."""


class VaultKeyError(VaultError):
    """What is stored was sealed with another key. It is left as it is."""


class VaultDamagedError(VaultError):
    """What is stored is not what was written there. It is left as it is."""


class VaultUnavailableError(VaultError):
    """The store's disk or database refused. What was stored before stands."""


class VaultBusyError(VaultError):
    """Others changed the same conversation each time that it was to be stored; try again."""
