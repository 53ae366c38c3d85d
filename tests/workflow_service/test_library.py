"""Workflows from files that come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import WorkflowService
from asgi_agent.errors import ConfigurationError, NotFoundError
from asgi_agent.workflows import WorkflowError
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from pathlib import Path

HOT = {"enable_hot_reload": True}


async def said(service: WorkflowService, name: str = "G") -> object:
    return (await service.execute_workflow(name, {}))["result"]["out"]


async def test_a_file_that_changes_is_taken(tmp_path: Path) -> None:
    """At the next execution; its description as well."""
    path = write(tmp_path, "G,A,default,one,,,out")
    service = WorkflowService(HOT, csv_file=path)
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'one'"
    assert len(service.get_workflow_definition("G")["nodes"]) == 1
    write(tmp_path, "G,A,echo,,,,x,B\nG,B,default,two,,,out")
    assert await said(service) == "[B] DefaultAgent executed with prompt: 'two'"
    assert len(service.get_workflow_definition("G")["nodes"]) == 2


async def test_without_hot_reload_nothing_is_looked_at(tmp_path: Path) -> None:
    """What was compiled at the start is executed."""
    path = write(tmp_path, "G,A,default,one,,,out")
    service = WorkflowService(csv_file=path)
    write(tmp_path, "G,A,default,two,,,out")
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'one'"


async def test_a_file_that_cannot_be_compiled_is_logged_and_not_taken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The old one stays, until there is a good one; the fault is told once, with its line."""
    path = write(tmp_path, "G,A,default,one,,,out")
    service = WorkflowService(HOT, csv_file=path)
    write(tmp_path, "G,A,defautl,two,,,out")
    for _ in range(2):
        assert await said(service) == "[A] DefaultAgent executed with prompt: 'one'"
    (record,) = [record for record in caplog.records if record.message == "workflows not reloaded"]
    assert "flow.csv:2: AgentType" in record.fault  # type: ignore[attr-defined]
    write(tmp_path, "G,A,default,three,,,out")
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'three'"
    path.unlink()
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'three'"


async def test_files_of_a_directory_come_and_go(tmp_path: Path) -> None:
    """One that is bad keeps no other from being taken."""
    write(tmp_path, "G,A,default,g,,,out", name="g.csv")
    service = WorkflowService(HOT, csv_file=tmp_path)
    write(tmp_path, "H,A,default,h,,,out", name="h.csv")
    write(tmp_path, "nothing", name="bad.csv")
    write(tmp_path, "G,A,default,other,,,out", name="twice.csv")
    assert await said(service, "H") == "[A] DefaultAgent executed with prompt: 'h'"
    assert await said(service, "G") == "[A] DefaultAgent executed with prompt: 'g'"
    (tmp_path / "g.csv").unlink()
    (tmp_path / "twice.csv").unlink()
    with pytest.raises(NotFoundError):
        await service.execute_workflow("G", {})


async def test_a_workflow_moves_to_a_file_that_is_read_before_its_own(tmp_path: Path) -> None:
    """In one turn, or in two: the file that was refused at first is tried again."""
    write(tmp_path, "A,A,default,a,,,out", name="a.csv")
    write(tmp_path, "B,A,default,b,,,out\nG,A,default,one,,,out", name="b.csv")
    service = WorkflowService(HOT, csv_file=tmp_path)
    write(tmp_path, "A,A,default,a,,,out\nG,A,default,two,,,out", name="a.csv")
    write(tmp_path, "B,A,default,b,,,out", name="b.csv")
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'two'"
    write(tmp_path, "B,A,default,b,,,out\nG,A,default,three,,,out", name="b.csv")
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'two'"
    (tmp_path / "a.csv").unlink()
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'three'"


async def test_two_files_change_their_workflows(tmp_path: Path) -> None:
    """Though neither can be taken before the other, and a third has a name of the host's."""

    def given(inputs: object) -> None: ...

    write(tmp_path, "G,A,default,one,,,out", name="a.csv")
    write(tmp_path, "H,A,default,two,,,out", name="b.csv")
    service = WorkflowService(HOT, csv_file=tmp_path, graphs={"K": given})
    write(tmp_path, "H,A,default,three,,,out", name="a.csv")
    write(tmp_path, "G,A,default,four,,,out", name="b.csv")
    write(tmp_path, "K,A,default,five,,,out\nL,A,default,six,,,out", name="c.csv")
    write(tmp_path, "L,A,default,seven,,,out", name="d.csv")
    assert await said(service, "H") == "[A] DefaultAgent executed with prompt: 'three'"
    assert await said(service, "G") == "[A] DefaultAgent executed with prompt: 'four'"
    assert await said(service, "L") == "[A] DefaultAgent executed with prompt: 'seven'"


async def test_a_file_that_fails_in_a_way_of_its_own_keeps_no_other_from_being_taken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A prompt that is nested deeper than YAML can be read, say; the log tells of it."""
    for name in ("a", "z"):
        write(tmp_path, f"{name.upper()},A,default,one,,,out", name=f"{name}.csv")
    service = WorkflowService({**HOT, "prompts_path": tmp_path}, csv_file=tmp_path)
    (tmp_path / "deep.yaml").write_text("[" * 5000)
    write(tmp_path, "A,A,default,yaml:deep.yaml#a,,,out", name="a.csv")
    write(tmp_path, "Z,A,default,two,,,out", name="z.csv")
    assert await said(service, "Z") == "[A] DefaultAgent executed with prompt: 'two'"
    assert await said(service, "A") == "[A] DefaultAgent executed with prompt: 'one'"
    (record,) = [record for record in caplog.records if record.message == "workflows not reloaded"]
    assert record.file == "a.csv"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("reference", "file", "content"),
    [
        ("file:g.txt", "g.txt", "{}"),
        ("yaml:g.yaml#all.g", "g.yaml", "all: {{g: {}}}"),
        ("prompt:g", "g.txt", "{}"),
        ("prompt:g", "prompts.yaml", "g: {}"),
    ],
)
async def test_a_prompt_that_changes_is_taken(
    tmp_path: Path, reference: str, file: str, content: str
) -> None:
    """Though the CSV file does not; one that goes leaves the old one, until there is a new one."""
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (prompts / file).write_text(content.format("one"))
    path = write(tmp_path, f"G,A,default,{reference},,,out")
    service = WorkflowService({**HOT, "prompts_path": prompts}, csv_file=path)
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'one'"
    (prompts / file).write_text(content.format("three"))
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'three'"
    (prompts / file).unlink()
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'three'"
    (prompts / file).write_text(content.format("seven"))
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'seven'"


async def test_a_prompt_comes_after_the_row_that_refers_to_it(tmp_path: Path) -> None:
    """As soon as it is there, the row is taken; a cell that is no name of a file is a fault and no more."""
    path = write(tmp_path, "G,A,default,one,,,out")
    service = WorkflowService({**HOT, "prompts_path": tmp_path}, csv_file=path)
    write(tmp_path, "G,A,default,file:late.txt,,,out")
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'one'"
    (tmp_path / "late.txt").write_text("two")
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'two'"
    write(tmp_path, f"G,A,default,file:{'x' * 5000},,,out")
    assert await said(service) == "[A] DefaultAgent executed with prompt: 'two'"


async def test_a_workflow_that_goes_while_it_is_about_to_begin_is_not_found(tmp_path: Path) -> None:
    """As one that was gone before."""

    class Slow(WorkflowService):
        async def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: Any) -> None:
            write(tmp_path, "H,A,echo,,,,out")
            await self.refresh()

    service = Slow(HOT, csv_file=write(tmp_path, "G,A,echo,,,,out"))
    with pytest.raises(NotFoundError):
        await service.execute_workflow("G", {})


async def test_a_question_outlives_a_change(tmp_path: Path) -> None:
    """The execution goes on with the new file."""
    rows = 'G,A,human,Well?,"{""interaction_type"": ""approval""}",,ok,B\nG,B,default,one,,,out'
    service = WorkflowService(HOT, csv_file=write(tmp_path, rows))
    asked = await service.execute_workflow("G", {})
    write(tmp_path, rows.replace("one", "two"))
    result = await service.resume_workflow(asked["execution_id"], True)
    assert result["result"]["out"] == "[B] DefaultAgent executed with prompt: 'two'"


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """At the start, where none is taken."""
    write(tmp_path, "G,A,defautl,,,,out", name="a.csv")
    with pytest.raises(WorkflowError, match=r"a\.csv:2"):
        WorkflowService(csv_file=tmp_path)
    write(tmp_path, "H,A,ehco,,,,out", name="b.csv")
    with pytest.raises(ConfigurationError, match=r"(?s)a\.csv:2.*b\.csv:2"):
        WorkflowService(csv_file=tmp_path)


def test_two_workflows_of_one_name_are_refused(tmp_path: Path) -> None:
    """In two files, or in a file and in code."""
    path = write(tmp_path, "G,A,echo,,,,out", name="a.csv")
    with pytest.raises(ConfigurationError, match="other workflows of the name G"):
        WorkflowService(csv_file=path, graphs={"G": len})
    write(tmp_path, "G,A,echo,,,,out", name="b.csv")
    with pytest.raises(ConfigurationError, match="other workflows of the name G"):
        WorkflowService(csv_file=tmp_path)
    with pytest.raises(ConfigurationError, match="there is no"):
        WorkflowService(csv_file=tmp_path / "nope.csv")
