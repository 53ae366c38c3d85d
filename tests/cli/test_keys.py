"""`asgi-agent keys`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_agent.cli import main
from asgi_agent.middleware.auth import APIKeyMiddleware
from tests.middleware.auth.app import Recorder, ask

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_key_that_was_made_works_until_it_is_revoked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Printed alone on the standard output, for scripts; listed without its secret."""
    path = str(tmp_path / "keys.json")
    main(["keys", "new", path, "billing", "--scopes", "read", "write", "--expires", "90d"])
    key = capsys.readouterr().out.strip()
    app = APIKeyMiddleware(Recorder(), keys=path)
    assert (await ask(app, ("x-api-key", key))).status == 200
    main(["keys", "list", path])
    listed = capsys.readouterr().out
    key_id, secret = key.split("_", 2)[1:]
    assert key_id in listed
    assert "read write" in listed
    assert "good" in listed
    assert secret not in listed
    main(["keys", "revoke", path, key_id])
    main(["keys", "list", path])
    assert "revoked" in capsys.readouterr().out
    assert (await ask(APIKeyMiddleware(Recorder(), keys=path), ("x-api-key", key))).status == 401


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["new", "{}/none/keys.json", "billing"], "No such file"),
        (["new", "{}/keys.json", ""], "the principal needs a name"),
        (["new", "{}/keys.json", " "], "the principal needs a name"),
        (["list", "{}/none.json"], "no such file"),
        (["revoke", "{}/none.json", "x"], "no such file"),
        (["revoke", "{}/bad.json", "x"], "holds no API keys"),
        (["new", "{}/bad.json", "billing"], "holds no API keys"),
        (["new", "{}/keys.json", "billing", "--expires", "soon"], "such as 90d"),
    ],
)
def test_what_cannot_work_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    """In a sentence, with exit code 2, and the file stays as it is."""
    (tmp_path / "bad.json").write_text("{}")
    with pytest.raises(SystemExit) as caught:
        main(["keys", *(argument.format(tmp_path) for argument in arguments)])
    assert caught.value.code == 2
    assert why in capsys.readouterr().err
    assert (tmp_path / "bad.json").read_text() == "{}"
