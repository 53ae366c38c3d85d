"""Checking a JWT: whose it may be, which key and algorithm it may be signed with, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.middleware.auth.jwks import JWKS
from asgi_agent.middleware.auth.problems import InvalidCredentialsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

try:
    import jwt
except ImportError:  # named in the constructors, so that this package can be looked at without the extra
    jwt = None  # type: ignore[assignment]

# RFC 7518, 3.1 and RFC 8037: families of algorithms, each of which takes another kind of key. Two families
# beside one another let a public key pass for a shared secret (RFC 8725, 2.1).
FAMILIES: dict[str, frozenset[str]] = {
    "secret": frozenset({"HS256", "HS384", "HS512"}),
    "RSA": frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}),
    "EC": frozenset({"ES256", "ES384", "ES512", "ES256K"}),
    "OKP": frozenset({"EdDSA"}),
}
_FAMILY_OF = {algorithm: family for family, algorithms in FAMILIES.items() for algorithm in algorithms}
_JWK_FAMILY = {"oct": "secret", "RSA": "RSA", "EC": "EC", "OKP": "OKP"}


class TokenIssuer:
    """Tokens of one issuer.

    Args:
        key: a shared secret (text or bytes), a public key in PEM, a mapping of `kid` to such keys, or a
            `JWKS`.
        algorithms: what a token may be signed with; all of the key's kind. `none` is not among them.
        issuer: what `iss` must be; None does not look.
        audience: what `aud` must be or hold. A token with an `aud` is refused where none is given here, since
            it was made for somebody else.
        leeway: seconds that clocks may differ by, for `exp`, `nbf` and `iat`.
        require: claims that a token must have.

    Raises:
        ConfigurationError: an algorithm is unknown, or is not of the key's kind.
        MissingDependencyError: the `jwt` extra is not installed.
    """

    def __init__(
        self,
        key: str | bytes | Mapping[str, str | bytes] | JWKS,
        algorithms: Sequence[str],
        *,
        issuer: str | None = None,
        audience: str | Sequence[str] | None = None,
        leeway: float = 0.0,
        require: Sequence[str] = ("exp",),
    ) -> None:
        if jwt is None:
            raise MissingDependencyError("tokens need PyJWT: pip install 'asgi-agent[jwt]'")
        self.issuer = issuer
        self.key = key
        self._families = _families(algorithms)
        self._algorithms = {
            family: [name for name in algorithms if _FAMILY_OF[name] == family] for family in self._families
        }
        self._audience = audience
        self._leeway = leeway
        self._require = list(require)
        self._keys = {} if isinstance(key, JWKS) else self._pinned(key)

    async def verify(self, token: str, header: Mapping[str, Any]) -> dict[str, Any]:
        """The claims of a token that is good.

        Args:
            token: the token, in its compact form.
            header: its header, of which nothing is believed but which of our keys and algorithms it names.

        Raises:
            InvalidCredentialsError: it is not good.
            AuthenticationUnavailableError: the keys cannot be had for now.
        """
        key, family = await self._key(header)
        try:
            return jwt.decode(
                token,
                key,
                algorithms=self._algorithms[family],
                audience=self._audience,
                issuer=self.issuer,
                leeway=self._leeway,
                options={"require": self._require},
            )
        except jwt.ExpiredSignatureError:
            raise InvalidCredentialsError("the token has expired") from None
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise InvalidCredentialsError("the token is not valid") from None

    async def _key(self, header: Mapping[str, Any]) -> tuple[Any, str]:
        kid = header.get("kid")
        if isinstance(self.key, JWKS):
            found = await self.key.find(kid)
            # Some issuers leave the algorithm out (RFC 7517, 4.4), and PyJWT would then guess one.
            fits = found is not None and found.algorithm in (None, header.get("alg"))
            if found is not None and fits and (family := _JWK_FAMILY.get(found.kind)) in self._algorithms:
                return found.key, family
        elif None in self._keys:
            return self._keys[None]
        elif isinstance(kid, str) and kid in self._keys:
            return self._keys[kid]
        raise InvalidCredentialsError("the token is not valid")

    def _pinned(self, key: Any) -> dict[str | None, tuple[Any, str]]:
        """Each key as PyJWT takes it with its family, by `kid`; a single key stands for every `kid`."""
        keys: Iterable[tuple[str | None, Any]] = key.items() if isinstance(key, Mapping) else [(None, key)]
        pinned: dict[str | None, tuple[Any, str]] = {}
        for kid, value in keys:
            prepared, family = _prepared(value)
            if family not in self._algorithms:
                raise ConfigurationError(
                    f"algorithms= has none for a key of kind {family}: {', '.join(sorted(FAMILIES[family]))}"
                )
            pinned[kid] = prepared, family
        unused = self._families - {family for _, family in pinned.values()}
        if unused:
            raise ConfigurationError(f"key= has none for algorithms of kind {', '.join(sorted(unused))}")
        return pinned


def _families(algorithms: Sequence[str]) -> set[str]:
    if isinstance(algorithms, str) or not algorithms:
        raise ConfigurationError("algorithms= is a list of names, such as ['RS256']")
    unknown = [name for name in algorithms if name not in _FAMILY_OF]
    if unknown:
        raise ConfigurationError(f"algorithms= does not take {', '.join(map(repr, unknown))}")
    return {_FAMILY_OF[name] for name in algorithms}


def _prepared(value: Any) -> tuple[Any, str]:
    """A key as PyJWT takes it, and its kind. PEM is never taken for a shared secret."""
    raw = value.encode() if isinstance(value, str) else value
    if not isinstance(raw, bytes) or not raw:
        raise ConfigurationError("key= is a secret, a public key in PEM, or a mapping of these")
    if b"-----BEGIN" not in raw:
        return raw, "secret"
    if b"PRIVATE KEY" in raw:
        raise ConfigurationError("key= is a private key; to check tokens takes the public one alone")
    return _loaded(raw)


def _loaded(pem: bytes) -> tuple[Any, str]:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from cryptography.x509 import load_pem_x509_certificate

    try:
        key = (
            load_pem_x509_certificate(pem).public_key() if b"CERTIFICATE" in pem else load_pem_public_key(pem)
        )
    except ValueError:
        raise ConfigurationError("key= holds PEM that is no public key") from None
    if isinstance(key, RSAPublicKey):
        return key, "RSA"
    return key, "EC" if isinstance(key, EllipticCurvePublicKey) else "OKP"
