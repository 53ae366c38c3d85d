from __future__ import annotations

import asyncio
import importlib.util
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import msgspec
import pytest

from asgi_agent import AgentASGI
from benchmarks import __main__ as command
from benchmarks import apps, graphs, imports, memory, middleware, report, serving
from benchmarks.chart import Group, draw
from benchmarks.inprocess import measure
from benchmarks.processes import Worker
from benchmarks.scale import Scale
from benchmarks.serving import Case
from benchmarks.stats import Batch, Ratio, Timing, percentile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TINY = Scale(rounds=1, requests=2, streams=1, calls=5, imports=1, open_streams=3)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make packages look as if they were not installed."""
    find, load = importlib.util.find_spec, importlib.import_module

    def hide(*hidden: str) -> None:
        def found(name: str, package: str | None = None) -> Any:
            return None if name.partition(".")[0] in hidden else find(name, package)

        def loaded(name: str, package: str | None = None) -> Any:
            if name.partition(".")[0] in hidden:
                raise ModuleNotFoundError(name=name.partition(".")[0])
            return load(name, package)

        monkeypatch.setattr(importlib.util, "find_spec", found)
        monkeypatch.setattr(importlib, "import_module", loaded)

    return hide


@pytest.mark.parametrize("transport", ["call", "serve"])
@pytest.mark.parametrize("shape", ["invoke", "turn", "stream"])
async def test_a_graph_is_measured_behind_each_way_to_serve_it(
    shape: str, transport: str, without: Callable[..., None]
) -> None:
    """Ours and the hand-written route do the same work, in processes of their own."""
    without("langserve")
    result = await serving.measure_case(Case("langgraph", shape, transport, 1), TINY)
    assert [row.app for row in result.rows] == ["bare Starlette", "asgi-agent"]
    for row in result.rows:
        assert row.rate > 0
        assert 0 < row.first_event <= row.p50 <= row.p99
    assert result.rows[0].to_bare.median == 1


async def test_a_missing_peer_is_named_and_left_out(without: Callable[..., None]) -> None:
    """The table says what it lacks, and the others are measured."""
    without("langserve")
    result = await serving.measure_case(Case("langgraph", "invoke", "call", 1), TINY)
    assert result.left_out == ["LangServe (not installed: langserve)"]
    assert "Left out: LangServe (not installed: langserve)" in report.markdown([result])


async def test_a_missing_framework_leaves_an_empty_table(without: Callable[..., None]) -> None:
    """Nothing of AgentFlow can be measured without it, and nothing breaks."""
    without("tenxgraph", "tenxgraph_api", "agentflow", "agentflow_cli")
    result = await serving.measure_case(Case("agentflow", "invoke", "call", 1), TINY)
    assert result.rows == []
    assert len(result.left_out) == 3


async def test_a_contender_that_fails_is_no_result() -> None:
    """A time is worth something only if the answer was right."""
    ours = apps.contenders("langgraph", "invoke")[1]
    async with serving.running(msgspec.structs.replace(ours, path="/nowhere"), "call") as target:
        with pytest.raises(RuntimeError, match="status 404"):
            await target.measure(1, 1)
    other = Batch(1.0, [1.0], [1.0], [1.0], "something else")
    with pytest.raises(RuntimeError, match="something else"):
        serving._check(ours, Case("langgraph", "invoke", "call", 1), other)


async def test_the_bare_route_asks_the_graph_for_what_the_adapter_asks() -> None:
    """Otherwise the two would not do the same work."""
    asked: list[list[str]] = []
    graph = graphs.langgraph_tokens()
    stream = graph.astream

    def noted(*arguments: Any, **options: Any) -> Any:
        asked.append(options["stream_mode"])
        return stream(*arguments, **options)

    graph.astream = noted
    body = b'{"input": {"text": "hello"}}'
    for app in (AgentASGI(graph), apps.bare_langgraph(graph)):
        await measure(app, "/stream", body, count=1, concurrency=1)
    assert asked[0] == asked[1] == apps.STREAM_MODES


@pytest.mark.parametrize("inbound", [False, True])
async def test_correlation_middlewares_are_compared_with_the_bare_app(
    inbound: bool, without: Callable[..., None]
) -> None:
    """What is not installed is named."""
    without("starlette_context")
    result = await middleware._measure(TINY, inbound)
    assert [row.name for row in result.rows] == ["bare app", "asgi-agent", "asgi-correlation-id"]
    assert result.rows[0].median_added == 0
    assert result.left_out == ["starlette-context (raw) (not installed: starlette_context)"]


def test_importing_the_package_loads_no_framework() -> None:
    """In fresh processes; the figure itself is the machine's."""
    (result,) = imports.measure(TINY)
    ours = [row for row in result.rows if "asgi_agent" in row.statement]
    assert [row.frameworks for row in ours] == [[], []]
    assert all(row.median > 0 for row in result.rows)


async def test_streams_stay_open_while_their_memory_is_measured() -> None:
    """Each has sent its first frame when the block begins."""
    async with (
        Worker.start("serve", "asgi-agent", "waiting") as worker,
        memory.open_streams(int(await worker.read()), 3) as readers,
    ):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(readers[0].read(), 0.2)


def test_memory_is_left_out_where_it_cannot_be_read(without: Callable[..., None]) -> None:
    """Reading another process's memory takes psutil."""
    without("psutil")
    (result,) = memory.measure(TINY)
    assert result.left_out == ["memory (not installed: psutil)"]


def test_a_ratio_pairs_rounds() -> None:
    """A slow minute of the machine falls on both."""
    ratio = Ratio.of([10.0, 1.0, 30.0], [20.0, 2.0, 30.0])
    assert (ratio.median, ratio.low, ratio.high) == (0.5, 0.5, 1.0)


def test_percentiles_are_values_that_occurred() -> None:
    """No interpolation."""
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([3.0, 1.0, 2.0], 99) == 3.0


def test_a_timing_knows_its_first_event_and_its_first_token() -> None:
    """The first frame need not hold a token."""
    timing = Timing()
    timing.started(200)
    timing.body(b"event: run.started\n\n")
    assert timing.first_event > 0
    assert timing.first_token == 0
    timing.body(b'{"text": "@"}')
    timing.finished()
    assert timing.first_event < timing.first_token <= timing.total


def test_the_command_prints_writes_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown to stdout; JSON and a well-formed SVG where they were asked for."""
    data, picture = tmp_path / "out.json", tmp_path / "out.svg"
    arguments = ["--only", "correlation", "--quick", "--rounds", "1"]
    command.main([*arguments, "--json", str(data), "--chart", str(picture)])
    printed = capsys.readouterr()
    assert "| asgi-agent |" in printed.out
    assert "### Targets" in printed.out
    assert "round 1 of 1" in printed.err
    assert len(json.loads(data.read_text())["results"]) == 2
    assert ElementTree.fromstring(picture.read_text()).tag.endswith("svg")


def test_a_chart_has_a_bar_for_each_contender() -> None:
    """The longest fills the width."""
    drawn = draw("t", "u", [Group("g", [("a", 10.0), ("b & c", 5.0)])])
    bars = [each for each in ElementTree.fromstring(drawn).iter() if each.tag.endswith("rect")]
    lengths = [float(bar.attrib["width"]) for bar in bars]
    assert lengths[0] == pytest.approx(2 * lengths[1], abs=0.1)
    assert "b &amp; c" in drawn
