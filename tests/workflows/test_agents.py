"""What the agents that a row may name do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.tools import tool
from langgraph.types import Command
from pydantic import ValidationError

from asgi_agent import AgentASGI, AgentService, Principal, RunInput
from asgi_agent.errors import MissingDependencyError
from asgi_agent.service import Caller
from asgi_agent.workflows import WorkflowError, load_csv
from asgi_agent.workflows.agents import BUILT_IN
from tests.workflows.csvs import load, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent import Run


@pytest.mark.parametrize(
    ("prompt", "fields", "said"),
    [
        ("Hello {name}", "name", "Hello Ada"),
        ("Hello {missing}", "name", "Hello {missing}"),
        ("{name.__class__} {name[0]} {name!r} {}", "name", "{name.__class__} {name[0]} {name!r} {}"),
        ("{{name}} {name}", "name", "{name} Ada"),
        ("Said", "name", "Ada"),
        ("", "name|age", {"name": "Ada", "age": 36}),
        ("Said", "", "Said"),
    ],
)
async def test_echo(tmp_path: Path, prompt: str, fields: str, said: Any) -> None:
    """A prompt with placeholders is filled, by names alone; else the inputs are given back."""
    graph = load(tmp_path, f"G,A,echo,{prompt},,{fields},out")
    assert (await run(graph, {"name": "Ada", "age": 36}))["out"] == said


async def test_default_says_that_it_ran(tmp_path: Path) -> None:
    """In AgentMap's words; a row without an agent has it."""
    said = "[A] DefaultAgent executed with prompt: 'Do it'"
    assert (await run(load(tmp_path, "G,A,,Do it,,,out")))["out"] == said


@pytest.mark.parametrize(
    ("value", "context", "way"),
    [
        ("yes", "", "Y"),
        ("no", "", "N"),
        (True, "", "Y"),
        (False, "", "N"),
        (7, "", "Y"),
        (7, '"{""default_result"": false}"', "N"),
        (7, "{default_result=false}", "N"),
        (7, "{default_result=No}", "N"),
        (7, "{default_result=1}", "Y"),
        ("maybe", '"{""success_values"": [""maybe""]}"', "Y"),
        ("yes", '"{""failure_values"": [""yes""], ""success_values"": []}"', "N"),
    ],
)
async def test_branching(tmp_path: Path, value: Any, context: str, way: str) -> None:
    """By an input, by values of the host's, by a default."""
    graph = load(tmp_path, f"G,A,branching,,{context},x,said,,Y,N\n{WAYS}")
    assert (await run(graph, {"x": value}))["way"] == way


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("default,,", "[A] DefaultAgent executed"),
        ("success,,", "SUCCESS: A executed with inputs: x=no, y=2"),
        ("success,Go,", "SUCCESS: A executed with inputs: x=no, y=2 with prompt: 'Go'"),
        (
            "failure,Go,",
            "A executed (will set last_action_success=False) with inputs: x, y with prompt: 'Go' "
            "(Will force FAILURE branch)",
        ),
        (
            "branching,,",
            "BRANCH: A will FAIL based on 'x' = no [inputs: x=no, y=2] (Will trigger FAILURE branch)",
        ),
        (
            'branching,,"{""success_field"": ""z"", ""fallback_fields"": [""q"", ""y""]}"',
            "BRANCH: A will SUCCEED based on 'y' = 2 [inputs: x=no, y=2] (Will trigger SUCCESS branch)",
        ),
        (
            'branching,,"{""success_field"": ""z"", ""default_result"": false}"',
            "BRANCH: A will FAIL using default behavior (no 'z' field found) [inputs: x=no, y=2] "
            "(Will trigger FAILURE branch)",
        ),
    ],
)
async def test_agents_speak_as_agentmaps(tmp_path: Path, row: str, said: str) -> None:
    """Word for word, since somebody may read on from what they say."""
    graph = load(tmp_path, f"G,A,{row},x|y,out")
    assert (await run(graph, {"x": "no", "y": 2}))["out"] == said


async def test_summary_joins_its_inputs(tmp_path: Path) -> None:
    """A paragraph for each."""
    assert (await run(load(tmp_path, "G,A,summary,,,a|b,out"), {"a": 1, "b": 2}))["out"] == "a: 1\n\nb: 2"


async def test_a_summary_may_leave_the_names_out(tmp_path: Path) -> None:
    """However its row says so."""
    for context in ("{include_keys=false}", "{include_keys=0}", '"{""include_keys"": false}"'):
        graph = load(tmp_path, f"G,A,summary,,{context},a|b,out")
        assert (await run(graph, {"a": 1, "b": 2}))["out"] == "1\n\n2"


async def answered(graph: Any, *answers: Any, values: Any = None) -> dict[str, Any]:
    """The state after these answers to the questions of a run."""
    state = await run(graph, values, "t")
    for answer in answers:
        assert "__interrupt__" in state
        state = await graph.ainvoke(Command(resume=answer), {"configurable": {"thread_id": "t"}})
    return state


WAYS = "G,Y,echo,Y,,,way\nG,N,echo,N,,,way"
APPROVAL = f"G,A,human,Approve {{doc}}?,{{interaction_type=approval}},doc,ok,,Y,N\n{WAYS}"


@pytest.mark.parametrize(
    ("answer", "ok", "way"),
    [
        ("approve", True, "Y"),
        (True, True, "Y"),
        ({"action": "approve"}, True, "Y"),
        ({"approved": True}, True, "Y"),
        ("reject", False, "N"),
        (False, False, "N"),
        ({"action": "reject", "data": {}}, False, "N"),
        ({"action": "cancel"}, False, "N"),
        ({"action": "skip"}, False, "N"),
        ({"action": "reject", "data": {"text": "yes"}}, False, "N"),
        ({"action": " Reject ", "data": "yes"}, False, "N"),
        ({"action": "reject", "data": {"response": "continue"}}, False, "N"),
        ({"action": "reject", "data": {"approved": True}}, False, "N"),
        ({"action": "reject", "data": {"reason": "too dear"}}, False, "N"),
        ({"action": "approve", "data": {"comment": "ok"}}, True, "Y"),
        ({"action": "respond", "data": {"text": "no"}}, False, "N"),
        ({"action": "continue", "data": {"response": "no"}}, False, "N"),
        ({"action": "submit", "data": {"approved": True, "comment": "ok"}}, True, "Y"),
    ],
)
async def test_a_rejection_goes_the_way_of_failure(tmp_path: Path, answer: Any, ok: bool, way: str) -> None:
    """And an approval that of success."""
    state = await answered(load(tmp_path, APPROVAL), answer, values={"doc": "D1"})
    assert (state["ok"], state["way"]) == (ok, way)


async def test_a_question_carries_what_is_needed_to_answer_it(tmp_path: Path) -> None:
    """Kind, prompt, inputs, options."""
    context = '"{""interaction_type"": ""choice"", ""options"": [""a"", ""b""], ""timeout_seconds"": 60}"'
    graph = load(tmp_path, f"G,A,human,Which for {{doc}}?,{context},doc,out")
    state = await run(graph, {"doc": "D1"})
    assert state["__interrupt__"][0].value == {
        "type": "choice",
        "node": "A",
        "prompt": "Which for D1?",
        "inputs": {"doc": "D1"},
        "options": ["a", "b"],
        "timeout_seconds": 60,
    }


@pytest.mark.parametrize("kind", ["text_input", "edit", "choice"])
@pytest.mark.parametrize("action", ["reject", "cancel", "skip"])
async def test_whoever_does_not_answer_lets_the_row_fail(tmp_path: Path, kind: str, action: str) -> None:
    """Whatever is said beside it."""
    context = f'"{{""interaction_type"": ""{kind}"", ""options"": [""a""]}}"'
    graph = load(tmp_path, f"G,A,human,?,{context},,out,,Y,N\n{WAYS}")
    assert (await answered(graph, {"action": action, "data": {"text": "a"}}))["way"] == "N"


@pytest.mark.parametrize("answer", ["b", 2, {"action": "choose", "data": {"choice": 2}}])
async def test_a_choice_is_one_of_its_options(tmp_path: Path, answer: Any) -> None:
    """By its name or its number; anything else is asked for again."""
    context = '"{""interaction_type"": ""choice"", ""options"": [""a"", ""b""]}"'
    graph = load(tmp_path, f"G,A,human,Which?,{context},,out")
    state = await answered(graph, "c", 0, answer)
    assert state["out"] == "b"


async def test_an_answer_that_is_none_is_asked_for_again(tmp_path: Path) -> None:
    """With what is wrong with it."""
    graph = load(tmp_path, APPROVAL)
    state = await answered(graph, "perhaps")
    assert state["__interrupt__"][0].value["error"] == "answer approve or reject"


async def test_texts_edits_and_input(tmp_path: Path) -> None:
    """Each asks for a text; to skip one is a failure."""
    for row in ("human,?,{interaction_type=text_input}", "human,?,{interaction_type=edit}", "input,?,"):
        graph = load(tmp_path, f"G,A,{row},,out,,Y,N\nG,Y,echo,Y,,,way\nG,N,echo,N,,,way")
        assert (await answered(graph, {"action": "edit", "data": {"text": "new"}}))["out"] == "new"
        graph = load(tmp_path, f"G,A,{row},,out,,Y,N\nG,Y,echo,Y,,,way\nG,N,echo,N,,,way,", strict=False)
    assert (
        await answered(
            load(tmp_path, "G,B,input,?,,,out,,Y,N\nG,Y,echo,Y,,,way\nG,N,echo,N,,,way"), {"action": "skip"}
        )
    )["way"] == "N"


async def test_suspend_goes_on_with_whatever_it_is_given(tmp_path: Path) -> None:
    """An object as well as a text."""
    graph = load(tmp_path, "G,A,suspend,Wait,,,out")
    assert (await answered(graph, {"any": [1]}))["out"] == {"any": [1]}


async def test_a_row_may_run_another_workflow(tmp_path: Path) -> None:
    """With inputs and outputs under other names; its state is its own."""
    rows = """
        G,A,graph,,{workflow=::Inner},inner_m=m,result=c,B
        G,B,graph,,"{""workflow"": ""Inner""}",m:inner_m,whole
        Inner,X,echo,,,inner_m,c
    """
    state = await run(load(tmp_path, rows), {"m": "hi", "c": "outer"})
    assert state == {"m": "hi", "c": "outer", "result": "hi", "whole": {"inner_m": "hi", "c": "hi"}}


@pytest.mark.parametrize("reference", ["flow.csv::Inner", "flow::Inner", "::Inner", "Inner"])
async def test_a_row_may_name_its_own_file(tmp_path: Path, reference: str) -> None:
    """With its ending or without, as AgentMap has it, or not at all."""
    rows = f"G,A,graph,,{{workflow={reference}}},,got=said\nInner,X,echo,hi,,,said"
    assert (await run(load(tmp_path, rows)))["got"] == "hi"


async def test_a_question_inside_of_another_workflow_is_a_question(tmp_path: Path) -> None:
    """The outer run goes on when it is answered."""
    rows = "G,A,graph,,{workflow=Inner},,got=said,B\nG,B,echo,Got {got},,got,out\nInner,X,input,?,,,said"
    assert (await answered(load(tmp_path, rows), "yes"))["out"] == "Got yes"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "G,A,graph,,{workflow=Iner}\nInner,X",
            "Context: there is no workflow 'Iner'; did you mean 'Inner'?",
        ),
        (
            "G,A,graph,,{workflow=billing.csv::Pay}\nPay,X",
            "Context: 'billing.csv' is another file; a row runs workflows of its own, as '::Pay'",
        ),
        ("G,A,graph,,{workflow=G}", "Context: the workflow 'G' runs itself by way of 'G'"),
        ("G,A,ekho", "AgentType: there is no agent 'ekho'; did you mean 'echo'?, give it with agents="),
        ("G,A,human,,{interaction_type=shout}", "Context: interaction_type is one of approval, choice"),
        ("G,A,human,,{interaction_type=choice}", "Context: a choice has options"),
        (
            "G,A,branching,,{default_result=maybe}",
            "Context: default_result is true or false, not 'maybe'",
        ),
        ("G,A,summary,,{include_keys=}", "Context: include_keys is true or false, not ''"),
        ("G,A,tool_agent", "Available_Tools: there is no tool; register some with tools="),
        ("G,A,csv_reader,x.csv", "AgentType: csv_reader needs data=, the directory of its files"),
        ("G,A,orchestrator", "Context: there is no node to go to"),
        (
            "G,A,orchestrator,,{matching_strategy=tiered}\nG,B",
            "Context: matching_strategy is 'algorithm', by words, not 'tiered'; for another give",
        ),
        (
            'G,A,orchestrator,,"{""matching_strategy"": ""llm""}"\nG,B',
            "Context: matching_strategy is 'algorithm', by words, not 'llm'",
        ),
        ("G,A,echo,file:x.txt", "Prompt: prompts= is not given, so there are no prompt files"),
    ],
)
def test_an_agent_that_cannot_work_is_told_of_at_the_start(tmp_path: Path, rows: str, said: str) -> None:
    """With the line and the column of its row."""
    with pytest.raises(WorkflowError) as caught:
        load(tmp_path, rows)
    assert str(caught.value).startswith(f"flow.csv:2: {said}")


@pytest.mark.parametrize(("said", "way"), [("I want a drink", "GetDrink"), ("some FOOD please", "GetFood")])
async def test_an_orchestrator_goes_by_words(tmp_path: Path, said: str, way: str) -> None:
    """To the node that has most in common with what was said."""
    rows = "G,In,,,,,,R\nG,R,orchestrator,,,q,chosen\nG,GetDrink,echo,Pour\nG,GetFood,echo,Cook"
    state = await run(load(tmp_path, rows), {"q": said})
    assert state["chosen"] == way


async def test_an_orchestrator_that_understands_nothing(tmp_path: Path) -> None:
    """Goes to the default, or nowhere."""
    rows = "G,R,orchestrator,,{},q,chosen\nG,GetDrink,echo,Pour,,,out"
    assert (await run(load(tmp_path, rows.format("")), {"q": "zzz"})).get("out") is None
    assert (await run(load(tmp_path, rows.format("{default_target=GetDrink}")), {"q": "zzz"}))[
        "out"
    ] == "Pour"


@tool
def reverse(text: str) -> str:
    """Turn a text around."""
    return text[::-1]


async def double(number: int, times: int = 2) -> int:
    """Multiply."""
    return number * times


async def test_a_tool_agent_runs_a_registered_tool(tmp_path: Path) -> None:
    """The only one of the row, or the one that is spoken of; LangChain's and callables."""
    header = "GraphName,Node,AgentType,Prompt,Input_Fields,Output_Field,Available_Tools,Tool_Source"
    tools = {"reverse": reverse, "double": double}
    one = load(tmp_path, "G,A,tool_agent,,t,out,reverse,evil.py", header=header, tools=tools)
    assert (await run(one, {"t": "abc"}))["out"] == "cba"
    either = load(tmp_path, "G,A,tool_agent,Multiply it,number|times,out,,", header=header, tools=tools)
    assert (await run(either, {"number": 3, "times": 3}))["out"] == 9
    with pytest.raises(
        WorkflowError, match=r"Available_Tools: tools= has no 'revers'; did you mean 'reverse'"
    ):
        load(tmp_path, "G,A,tool_agent,,t,out,revers,", header=header, tools=tools)


@tool
def add(a: int, b: int = 10) -> int:
    """Sum up two numbers."""
    return a + b


@tool
async def add_later(a: int, b: int = 10) -> int:
    """Sum up two numbers, at some time."""
    return a + b


@tool
async def leave(a: int) -> int:
    """Go home."""
    sys.exit(3)


@pytest.mark.parametrize("adder", [add, add_later])
async def test_a_tool_of_langchains_checks_what_it_is_given(tmp_path: Path, adder: Any) -> None:
    """By its own schema, which makes numbers of texts and knows what is missing."""
    graph = load(tmp_path, "G,A,tool_agent,,,a|b,out", tools={"add": adder})
    assert (await run(graph, {"a": "1", "b": "2"}))["out"] == 3
    assert (await run(load(tmp_path, "G,A,tool_agent,,,n:a,out", tools={"add": adder}), {"n": 1}))[
        "out"
    ] == 11
    with pytest.raises(ValidationError):
        await run(graph, {"n": "one"})


async def test_a_tool_of_langchains_ends_its_node_and_not_the_server(tmp_path: Path) -> None:
    """Though LangChain runs it in a task of its own."""
    graph = load(tmp_path, "G,A,tool_agent,,,a,out,,,N\nG,N,echo,N,,,way", tools={"leave": leave})
    assert (await run(graph, {"a": 1}))["way"] == "N"


async def test_a_tool_that_nothing_speaks_of_is_not_run(tmp_path: Path) -> None:
    """Though it comes first."""
    ran: list[str] = []
    tools = {"refund": lambda q: ran.append(q), "charge": lambda q: ran.append(q)}
    graph = load(tmp_path, "G,A,tool_agent,,,q,out,,,N\nG,N,echo,N,,,way", tools=tools)
    assert (await run(graph, {"q": "zzz"}))["way"] == "N"
    with pytest.raises(LookupError, match="speaks of any of the tools"):
        await run(load(tmp_path, "G,A,tool_agent,,,q,out", tools=tools), {"q": "zzz"})
    assert ran == []


def test_tools_are_chosen_by_words_alone(tmp_path: Path) -> None:
    """Where there is a choice; another way of choosing is refused."""
    row = "G,A,tool_agent,,{matching_strategy=llm},q,out"
    with pytest.raises(WorkflowError, match="Context: matching_strategy is 'algorithm', by words, not 'llm'"):
        load(tmp_path, row, tools={"a": len, "b": len})
    assert load(tmp_path, row, tools={"a": len})


def test_a_tool_that_does_not_say_what_it_takes_is_refused(tmp_path: Path) -> None:
    """With the row that would run it."""
    with pytest.raises(WorkflowError, match=r"flow.csv:2: Available_Tools: nobody can say what"):
        load(tmp_path, "G,A,tool_agent,,,q,out", tools={"a": max})


async def test_files_of_the_data_directory(tmp_path: Path) -> None:
    """Written, appended to, read back; a cell that a spreadsheet would run is a text."""
    data = tmp_path / "data"
    data.mkdir()
    row = "G,A,{}_writer,notes.{},{{mode=append}},a|b,saved,B\nG,B,{}_reader,notes.{},,,out"
    for kind in ("csv", "json", "file"):
        graph = load(tmp_path, row.format(*[kind] * 4), data=data)
        await run(graph, {"a": "=1+1", "b": "x"})
        state = await run(graph, {"a": "2", "b": "y"})
        assert state["saved"]["success"] is True
        if kind == "csv":
            assert state["out"] == [{"a": "'=1+1", "b": "x"}, {"a": "2", "b": "y"}]
        elif kind == "json":
            assert state["out"][-1] == {"a": "2", "b": "y"}
        else:
            assert state["out"] == "=1+1\nx\n2\ny\n"


async def test_one_cell_may_hold_several_settings(tmp_path: Path) -> None:
    """A comma parts them."""
    graph = load(tmp_path, 'G,A,file_writer,,"{collection=a.txt, mode=append}",m,saved', data=tmp_path)
    for _ in range(2):
        await run(graph, {"m": "x"})
    assert (tmp_path / "a.txt").read_text() == "x\nx\n"


@pytest.mark.parametrize("name", ["../out.json", "/etc/passwd", "a/../../out.json", ".", "link"])
async def test_no_file_outside_the_data_directory(tmp_path: Path, name: str) -> None:
    """Whoever names it, and however."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "link").symlink_to(tmp_path / "secret.json")
    (tmp_path / "secret.json").write_text("{}")
    for agent in ("json_reader", "json_writer"):
        graph = load(tmp_path, f"G,A,{agent},x.json,,collection,out", data=data)
        with pytest.raises(PermissionError):
            await run(graph, {"collection": name})
    assert (tmp_path / "secret.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("reference", "fields", "said"),
    [
        ("file:hi.txt", "n", "Hi Ada"),
        ("prompt:hi", "n", "Hi Ada"),
        ("prompt:deep.one", "", "One"),
        ("yaml:more.yaml#a.b", "", "B"),
    ],
)
async def test_prompts_of_the_prompts_directory(
    tmp_path: Path, reference: str, fields: str, said: str
) -> None:
    """Files, and entries of YAML files; filled like any other."""
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (prompts / "hi.txt").write_text("Hi {n}")
    (prompts / "prompts.yaml").write_text("deep:\n  one: One\n")
    (prompts / "more.yaml").write_text("a:\n  b: B\n")
    graph = load(tmp_path, f"G,A,echo,{reference},,{fields},out", prompts=prompts)
    assert (await run(graph, {"n": "Ada"}))["out"] == said


@pytest.mark.parametrize(
    "reference",
    [
        "file:../secret.txt",
        "file:/etc/passwd",
        "prompt:../secret",
        "yaml:../x.yaml#a",
        "file:link.txt",
        "file:none.txt",
        "yaml:hi.yaml#none",
        "yaml:bad.yaml#a",
    ],
)
def test_no_prompt_outside_the_prompts_directory(tmp_path: Path, reference: str) -> None:
    """Nor one that is not there."""
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (prompts / "link.txt").symlink_to(tmp_path / "secret.txt")
    (prompts / "hi.yaml").write_text("a: {b: 1}")
    (prompts / "bad.yaml").write_text("a: [")
    with pytest.raises(WorkflowError, match=r"flow.csv:2: Prompt: ") as caught:
        load(tmp_path, f"G,A,echo,{reference}", prompts=prompts)
    assert "secret'" not in str(caught.value)


async def test_a_model_of_the_host_is_an_agent(tmp_path: Path) -> None:
    """It is asked the prompt, filled."""
    model = FakeListChatModel(responses=["Bonjour"])
    graph = load(tmp_path, "G,A,llm,Greet {n},,n,out", agents={"llm": model})
    assert (await run(graph, {"n": "Ada"}))["out"] == "Bonjour"


class Adder:
    """An agent with a service and a method of AgentMap's."""

    def __init__(self, ledger: list[Any]) -> None:
        self.ledger = ledger

    def process(self, inputs: dict[str, Any]) -> float:
        self.ledger.append(dict(inputs))
        return float(sum(inputs.values()))


async def later(inputs: dict[str, Any], run: Run | None, *, ledger: list[Any]) -> dict[str, Any]:
    """An agent that wants everything, and gives two values."""
    ledger.append(run)
    return {"x": inputs["p"] + 1, "y": 2, "z": 3}


async def test_agents_of_the_host(tmp_path: Path) -> None:
    """Functions, coroutine functions and classes, whatever the case of their names, with services by name."""
    ledger: list[Any] = []
    rows = "G,A,ADDER,,,a|b,s,B\nG,B,later,,,s:p,x|y,C\nG,C,lower,,,x,out"
    graph = load(
        tmp_path,
        rows,
        agents={"Adder": Adder, "later": later, "lower": lambda inputs: str(inputs["x"])},
        services={"ledger": ledger},
    )
    assert await run(graph, {"a": 1, "b": 2}) == {"a": 1, "b": 2, "s": 3.0, "x": 4.0, "y": 2, "out": "4.0"}
    assert ledger == [{"a": 1, "b": 2}, None]


async def test_an_agent_gets_the_run_that_it_is_part_of(tmp_path: Path) -> None:
    """With the caller, when the workflow is served."""
    seen: list[Any] = []

    def note(inputs: Any, run: Any) -> str:
        seen.append(run.principal.id)
        return "ok"

    service: AgentService = AgentASGI(load_csv(write(tmp_path, "G,A,note,,,,out"), {"note": note})).service
    result = await service.invoke("G", RunInput(input={}), Caller(Principal("u1")))
    assert (result.output, seen) == ({"out": "ok"}, ["u1"])


async def test_an_agent_is_tried_again_as_often_as_its_row_says(tmp_path: Path) -> None:
    """And no more."""
    tries: list[int] = []

    async def flaky(inputs: Any) -> str:
        tries.append(1)
        if len(tries) < 3:
            raise ConnectionError
        return "at last"

    context = '"{""retries"": 2, ""retry_delay"": 0.001}"'
    assert (await run(load(tmp_path, f"G,A,flaky,,{context},,out", agents={"flaky": flaky})))[
        "out"
    ] == "at last"
    tries.clear()
    with pytest.raises(ConnectionError):
        await run(load(tmp_path, "G,A,flaky,,,,out", agents={"flaky": flaky}))
    assert len(tries) == 1


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (7, "an agent is a callable, not int"),
        (lambda: None, r"an agent takes \(inputs\), or \(inputs, run\)"),
        (lambda a, b, c: None, r"an agent takes \(inputs\), or \(inputs, run\)"),
        (Adder, "services= has no 'ledger'"),
    ],
)
def test_what_is_no_agent_is_refused(tmp_path: Path, agent: Any, said: str) -> None:
    """At the start, with the row that names it."""
    with pytest.raises(WorkflowError, match=f"flow.csv:2: AgentType: {said}"):
        load(tmp_path, "G,A,mine", agents={"mine": agent})


async def test_several_outputs_come_from_a_dict(tmp_path: Path) -> None:
    """With all of them."""
    with pytest.raises(TypeError, match="gives a dict"):
        await run(load(tmp_path, "G,A,mine,,,,x|y", agents={"mine": lambda inputs: 1}))
    with pytest.raises(KeyError, match="did not give y"):
        await run(load(tmp_path, "G,A,mine,,,,x|y", agents={"mine": lambda inputs: {"x": 1}}))


def test_agents_of_an_agentmap_project(tmp_path: Path) -> None:
    """By its `custom_agents.yaml`."""
    yaml = tmp_path / "custom_agents.yaml"
    yaml.write_text(f"version: '1.0'\nagents:\n  adder:\n    class_path: {__name__}.Adder\n")
    assert load(tmp_path, "G,A,adder", agents=yaml, services={"ledger": []})
    for broken in ("agents:\n  a: {}\n", "agents:\n  a: {class_path: no.such.Thing}\n", "x: 1", "a: ["):
        yaml.write_text(broken)
        with pytest.raises(Exception, match="custom_agents"):
            load(tmp_path, "G,A,adder", agents=yaml)


def test_a_provider_whose_package_is_missing(tmp_path: Path) -> None:
    """Is told at the start, with the package's name."""
    with pytest.raises(MissingDependencyError, match=r"the agent 'gemini'.*langchain-google-genai"):
        load(tmp_path, "G,A,gemini,Hello,{model=gemini-flash}")


async def test_a_question_without_a_type_wants_a_text(tmp_path: Path) -> None:
    """As AgentMap's."""
    state = await answered(load(tmp_path, "G,A,human,Well?,,,out"), "a text")
    assert state["out"] == "a text"


def test_every_agent_of_the_format_is_there() -> None:
    """Those that the README names."""
    assert {"echo", "default", "human", "suspend", "graph", "llm", "csv_reader", "file_writer"} <= set(
        BUILT_IN
    )
