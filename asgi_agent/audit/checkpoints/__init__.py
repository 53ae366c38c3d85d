"""Checkpoints: what a log was at some time, signed, and kept where its writers cannot reach."""

from __future__ import annotations

from asgi_agent.audit.checkpoints.anchors import AnchorSink as AnchorSink
from asgi_agent.audit.checkpoints.anchors import FileAnchor as FileAnchor
from asgi_agent.audit.checkpoints.anchors import HTTPAnchor as HTTPAnchor
from asgi_agent.audit.checkpoints.anchors import LogAnchor as LogAnchor
from asgi_agent.audit.checkpoints.maker import CheckpointError as CheckpointError
from asgi_agent.audit.checkpoints.maker import CheckpointMaker as CheckpointMaker
from asgi_agent.audit.checkpoints.maker import ReaderSource as ReaderSource
from asgi_agent.audit.checkpoints.running import CheckpointHealth as CheckpointHealth
from asgi_agent.audit.checkpoints.running import Checkpointing as Checkpointing
from asgi_agent.audit.checkpoints.running import Checkpoints as Checkpoints
