"""What a file may hold, and what is said of one that does not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asgi_agent.workflows import WorkflowError, parse_csv
from asgi_agent.workflows.columns import COLUMNS
from asgi_agent.workflows.model import Input, Output, Targets
from tests.workflows.csvs import HEADER, write

if TYPE_CHECKING:
    from pathlib import Path


def faults(directory: Path, text: str, *, header: str = HEADER, strict: bool = True) -> list[str]:
    """What is wrong with these rows."""
    with pytest.raises(WorkflowError) as caught:
        parse_csv(write(directory, text, header=header), strict=strict)
    return str(caught.value).splitlines()


def test_a_row_is_a_node(tmp_path: Path) -> None:
    """Every column, under its own name."""
    header = ",".join(COLUMNS)
    row = 'G,A,echo,Hi {x},About,"{""k"": 1}",x|y:z,out,,B|C,D,tools.py,add|mul("twice")'
    others = "\n".join(f"G,{name}" for name in "BCD")
    workflow = parse_csv(write(tmp_path, f"{row}\n{others}", header=header))["G"]
    node = workflow.entry
    assert (node.name, node.line, node.agent, node.prompt) == ("A", 2, "echo", "Hi {x}")
    assert (node.description, node.context, node.tools) == ("About", {"k": 1}, ("add", "mul"))
    assert node.inputs == (Input("x", "x"), Input("y", "z"))
    assert node.outputs == (Output("out", "out"),)
    assert (node.success, node.failure) == (Targets(("B", "C")), Targets(("D",)))
    assert list(workflow.nodes) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(("column", "alias"), [(c, a) for c, names in COLUMNS.items() for a in names])
def test_a_column_has_many_names(tmp_path: Path, column: str, alias: str) -> None:
    """Each of AgentMap's, in any case."""
    header = ",".join(alias.upper() if name == column else name for name in COLUMNS)
    assert parse_csv(write(tmp_path, "G,A", header=header))["G"].entry.name == "A"


@pytest.mark.parametrize(
    ("cell", "context"),
    [
        ("", {}),
        ('"{""a"": [1, true]}"', {"a": [1, True]}),
        ("\"{'a': (1, None)}\"", {"a": (1, None)}),
        ("{workflow=::Inner}", {"workflow": "::Inner"}),
        ("just a text", {"context": "just a text"}),
    ],
)
def test_settings_are_json_a_literal_or_a_text(tmp_path: Path, cell: str, context: object) -> None:
    """As AgentMap reads them."""
    assert parse_csv(write(tmp_path, f"G,A,echo,,{cell}"))["G"].entry.context == context


def test_comments_and_empty_lines_are_left_out(tmp_path: Path) -> None:
    """And lines keep their numbers; a `#` inside a quoted cell is none."""
    text = '# first\nG,A,echo,"two\n# lines",,,,B\n\n,,,\n   # last\nG,B'
    nodes = parse_csv(write(tmp_path, text))["G"].nodes
    assert [(node.name, node.line) for node in nodes.values()] == [("A", 3), ("B", 8)]
    assert nodes["A"].prompt == "two\n# lines"


def test_a_quote_within_a_cell_makes_no_cell_of_the_comment_after_it(tmp_path: Path) -> None:
    """It is a character like any other, as in a size in inches; one that begins a cell ends with the next."""
    text = """G,A,echo,5" disk,,,,B\n# step two, unused\nG,B,echo,"5"" disk",,,,C\n# step three\nG,C"""
    nodes = parse_csv(write(tmp_path, text))["G"].nodes
    assert [(node.prompt, node.line) for node in nodes.values()] == [('5" disk', 2), ('5" disk', 4), ("", 6)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    """With a byte order mark, of two bytes a character, or of the last century."""
    path = tmp_path / "flow.csv"
    path.write_bytes("GraphName,Node,Prompt\r\nG,Müller,Grüße\r\n".encode(encoding))
    assert parse_csv(path)["G"].nodes["Müller"].prompt == "Grüße"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("G,A,,,,,,Bea\nG,Bee", "flow.csv:2: Edge: there is no node 'Bea'; did you mean 'Bee'?"),
        ("G,A,,,,,,End", "flow.csv:2: Edge: there is no node 'End'; did you mean 'END'?"),
        ("G,A,,,,,,,B|Nope\nG,B", "flow.csv:2: Success_Next: there is no node 'Nope'"),
        ("G,A\nG,A", "flow.csv:3: Node: the node 'A' is in line 2 as well"),
        ("G,A\n,B", "flow.csv:3: GraphName: the cell is empty"),
        ("G,END", "flow.csv:2: Node: 'END' means something else and cannot name a node"),
        ("G,A,echo,,{broken", "flow.csv:2: Context: neither JSON nor a Python literal"),
        ("G,A,echo,,{1}", "flow.csv:2: Context: not an object with names"),
        ("G,A,,,,,,B,B\nG,B", "flow.csv:2: Edge: a row has an Edge or a Success_Next, not both"),
        ("G,A,,,,,,,,,,x", "flow.csv:2: 12 cells under 10 columns; a comma inside a cell needs quotes"),
        ('G,A,"x" y', "flow.csv:2: no CSV: ',' expected after '\"'"),
        ('G,A,"open', "flow.csv:2: no CSV: unexpected end of data"),
    ],
)
def test_a_fault_has_its_line_and_column(tmp_path: Path, text: str, said: str) -> None:
    """And what may have been meant."""
    assert faults(tmp_path, text) == [said]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """In the order of their lines, and none for what another one causes."""
    told = faults(tmp_path, "G,A,,,,,,Nope\nG,B,,,{,,,A\nG,A\nG,C,,,,,,B")
    assert [fault.split(": ", 1)[0] for fault in told] == ["flow.csv:2", "flow.csv:3", "flow.csv:4"]


def test_what_else_is_wrong_with_a_row_is_told_as_well(tmp_path: Path) -> None:
    """Of one whose name is taken or missing, or whose settings cannot be read."""
    told = faults(tmp_path, "G,A\nG,A,,,{,,,Nope\nG,,,,,,,None\n,C,,,{1}")
    places = [tuple(fault.split(": ")[:2]) for fault in told]
    assert sorted(places) == [
        ("flow.csv:3", "Context"),
        ("flow.csv:3", "Edge"),
        ("flow.csv:3", "Node"),
        ("flow.csv:4", "Edge"),
        ("flow.csv:4", "Node"),
        ("flow.csv:5", "Context"),
        ("flow.csv:5", "GraphName"),
    ]


@pytest.mark.parametrize(
    "header", ["GraphName,Node,Sucess_Next,Inputs", "GraphName,Node,Edge,Inputs,Input_Fields"]
)
def test_rows_are_read_under_a_header_that_is_wrong(tmp_path: Path, header: str) -> None:
    """As what a misspelt column means is known, and one that is there twice leaves the others."""
    told = faults(tmp_path, "G,A,Nope,x", header=header)
    assert [fault.split(": ")[0] for fault in told] == ["flow.csv:1", "flow.csv:2"]


def test_a_guess_at_what_was_meant_is_made_for_the_first_faults(tmp_path: Path) -> None:
    """Since it is a search among all names, which a file of many faults would make take minutes."""
    like = "x" * 20
    rows = "\n".join(f"G,N{n:05}{like},,,,,,N{n:05}{like}y" for n in range(3000))
    started = time.process_time()
    told = faults(tmp_path, rows)
    assert time.process_time() - started < 10
    assert len(told) == 3000
    assert told[0].endswith(f"there is no node 'N00000{like}y'; did you mean 'N00000{like}'?")
    assert ["did you mean" in fault for fault in told] == [True] * 20 + [False] * 2980


def test_names_of_any_length_are_compared_soon(tmp_path: Path) -> None:
    """What is so long is no slip of the pen."""
    name = "".join(chr(0x4E00 + n) for n in range(20_000))
    started = time.process_time()
    assert "did you mean" not in faults(tmp_path, f"G,{name}x,,,,,,y{name}")[0]
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("GraphName,Prompt", "there is no column Node, or node_name"),
        ("workflow,graph,Node", "'graph' and 'workflow' are both GraphName"),
        ("GraphName,Node,Output_Fields", "unknown column 'Output_Fields'; did you mean 'Output_Field'?"),
    ],
)
def test_a_header_that_is_wrong(tmp_path: Path, header: str, said: str) -> None:
    """A column that is missing, there twice, or misspelt."""
    assert said in faults(tmp_path, "G,A", header=header)[0]


def test_unknown_columns_are_left_out(tmp_path: Path) -> None:
    """Notes of the author's; a misspelt one as well where the host wants it so."""
    header = "GraphName,Node,error_node,Output_Fields"
    assert parse_csv(write(tmp_path, "G,A,x,y", header=header), strict=False)["G"].entry.outputs == ()
    assert parse_csv(write(tmp_path, "G,A,x", header="GraphName,Node,error_node"))["G"]


def test_an_edge_beside_a_way_after_failure_is_the_way_after_success(tmp_path: Path) -> None:
    """As the author of such a row means it; AgentMap drops the second."""
    node = parse_csv(write(tmp_path, "G,A,,,,,,B,,C\nG,B\nG,C"))["G"].entry
    assert (node.edge, node.success, node.failure) == (Targets(), Targets(("B",)), Targets(("C",)))


def test_less_strictly_an_edge_wins(tmp_path: Path) -> None:
    """As AgentMap has it."""
    node = parse_csv(write(tmp_path, "G,A,,,,,,B,C\nG,B\nG,C"), strict=False)["G"].entry
    assert (node.edge, node.success) == (Targets(("B",)), Targets())


@pytest.mark.parametrize(
    "content", [b"", b"\n\n# no more\n", b"GraphName,Node\n", b"\x00\x01\x02", b"PK\x03\x04\0"]
)
def test_a_file_without_nodes_is_refused(tmp_path: Path, content: bytes) -> None:
    """Empty, a header alone, or no text at all."""
    path = tmp_path / "flow.csv"
    path.write_bytes(content)
    with pytest.raises(WorkflowError, match=r"flow\.csv"):
        parse_csv(path)


@pytest.mark.parametrize(
    "content",
    [
        "G,A" + ",x" * 100_000,
        'G,A,"' + "x" * 1_000_000 + '"',
        "G,A\n" * 100_000,
        '"' * 999_999,
        "\n".join(f"G,N{row},,,,,,func:choose" for row in range(15_000)),
        "\n".join(f"G,N,,,,,,{'|'.join('abcdefghij' * 2_000)}" for row in range(20)),
        "\n".join(f"G,N{row},,,,{'a|' * 60_000}" for row in range(20)),
    ],
    ids=["wide", "a huge cell", "long", "quotes", "ways to anywhere", "ways to nowhere", "names"],
)
def test_a_bomb_is_refused_soon(tmp_path: Path, content: str) -> None:
    """In less time than anybody notices, with a reason."""
    started = time.perf_counter()
    assert faults(tmp_path, content)
    assert time.perf_counter() - started < 10


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Nothing else is raised, whatever it holds."""
    path = tmp_path / "any.csv"
    path.write_bytes(b"GraphName,Node,Edge,Context\n" + content)
    try:
        read = bool(parse_csv(path))
    except WorkflowError as error:
        read = str(error).startswith("any.csv")
    assert read
