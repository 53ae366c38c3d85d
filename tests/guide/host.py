"""A host for the guide: its users, its workflows, its database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Header, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

HEAD = "GraphName,Node,AgentType,Prompt,Input_Fields,Output_Field,Edge,Success_Next,Failure_Next\n"

TRIAGE = """\
Triage,Classify,classify,,message,urgency,Answer,,
Triage,Answer,echo,This is {urgency},urgency,reply,,,
"""


class User(BaseModel):
    """A user of the host's."""

    id: str
    roles: tuple[str, ...] = ()


USERS = {
    "ada": User(id="ada", roles=("admin", "healthcare_provider")),
    "bob": User(id="bob"),
}


async def get_current_user(authorization: Annotated[str, Header()] = "") -> User:
    """The host's own authentication."""
    user = USERS.get(authorization.removeprefix("Bearer "))
    if user is None:
        raise HTTPException(401, "who are you?")
    return user


def require_role(role: str) -> Callable[..., Any]:
    """A dependency that lets in users of a role."""

    async def required(authorization: Annotated[str, Header()] = "") -> User:
        user = await get_current_user(authorization)
        if role not in user.roles:
            raise HTTPException(403, "not for you")
        return user

    return required


def bearer(user: str) -> dict[str, str]:
    """The headers of a user's request."""
    return {"authorization": f"Bearer {user}"}


def classify(inputs: Mapping[str, Any]) -> str:
    """An agent of the host's."""
    return "urgent" if "pain" in inputs["message"] else "routine"


def write(path: Path, rows: str) -> None:
    """Write a file of workflows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + rows)


class Base(DeclarativeBase):
    """The host's tables."""


class Order(Base):
    """An order in the host's database."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str]
    status: Mapped[str] = mapped_column(default="open")
