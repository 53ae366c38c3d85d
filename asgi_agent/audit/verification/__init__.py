"""Verifying a log: is it intact, is it complete, and how much of it do checkpoints vouch for?"""

from __future__ import annotations

from asgi_agent.audit.verification.verdict import Anchored as Anchored
from asgi_agent.audit.verification.verdict import Fault as Fault
from asgi_agent.audit.verification.verdict import Finding as Finding
from asgi_agent.audit.verification.verdict import Verdict as Verdict
from asgi_agent.audit.verification.verify import verify as verify
