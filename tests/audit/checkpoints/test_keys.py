"""Keys that sign checkpoints, against the examples in the specification and a key of Go's."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.checkpoints.keys import (
    PublicKey,
    SigningKey,
    UnknownKeyError,
    open_checkpoint,
    read_public_keys,
)
from asgi_agent.audit.checkpoints.note import Checkpoint, Note, parse_note
from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from pathlib import Path

# From c2sp.org/signed-note.
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

# The example of golang.org/x/mod/sumdb/note.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_SIGNATURE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def write(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text)
    path.chmod(mode)
    return path


def test_the_example_of_the_specification_is_verified() -> None:
    """With the verifier key that stands beside it."""
    assert PublicKey.parse(VKEY).signed(parse_note(NOTE))
    assert PublicKey.parse(VKEY).vkey == VKEY


def test_a_changed_text_is_refused() -> None:
    """A known key's signature that does not fit is worse than none."""
    note = parse_note(NOTE.replace(b"example message", b"another message"))
    with pytest.raises(ValueError, match="does not fit the text"):
        PublicKey.parse(VKEY).signed(note)


def test_signatures_of_other_keys_are_passed_over() -> None:
    """Whoever they are of: a witness, or the key before this one."""
    assert not SigningKey.generate("example.com/foo").public.signed(parse_note(NOTE))


def test_keys_of_go_sign_as_go_does(tmp_path: Path) -> None:
    """The private key in a file, its verifier key, and the very signature."""
    key = SigningKey.read(write(tmp_path / "key", GO_PRIVATE + "\n"))
    assert key.public.vkey == GO_PUBLIC
    assert key.to_text() == GO_PRIVATE
    assert key.sign(GO_TEXT).decode() == f"{GO_TEXT}\n{GO_SIGNATURE}"


def test_a_checkpoint_is_opened_with_any_of_the_keys() -> None:
    """As long as one of them signed it."""
    old, new = SigningKey.generate("asgi-agent/audit"), SigningKey.generate("asgi-agent/audit")
    checkpoint = Checkpoint("asgi-agent/audit", 7, bytes(range(32)))
    note = old.sign(checkpoint.to_text())
    assert open_checkpoint(note, [new.public, old.public]) == checkpoint
    with pytest.raises(UnknownKeyError):
        open_checkpoint(note, [new.public])


def test_a_known_signature_that_does_not_fit_spoils_the_others() -> None:
    """A checkpoint that one key signed and another one's signature was put on is to be believed by nobody."""
    one, two = SigningKey.generate("one"), SigningKey.generate("two")
    text = Checkpoint("asgi-agent/audit", 7, bytes(32)).to_text()
    false = parse_note(two.sign("another text\n")).signatures
    note = Note(text, parse_note(one.sign(text)).signatures + false).to_bytes()
    assert open_checkpoint(note, [one.public]).size == 7
    with pytest.raises(ValueError, match="does not fit the text"):
        open_checkpoint(note, [one.public, two.public])


def test_a_file_may_hold_several_public_keys(tmp_path: Path) -> None:
    """One a line, for the time in which one takes the place of another."""
    keys = read_public_keys(write(tmp_path / "keys", f"{VKEY}\n{GO_PUBLIC}\n"))
    assert [key.name for key in keys] == ["example.com/foo", "PeterNeumann"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "key",
        VKEY[:-4],
        VKEY.replace("530d903a", "530d903b"),
        VKEY.replace("foo", "bar"),
        VKEY.replace("+Ae", "+Be"),
        VKEY.replace("+Ae", "+*e"),
        "example.com/foo+530d903a+AQ==",
    ],
)
def test_what_is_no_verifier_key_is_refused(text: str, tmp_path: Path) -> None:
    """A name, id or key that was changed does not fit the others."""
    with pytest.raises(ConfigurationError, match="no verifier key"):
        read_public_keys(write(tmp_path / "key", text))


@pytest.mark.parametrize("text", ["", GO_PUBLIC, GO_PRIVATE[:-4], GO_PRIVATE.replace("Peter", "Petra")])
def test_what_is_no_private_key_is_refused(text: str, tmp_path: Path) -> None:
    """Nothing of it is repeated."""
    path = write(tmp_path / "key", text)
    with pytest.raises(ConfigurationError, match=r"no signing key|does not fit") as caught:
        SigningKey.read(path)
    assert "AYEK" not in str(caught.value)


def test_a_private_key_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    """What anyone can sign proves nothing."""
    with pytest.raises(ConfigurationError, match="everybody may read"):
        SigningKey.read(write(tmp_path / "key", GO_PRIVATE, 0o644))


def test_a_key_that_is_not_there_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """Named by its path."""
    with pytest.raises(ConfigurationError, match="gone: no signing key"):
        SigningKey.read(tmp_path / "gone")
    with pytest.raises(ConfigurationError, match="gone: no verifier key"):
        read_public_keys(tmp_path / "gone")


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing needs one, and so does checking."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    with pytest.raises(MissingDependencyError, match=r"asgi-agent\[audit\]"):
        SigningKey.generate("name")
    with pytest.raises(MissingDependencyError, match=r"asgi-agent\[audit\]"):
        PublicKey.parse(VKEY)
