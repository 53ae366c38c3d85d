"""`asgi-agent redact`, on files, on pipes and on a terminal."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest

from asgi_agent.cli import main
from asgi_agent.cli.files import PIECE
from asgi_agent.cli.rewriting import Rewriter
from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.phi.redactor import Redactor
from asgi_agent.phi.restore import Restorer
from asgi_agent.phi.vault import Vault, VaultScope
from asgi_agent.phi.vault.file import FileStore
from tests.cli.process import COMMAND, ENVIRONMENT
from tests.cli.process import run as run_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOTE = "SSN 219-09-9999 was noted.\n"
CLEAN = "SSN [SSN] was noted.\n"
PLAIN = "nothing of note was seen.\n"


class Done(NamedTuple):
    """How the command ended, and what it wrote."""

    status: int
    stdout: bytes
    stderr: str

    @property
    def out(self) -> str:
        return self.stdout.decode()


@pytest.fixture
def redact(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Callable[..., Done]:
    """Runs the command here, in a directory of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = 0
        try:
            main(["redact", *arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        written = capsysbinary.readouterr()
        return Done(status, written.out, written.err.decode())

    return run


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_pipe_is_redacted(redact: Callable[..., Done]) -> None:
    """From the standard input to the standard output; the summary goes to the standard error."""
    done = redact(stdin=NOTE.encode())
    assert (done.status, done.out) == (0, CLEAN)
    assert done.stderr == "standard input: 1 identifier (text)\n  SSN               1\n"


def test_a_pipe_is_redacted_as_it_comes(tmp_path: Path) -> None:
    """What is decided is written before the next line arrives."""
    process = subprocess.Popen(
        [*COMMAND, "redact", "--report", "none"],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write((NOTE + PLAIN).encode())
        process.stdin.flush()
        assert process.stdout.readline().decode() == CLEAN
        process.stdin.close()
        assert process.stdout.read().decode() == PLAIN
        assert process.wait(30) == 0


def test_several_files_come_one_after_the_other(redact: Callable[..., Done], tmp_path: Path) -> None:
    """As `cat` writes them, each with its own count."""
    write(tmp_path / "a.txt", NOTE)
    write(tmp_path / "b.txt", PLAIN)
    done = redact("a.txt", "-", "b.txt", stdin=NOTE.encode())
    assert (done.status, done.out) == (0, CLEAN + CLEAN + PLAIN)
    assert "a.txt: 1 identifier (text)" in done.stderr
    assert "b.txt: no identifiers (text)" in done.stderr


# --- formats

JSON = '{"note": "SSN 219-09-9999", "share": 1.10,  "big": 1E5}'
CLEAN_JSON = '{"note": "SSN [SSN]", "share": 1.10,  "big": 1E5}'
LONG = json.dumps({"words": "of no note " * PIECE}) + "\n"
HL7 = "MSH|^~\\&|A|B|C|D|20210304||ADT^A01|7|P|2.5\rPID|1||55512^^^H^MR||Quillbrook^Zedekiah||19500607|M\r"


@pytest.mark.parametrize(
    ("name", "text", "kind", "written"),
    [
        ("x.txt", NOTE, "text", CLEAN),
        ("x.log", f"[12] {NOTE}", "text", f"[12] {CLEAN}"),
        ("x.log", f"{JSON}\n{JSON}\n", "ndjson", f"{CLEAN_JSON}\n{CLEAN_JSON}\n"),
        ("x", f"{LONG}{JSON}\n", "ndjson", f"{LONG}{CLEAN_JSON}\n"),
        ("x", f"{JSON} and {NOTE}", "text", f"{CLEAN_JSON} and {CLEAN}"),
        ("x", JSON[:-1], "text", CLEAN_JSON[:-1]),
        ("x.json", JSON, "json", CLEAN_JSON),
        ("x.jsonl", f"{JSON}\n\n{JSON}", "ndjson", f"{CLEAN_JSON}\n\n{CLEAN_JSON}"),
        ("x", NOTE, "text", CLEAN),
        ("x", f"[12] {NOTE}", "text", f"[12] {CLEAN}"),
        ("x", JSON, "json", CLEAN_JSON),
        ("x", f"\ufeff{JSON}", "json", f"\ufeff{CLEAN_JSON}"),
        ("x", "{\n" + JSON[1:], "json", "{\n" + CLEAN_JSON[1:]),
        ("x", f"{JSON}\r\n{JSON}\r\n", "ndjson", f"{CLEAN_JSON}\r\n{CLEAN_JSON}\r\n"),
        ("x", "", "text", ""),
    ],
)
def test_a_file_is_what_its_name_or_its_beginning_says(
    redact: Callable[..., Done], tmp_path: Path, name: str, text: str, kind: str, written: str
) -> None:
    """All that is no identifier stays, character by character."""
    write(tmp_path / name, text)
    done = redact(name)
    assert (done.status, done.out) == (0, written)
    assert f"({kind})" in done.stderr


@pytest.mark.parametrize("name", ["x.hl7", "x"])
def test_hl7_messages_are_redacted_by_their_fields(
    redact: Callable[..., Done], tmp_path: Path, name: str
) -> None:
    """One or many, with MLLP's marks around them and a batch's segments before, or without."""
    write(tmp_path / name, f"\x0b{HL7}\x1c\r\x0b{HL7}\x1c\r")
    done = redact(name)
    assert done.status == 0
    assert "(hl7)" in done.stderr
    first, second = done.out.split("\x1c\r")[:2]
    assert first == second
    assert done.out == f"{first}\x1c\r" * 2
    assert first.startswith("\x0bMSH|^~\\&|A|B|C|D|")
    for secret in ("Quillbrook", "Zedekiah", "55512", "19500607"):
        assert secret not in done.out


def test_lines_of_json_know_nothing_of_each_other(redact: Callable[..., Done], tmp_path: Path) -> None:
    """A name in one is about somebody else than the next; running text is about one from end to end."""
    line = json.dumps({"patient": {"family": "Zedekiahson", "given": "Xan", "birthDate": "1950-06-07"}})
    other = json.dumps({"text": "the zedekiahson sign was seen"})
    write(tmp_path / "x.ndjson", f"{line}\n{other}\n")
    done = redact("x.ndjson")
    assert "Zedekiahson" not in done.out
    assert other in done.out


def test_ids_of_resources_are_told_apart_in_all_lines_and_files(
    redact: Callable[..., Done], tmp_path: Path
) -> None:
    """Bulk data has one resource a line and one type a file, and two patients must not become one."""
    write(
        tmp_path / "p.ndjson", '{"resourceType":"Patient","id":"a1"}\n{"resourceType":"Patient","id":"b2"}\n'
    )
    write(tmp_path / "o.json", '{"resourceType":"Observation","subject":{"reference":"Patient/b2"}}')
    assert redact("p.ndjson", "o.json").out == (
        '{"resourceType":"Patient","id":"redacted-1"}\n{"resourceType":"Patient","id":"redacted-2"}\n'
        '{"resourceType":"Observation","subject":{"reference":"Patient/redacted-2"}}'
    )


def test_the_format_can_be_told(redact: Callable[..., Done], tmp_path: Path) -> None:
    """Against the name of the file."""
    write(tmp_path / "x.json", f"{JSON}\n{JSON}\n")
    done = redact("--format", "ndjson", "x.json")
    assert (done.status, done.out) == (0, f"{CLEAN_JSON}\n{CLEAN_JSON}\n")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.json", '{"Quill": \n "brook" "x"}', "x.json: not JSON from line 2, column 10"),
        ("x.json", "", "x.json: not JSON from line 1, column 1"),
        ("x.json", "[" * 100_000, "x.json: nested too deeply to be read"),
        ("x.ndjson", f"{JSON}\nQuillbrook\n", "x.ndjson: line 2 is not JSON, or nested too deeply"),
    ],
)
def test_what_is_not_json_is_said_to_be_none(
    redact: Callable[..., Done], tmp_path: Path, name: str, text: str, message: str
) -> None:
    """With the place, and without what stands there."""
    write(tmp_path / name, text)
    done = redact(name)
    assert done.status == 2
    assert done.stderr == f"asgi-agent: {message}\n"


# --- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "cp1252"])
def test_a_file_keeps_its_encoding(redact: Callable[..., Done], tmp_path: Path, encoding: str) -> None:
    """Whichever is named."""
    text = f"caf\u00e9 au lait: {NOTE}"
    write(tmp_path / "x.txt", text.encode(encoding))
    done = redact("--encoding", encoding, "x.txt")
    assert (done.status, done.stdout.decode(encoding)) == (0, f"caf\u00e9 au lait: {CLEAN}")


@pytest.mark.parametrize("offset", [0, 1, PIECE - 1, PIECE, 3 * PIECE + 7])
@pytest.mark.parametrize("broken", [b"\xff", b"\xe2\x82"])
def test_bytes_of_another_encoding_are_named_by_their_place(
    redact: Callable[..., Done], tmp_path: Path, offset: int, broken: bytes
) -> None:
    """The place in the file, wherever it is read in pieces; nothing is dropped or guessed."""
    write(tmp_path / "x.txt", (b"word " * offset)[:offset] + broken)
    done = redact("x.txt", "-o", "out.txt")
    assert done.status == 2
    assert done.stderr == (
        f"asgi-agent: x.txt: the bytes from offset {offset} are not utf-8; "
        "name the encoding of the file with --encoding\n"
    )
    assert not (tmp_path / "out.txt").exists()


def test_characters_that_are_cut_by_pieces_are_whole(redact: Callable[..., Done], tmp_path: Path) -> None:
    """A file is read in pieces of bytes."""
    for shift in range(2):
        words = "-" * shift + " " + "\u00e9\u00e9\u00e9 na " * (PIECE // 4)
        write(tmp_path / "x.txt", words + NOTE)
        assert redact("x.txt").out == words + CLEAN


def test_a_binary_file_is_refused(redact: Callable[..., Done], tmp_path: Path) -> None:
    """It cannot be read, so nobody knows what is in it; UTF-16 that is not named looks like it."""
    write(tmp_path / "x", NOTE.encode("utf-16-le"))
    done = redact("x")
    assert (done.status, done.out) == (2, "")
    assert "it is binary, or not utf-8" in done.stderr


# --- where it goes


def test_an_output_file_is_written(redact: Callable[..., Done], tmp_path: Path) -> None:
    """And nothing else: no temporary file is left beside it."""
    write(tmp_path / "x.txt", NOTE)
    done = redact("x.txt", "--output", "out.txt")
    assert (done.status, done.out, (tmp_path / "out.txt").read_text()) == (0, "", CLEAN)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.txt", "x.txt"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o666 & ~mask


def test_an_output_directory_takes_several_files(redact: Callable[..., Done], tmp_path: Path) -> None:
    """Under their names."""
    (tmp_path / "out").mkdir()
    write(tmp_path / "a.txt", NOTE)
    write(tmp_path / "b.txt", PLAIN)
    assert redact("a.txt", "b.txt", "-o", "out").status == 0
    assert (tmp_path / "out" / "a.txt").read_text() == CLEAN
    assert (tmp_path / "out" / "b.txt").read_text() == PLAIN


@pytest.mark.parametrize(
    ("files", "output"), [(["x.txt", "y.txt"], "clean"), (["x.txt"], "clean/"), (["x.txt"], "a/b/")]
)
def test_an_output_directory_is_made(
    redact: Callable[..., Done], tmp_path: Path, files: list[str], output: str
) -> None:
    """For several files, and for one where a slash says that a directory is meant."""
    for name in files:
        write(tmp_path / name, NOTE)
    assert redact(*files, "-o", output).status == 0
    assert [(tmp_path / output / name).read_text() for name in files] == [CLEAN] * len(files)


def test_an_output_directory_that_cannot_be_made_is_told(redact: Callable[..., Done], tmp_path: Path) -> None:
    """A file is where a directory above it should be."""
    write(tmp_path / "x.txt", NOTE)
    done = redact("x.txt", "-o", "x.txt/clean/")
    assert (done.status, done.stderr) == (2, "asgi-agent: x.txt/clean: Not a directory\n")


def test_an_output_that_is_the_input_is_written_when_it_was_read(
    redact: Callable[..., Done], tmp_path: Path
) -> None:
    """Not while it is read."""
    write(tmp_path / "x.txt", NOTE * 10_000)
    assert redact("x.txt", "-o", "x.txt").status == 0
    assert (tmp_path / "x.txt").read_text() == CLEAN * 10_000


def test_a_pipe_can_be_the_output(redact: Callable[..., Done], tmp_path: Path) -> None:
    """It is written to, not replaced."""
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()), daemon=True)
    reader.start()
    assert redact("-o", "pipe", stdin=NOTE.encode()).status == 0
    reader.join(30)
    assert read == [CLEAN]


def written(path: Path) -> tuple[int, ...]:
    """Which file stands there, and when it was last changed; that it is read may change its access time."""
    found = path.stat()
    return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns)


def test_files_are_replaced_in_place(redact: Callable[..., Done], tmp_path: Path) -> None:
    """With their mode; what holds nothing is not touched, and a link stays one."""
    write(tmp_path / "a.txt", NOTE).chmod(0o640)
    before = written(write(tmp_path / "b.txt", PLAIN))
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert redact("--in-place", "link.txt", "b.txt").status == 0
    assert (tmp_path / "a.txt").read_text() == CLEAN
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640
    assert (tmp_path / "link.txt").is_symlink()
    assert written(tmp_path / "b.txt") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "link.txt"]


def test_a_file_that_cannot_be_read_to_its_end_is_not_changed(
    redact: Callable[..., Done], tmp_path: Path
) -> None:
    """The others are done all the same."""
    broken = NOTE.encode() * 10_000 + b"\xff"
    write(tmp_path / "a.txt", broken)
    write(tmp_path / "b.txt", NOTE)
    done = redact("--in-place", "a.txt", "b.txt")
    assert done.status == 2
    assert (tmp_path / "a.txt").read_bytes() == broken
    assert (tmp_path / "b.txt").read_text() == CLEAN
    assert "a.txt: the bytes from offset" in done.stderr
    assert "b.txt: 1 identifier" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.txt"], "nowhere.txt: No such file or directory"),
        (["."], ".: Is a directory"),
        (["x.txt", "-o", "nowhere/out.txt"], "nowhere/out.txt: No such file or directory"),
    ],
)
def test_what_cannot_be_opened_is_named(
    redact: Callable[..., Done], tmp_path: Path, arguments: list[str], message: str
) -> None:
    """With the system's reason."""
    write(tmp_path / "x.txt", NOTE)
    done = redact(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.stderr.startswith("asgi-agent: ")
    assert done.stderr.splitlines()[0].endswith(message)


# --- checking and reporting


@pytest.mark.parametrize(("text", "status"), [(NOTE, 1), (PLAIN, 0)])
def test_a_check_says_whether_anything_was_found(
    redact: Callable[..., Done], tmp_path: Path, text: str, status: int
) -> None:
    """By its exit status; it writes nothing."""
    write(tmp_path / "x.txt", text)
    write(tmp_path / "y.txt", PLAIN)
    done = redact("--check", "y.txt", "x.txt")
    assert (done.status, done.out) == (status, "")
    assert (tmp_path / "x.txt").read_text() == text


def test_a_check_that_could_not_be_done_is_not_passed(redact: Callable[..., Done], tmp_path: Path) -> None:
    """Whether or not something was found elsewhere."""
    write(tmp_path / "x.txt", NOTE)
    assert redact("--check", "x.txt", "nowhere").status == 2
    assert redact("--check", "nowhere").status == 2


def test_the_report_can_be_json(redact: Callable[..., Done], tmp_path: Path) -> None:
    """Counts, and never a value."""
    write(tmp_path / "x.txt", NOTE * 2 + "Seen on 3/4/2021.\n")
    done = redact("--report", "json", "x.txt", "nowhere")
    assert json.loads(done.stderr[done.stderr.index("{") :]) == {
        "files": [
            {"file": "x.txt", "format": "text", "found": {"DATE": 1, "SSN": 2}},
            {"file": "nowhere", "error": "nowhere: No such file or directory"},
        ]
    }
    assert redact("--report", "none", "x.txt").stderr == ""


# --- what is removed


def test_a_preset_policy_is_taken_by_name(redact: Callable[..., Done]) -> None:
    """A limited data set keeps dates."""
    text = b"SSN 219-09-9999, seen on 3/4/2021.\n"
    assert redact("--policy", "limited_data_set", stdin=text).out == "SSN [SSN], seen on 3/4/2021.\n"


def test_a_policy_is_read_from_a_file(redact: Callable[..., Done], tmp_path: Path) -> None:
    """As the middleware reads it."""
    write(tmp_path / "ours.toml", 'name = "ours"\nplaceholder = "<{label}>"\n')
    assert redact("--policy", "ours.toml", stdin=NOTE.encode()).out == "SSN <SSN> was noted.\n"


def test_a_list_of_identifiers_is_looked_for(redact: Callable[..., Done], tmp_path: Path) -> None:
    """Each under its label, or as any other identifier."""
    write(tmp_path / "known.txt", "NAME\tquill brook\n\nzz-top-9\n")
    done = redact("--known", "known.txt", stdin=b"the quill brook and zz-top-9 sat.\n")
    assert done.out == "the [NAME] and [ID] sat.\n"


KEY = bytes(range(32))
PSEUDONYMISE = ["--pseudonymise", "--vault", "v", "--vault-key"]


@pytest.mark.parametrize("key", [KEY, KEY.hex().encode() + b"\n"], ids=["bytes", "hex"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.txt", f"{NOTE}SSN 219-09-9999, again. She typed [NAME_k7f3].\n"),
        ("x.json", json.dumps({"note": "SSN 219-09-9999", "typed": "[NAME_k7f3]"})),
        ("x.ndjson", f"{JSON}\n{JSON}\n"),
    ],
)
def test_tokens_can_be_restored(
    redact: Callable[..., Done], tmp_path: Path, name: str, text: str, key: bytes
) -> None:
    """By who has the vault and its key: one token a value, and what looked like one comes back as it was."""
    write(tmp_path / name, text)
    write(tmp_path / "key", key)
    done = redact("--pseudonymise", "--vault", "vault", "--vault-key", "key", name)
    assert done.status == 0
    assert "219-09-9999" not in done.out
    assert "[NAME_k7f3]" not in done.out
    assert "[SSN_" in done.out
    drawer = Vault(FileStore(tmp_path / "vault"), key=KEY).open(VaultScope("cli", "redact"))
    assert Restorer(drawer).restore(done.out) == text


def test_processes_that_share_a_vault_take_turns(tmp_path: Path) -> None:
    """As `xargs -P` starts them: each file is written, and one value has one token in all of them."""
    write(tmp_path / "key", KEY)
    files = [write(tmp_path / f"{number}.txt", NOTE) for number in range(4)]
    command = [*COMMAND, "redact", "--pseudonymise", "--vault", "vault", "--vault-key", "key"]
    processes = [
        subprocess.Popen([*command, file], cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE)
        for file in files
    ]
    written = {process.communicate(timeout=60)[0] for process in processes}
    assert len(written) == 1
    assert b"[SSN_" in written.pop()


def test_more_tokens_than_a_thread_can_have_are_not_made_in_silence(
    redact: Callable[..., Done], tmp_path: Path
) -> None:
    """What got a placeholder instead cannot be restored, and the summary says so."""
    write(tmp_path / "key", KEY)
    write(tmp_path / "x.txt", "".join(f"SSN 219-{10 + n // 9000}-{1000 + n % 9000}\n" for n in range(10_003)))
    done = redact("x.txt", "--pseudonymise", "--vault", "vault", "--vault-key", "key")
    assert done.status == 0
    assert done.out.count("[SSN_") == 10_000
    assert done.out.count("[SSN]") == 3
    assert "3 identifiers got a placeholder, which nothing restores" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--policy", "strict"], "policy: 'strict' is none of safe_harbor, limited_data_set"),
        (["--policy", "nowhere.toml"], "policy nowhere.toml: "),
        (["--known", "nowhere"], "--known nowhere: FileNotFoundError"),
        (["--known", "bad"], "--known bad, line 2: a label is one of NAME, "),
        (["--encoding", "utf-9"], "--encoding: 'utf-9' is not known"),
        (["--encoding", "rot13"], "--encoding: 'rot13' is not known"),
        (["--in-place"], "--in-place: the standard input has no place"),
        (["a", "b", "-o", "bad"], "--output: bad is a file, and is to be a directory"),
        (["a", "-o", "bad/"], "--output: bad is a file, and is to be a directory"),
        (["-", "a", "-o", "c"], "--output: the standard input has no name in a directory"),
        (["-o", "c/"], "--output: the standard input has no name in a directory"),
        (["a/x", "b/x", "-o", "."], "--output: two of the files have the same name"),
        (["--pseudonymise", "--vault", "v"], "--pseudonymise takes --vault and --vault-key"),
        (["--vault", "v"], "--vault and --vault-key go with --pseudonymise"),
        ([*PSEUDONYMISE, "bad"], "--vault-key bad: it is neither 32 bytes nor their hexadecimal digits"),
        ([*PSEUDONYMISE, "short"], "--vault-key short: it is neither 32 bytes nor their hexadecimal digits"),
        ([*PSEUDONYMISE, "nowhere"], "--vault-key nowhere: No such file or directory"),
    ],
)
def test_options_that_cannot_work_are_refused(
    redact: Callable[..., Done], tmp_path: Path, arguments: list[str], message: str
) -> None:
    """Before anything is read, with status 2; an identifier in a bad list is not quoted."""
    write(tmp_path / "bad", "x\nSURNAME\tQuillbrook\n")
    write(tmp_path / "short", "00" * 8)
    done = redact(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.stderr.startswith(f"asgi-agent: {message}")
    assert "Quillbrook" not in done.stderr


# --- processes, pipes and terminals


def test_a_full_disk_is_told_and_is_no_find(
    redact: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence, with status 2: 1 says that identifiers were found."""

    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Full()))
    done = redact(stdin=NOTE.encode())
    assert done.status == 2
    assert done.stderr == "asgi-agent: standard output: No space left on device\n"


def test_what_the_encoding_cannot_write_is_told(redact: Callable[..., Done], tmp_path: Path) -> None:
    """An escape that is undone where what looked like a token is put away, say."""
    write(tmp_path / "key", KEY)
    text = '{"note": "\\u20ac [NAME_k7f3]"}'
    options = ["--encoding", "latin-1", "--pseudonymise", "--vault", "vault", "--vault-key", "key"]
    done = redact(*options, stdin=text.encode())
    assert done.status == 2
    assert done.stderr == "asgi-agent: what is to be written is no text in latin-1\n"


def test_help_says_what_exit_statuses_mean() -> None:
    """They are what scripts go by."""
    done = run_process("redact", "--help")
    assert done.returncode == 0
    assert "with --check, if something was found" in done.stdout


def test_a_reader_that_leaves_ends_it_quietly(tmp_path: Path) -> None:
    """As `head` does."""
    write(tmp_path / "x.txt", PLAIN * 200_000)
    process = subprocess.Popen(
        [*COMMAND, "redact", "x.txt"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("text", PLAIN), ("ndjson", '{"a": "nothing of note"}\n'), ("hl7", HL7)],
)
@pytest.mark.parametrize("pseudonyms", [False, True])
def test_a_large_file_is_not_held_in_memory(kind: str, unit: str, pseudonyms: bool) -> None:
    """No more is read than it takes to write something, however much there is."""
    read, most = 0, 0

    def pieces() -> Iterator[str]:
        nonlocal read
        text = unit * (100_000 // len(unit))
        for start in range(0, len(text), 1000):
            read += 1000
            yield text[start : start + 1000]

    pseudonymiser = Pseudonymiser(Vault(), VaultScope("a", "b")) if pseudonyms else None
    for _ in Rewriter(Redactor(), pseudonymiser).rewritten("x", kind, pieces()):
        most, read = max(most, read), 0
    assert 0 < most <= 2000


class Terminal(io.StringIO):
    """A stderr that is one."""

    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What a terminal gets while the command runs."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("asgi_agent.cli.progress.PATIENCE", 0.0)
    monkeypatch.setattr("asgi_agent.cli.progress.INTERVAL", 0.0)
    main(["redact", *arguments])
    return terminal.getvalue()


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On one line that goes before the summary comes; of all files together."""
    paths = [write(tmp_path / name, PLAIN * 10_000) for name in ("a.txt", "b.txt")]
    written = shown(monkeypatch, *map(str, paths), "-o", str(tmp_path))
    bars, clear, summary = written.rpartition("\r\x1b[K")
    assert clear
    assert "\r 50% [" in bars
    assert "\r100% [" in bars
    assert "0.5 MB of 0.5 MB" in bars
    assert "\n" not in bars
    assert summary.startswith(f"{paths[0]}: no identifiers")


def test_what_has_no_known_end_has_no_percentage(
    monkeypatch: pytest.MonkeyPatch, redact: Callable[..., Done]
) -> None:
    """Bytes and speed alone."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NOTE.encode() * 10_000)))
    written = shown(monkeypatch, "-o", "out.txt")
    assert "\r0.3 MB  " in written
    assert "%" not in written


def test_elsewhere_there_is_no_bar(
    monkeypatch: pytest.MonkeyPatch, redact: Callable[..., Done], tmp_path: Path
) -> None:
    """In a file or a pipe it would be noise."""
    monkeypatch.setattr("asgi_agent.cli.progress.PATIENCE", 0.0)
    write(tmp_path / "x.txt", PLAIN * 10_000)
    assert "\r" not in redact("x.txt", "-o", "y.txt").stderr
