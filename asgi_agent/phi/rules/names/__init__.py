"""Names of people: by titles, roles, key words and what stands beside them, and by lists of names."""

from __future__ import annotations

from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.names import terms

GLUE = listed(terms.PARTICLES) | {"and"}
PARTICLES = listed("de del la las los van von der den di da dos el al bin bint ibn abu ben della dela ter")
"""Those that a name may begin with in lower case."""
TITLES = listed("dr mr mrs ms mx prof nurse doctor drs")
"""Those that the name after them may stand in lower case."""
STICKY = {
    "name": 3,
    "named": 2,
    "thank": 6,
    "thanks": 4,
    "thx": 4,
    "ty": 4,
    "im": 2,
    "i'm": 2,
    "re": 2,
    "hi": 4,
    "hey": 4,
    "hello": 4,
    "this": 3,
    "pt": 2,
    "it's": 2,
} | dict.fromkeys(listed("wife husband mother father mom dad daughter son sister brother aunt uncle"), 2)
