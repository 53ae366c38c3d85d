"""Authentication around any ASGI app: JSON Web Tokens, API keys, and what a caller must have."""

from __future__ import annotations

from asgi_agent.middleware.auth.api_keys import APIKeyMiddleware as APIKeyMiddleware
from asgi_agent.middleware.auth.authentication import Authentication as Authentication
from asgi_agent.middleware.auth.jwks import JWKS as JWKS
from asgi_agent.middleware.auth.jwt import JWTAuthMiddleware as JWTAuthMiddleware
from asgi_agent.middleware.auth.keys import APIKey as APIKey
from asgi_agent.middleware.auth.keys import KeyFile as KeyFile
from asgi_agent.middleware.auth.keys import new_key as new_key
from asgi_agent.middleware.auth.require import Requirement as Requirement
from asgi_agent.middleware.auth.require import require as require
from asgi_agent.middleware.auth.tokens import TokenIssuer as TokenIssuer

__all__ = [
    "JWKS",
    "APIKey",
    "APIKeyMiddleware",
    "Authentication",
    "JWTAuthMiddleware",
    "KeyFile",
    "Requirement",
    "TokenIssuer",
    "new_key",
    "require",
]
