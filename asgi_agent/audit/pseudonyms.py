"""Pseudonyms of patients and others: keyed, so that nobody without the key can try out names."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_KEY = 16
_key_id = re.compile(r"[a-z0-9]{1,16}").fullmatch

# No MRN, phone or card number has either form, unless somebody fills it up: with zeros, or with more digits.
_of_a_machine = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}", re.IGNORECASE
).fullmatch
_filled_up = re.compile(r"([0-9a-f])\1{7}", re.IGNORECASE).search


def machine_made(value: str) -> bool:
    """Whether an id is of a form that only machines make: a UUID, or 32 hexadecimal digits.

    Not one without a letter, nor with eight times the same digit in a row: of ids by chance, hardly any is
    such, and one that is becomes a pseudonym, which is as good.
    """
    digits = value.replace("-", "")
    return _of_a_machine(value) is not None and not digits.isdecimal() and _filled_up(digits) is None


class Pseudonyms:
    """Makes `hmac:<key id>:<32 hex>` of an id: HMAC-SHA-256, cut to 128 bits.

    The same id under the same key is the same pseudonym, so that records of one patient can be found.
    Deleting a key takes the link away from all records made with it and breaks no chain (45 CFR 164.514(c)).

    Args:
        keys: keys by their id, each of at least 16 bytes. The last one makes pseudonyms; the others are for
            looking up what they made.

    Raises:
        ConfigurationError: there is no key, or one is too short.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise ConfigurationError("pseudonyms need a key")
        for key_id, key in keys.items():
            if not _key_id(key_id):
                raise ConfigurationError("the id of a pseudonym key is 1 to 16 lower-case letters and digits")
            if len(key) < MIN_KEY:
                raise ConfigurationError(f"a pseudonym key has at least {MIN_KEY} bytes")
        self._keys = dict(keys)
        self._current = list(self._keys)[-1]

    def of(self, kind: str, value: str) -> str:
        """The pseudonym of an id; `kind` keeps a patient 7 and an encounter 7 apart."""
        return self._made(self._current, kind, value)

    def all_of(self, kind: str, value: str) -> list[str]:
        """Its pseudonyms under every key, to look up records of any age."""
        return [self._made(key_id, kind, value) for key_id in self._keys]

    def opaque(self, kind: str, value: str) -> str:
        """The id itself if it is of a form that only machines make, else its pseudonym.

        For ids that a client may choose: of a thread, of a request, of a resource.
        """
        return value.lower() if machine_made(value) else self.of(kind, value)

    def _made(self, key_id: str, kind: str, value: str) -> str:
        message = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
        return f"hmac:{key_id}:{hmac.digest(self._keys[key_id], message, 'sha256')[:16].hex()}"
