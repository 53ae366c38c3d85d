"""An issuer of tokens: its keys, and a server on loopback that publishes them."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from jwt.algorithms import RSAAlgorithm

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "a-shared-secret-of-sufficient-length-for-HS256"


class KeyPair:
    """A private key to sign with, and the public one as an application is given it."""

    def __init__(self, key: Any) -> None:
        self.key = key
        self.private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def jwk(self, kid: str) -> dict[str, Any]:
        """The public key as it stands in a key set."""
        jwk: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {**jwk, "kid": kid, "use": "sig", "alg": "RS256"}


@cache
def rsa_pair(number: int = 0) -> KeyPair:
    """An RSA key pair; another number is another one."""
    return KeyPair(rsa.generate_private_key(65537, 2048))


@cache
def ec_pair() -> KeyPair:
    """A key pair on P-256."""
    return KeyPair(ec.generate_private_key(ec.SECP256R1()))


@cache
def ed_pair() -> KeyPair:
    """An Ed25519 key pair."""
    return KeyPair(ed25519.Ed25519PrivateKey.generate())


def token(
    key: Any = SECRET, algorithm: str = "HS256", headers: dict[str, Any] | None = None, **claims: Any
) -> str:
    """A token of user u1, good for a minute, but for what is said otherwise; None leaves a claim out.

    Claims may be what PyJWT would not write.
    """
    said = {"sub": "u1", "exp": int(time.time()) + 60, **claims}
    payload = json.dumps({name: value for name, value in said.items() if value is not None}).encode()
    return jwt.api_jws.encode(payload, key, algorithm, headers={"typ": "JWT", **(headers or {})})


class KeyServer:
    """Publishes a key set; `answers` may be changed while it runs."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.status = 200
        self.body = b""
        self.location: str | None = None
        self.requests = 0

    def publish(self, *keys: dict[str, Any]) -> None:
        """Serve these keys from now on."""
        self.status, self.body = 200, json.dumps({"keys": list(keys)}).encode()


@contextmanager
def key_server() -> Iterator[KeyServer]:
    """A key set on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.requests += 1
            self.send_response(served.status)
            if served.location is not None:
                self.send_header("location", served.location)
            self.send_header("content-length", str(len(served.body)))
            self.end_headers()
            self.wfile.write(served.body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = KeyServer(f"http://127.0.0.1:{server.server_port}/jwks.json")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
