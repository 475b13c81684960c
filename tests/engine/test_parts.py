"""A conversion in parts: the events and the ledger of one run, wherever the parts run, also when a worker is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import eventx
from eventx.engine import cutting
from eventx.engine.parts import convert_parts
from eventx.engine.processes import Processes
from eventx.errors import UsageError
from eventx.ledger import Ledger, LossReport

GOOD: dict[str, Any] = {"schema_version": "1.0.0", "kind": "event", "id": "x:1", "status": "reported"}


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """Three files with ids that come again in another, relations over files, systems that are told once, bad and blank lines."""
    found = []
    for number in range(3):
        lines = []
        for row in range(40):
            record = GOOD | {"id": f"x:{number * 40 + row}"}
            if row % 9 == 4:
                record["id"] = f"x:{row + 30 * number}"
            if row % 7 == 1:
                record["relations"] = [{"type": "part-of", "target": f"x:{(row * 31) % 130}"}]
            if row == 20:
                record |= {"kind": "campaign", "tolls": [{"measure": "killed", "who": "all", "best": 3}]}
            if row % 13 == 2:
                record["codes"] = [{"system": f"nobody{row % 2}", "code": "1", "basis": "source"}]
            if row % 17 == 3:
                record["status"] = "perhaps"
            lines.append(json.dumps(record) + ("\n\n" if row == 5 else "\n"))
        path = tmp_path / f"{number}.ndjson"
        path.write_text("".join(lines), encoding="utf-8")
        found.append(str(path))
    return found


class Here:
    """An engine that runs everything in this process."""

    def run(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        return map(function, items)

    def close(self) -> None:
        """Nothing runs any more."""


class KillsOnce:
    """An engine one of whose workers ends while it does the second part, once."""

    def __init__(self, engine: Any, mark: Path) -> None:
        self._engine = engine
        self._mark = mark

    def run(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        return self._engine.run(partial(killed_once, str(self._mark), function), items)

    def close(self) -> None:
        self._engine.close()


def killed_once(mark: str, function: Callable[[Any], Any], part: Any) -> Any:
    done = function(part)  # its file is written when the worker is lost
    if part.number == 1 and not Path(mark).exists():
        Path(mark).touch()
        os._exit(9)
    return done


def account(ledger: Ledger) -> Any:
    """A ledger without the name of the output."""
    found = ledger.to_dict()
    del found["output"]["path"]
    found["output"].pop("files", None)
    return found, list(ledger.details())


def events(folder: Path) -> list[Any]:
    assert [path.name for path in sorted(folder.iterdir())] == [f"part-{n:05}.ndjson" for n in range(len(list(folder.iterdir())))]
    return [json.loads(line) for path in sorted(folder.iterdir()) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def whole(sources: list[str], tmp_path: Path) -> tuple[Any, list[Any]]:
    ledger = eventx.convert(sources, tmp_path / "whole.ndjson", on_finding=lambda _: None)
    lines = (tmp_path / "whole.ndjson").read_text(encoding="utf-8").splitlines()
    assert ledger.findings.keys() >= {"EVX501", "EVX503", "EVX605", "EVX505"}
    return account(ledger), [json.loads(line) for line in lines]


def test_parts_give_the_events_and_the_ledger_of_one_run(sources: list[str], tmp_path: Path, whole: Any) -> None:
    told: list[Any] = []
    target = tmp_path / "out"
    ledger = convert_parts(sources, f"{target}/", engine=Here(), target_format="eventx", on_finding=told.append)
    assert (account(ledger), events(target)) == whole
    assert len(told) == ledger.findings.total()
    for file, source in zip(ledger.to_dict()["output"]["files"], sources, strict=True):
        assert file["source"] == source
        assert file["written"] == len((target / file["name"]).read_bytes().splitlines())


def test_a_file_cut_at_line_ends_gives_the_same(
    sources: list[str], tmp_path: Path, whole: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LARGE", 2000)
    ledger = convert_parts(sources, f"{tmp_path}/out/", engine=Here(), target_format="eventx")
    assert (account(ledger), events(tmp_path / "out")) == whole
    assert len(list((tmp_path / "out").iterdir())) > 6


def test_every_loss_of_all_parts_is_told_as_of_one_output(sources: list[str], tmp_path: Path) -> None:
    """Also of parts that are run again, and in the order of the records."""
    told = []
    for target in ("all.csv", "out/"):
        ledger = Ledger("test")
        report = LossReport(ledger)
        if target == "all.csv":
            eventx.convert(sources, tmp_path / target, ledger=ledger, on_finding=lambda _: None)
        else:
            convert_parts(sources, f"{tmp_path}/out/", engine=Here(), target_format="csv", ledger=ledger)
        told.append((list(report.losses()), report.to_dict({})["codes"]))
    assert told[0] == told[1]
    assert len(told[0][0]) > 6
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"part-{number:05}.csv" for number in range(3)]


def test_processes_give_the_same_also_when_one_is_lost(sources: list[str], tmp_path: Path, whole: Any) -> None:
    with Processes(2) as processes:
        engine = KillsOnce(processes, tmp_path / "mark")
        ledger = convert_parts(sources, f"{tmp_path}/out/", engine=engine, target_format="eventx")
    assert (tmp_path / "mark").exists()
    assert (account(ledger), events(tmp_path / "out")) == whole


@pytest.mark.filterwarnings("ignore")  # Dask's own, which come and go with its versions
def test_a_dask_cluster_gives_the_same_also_when_a_worker_is_lost(sources: list[str], tmp_path: Path, whole: Any) -> None:
    pytest.importorskip("distributed", reason="needs the extra cluster")
    from eventx.engine.cluster import Cluster

    with Cluster("local:2") as cluster:
        engine = KillsOnce(cluster, tmp_path / "mark")
        ledger = convert_parts(sources, f"{tmp_path}/out/", engine=engine, target_format="eventx")
    assert (tmp_path / "mark").exists()
    assert (account(ledger), events(tmp_path / "out")) == whole


def test_a_strict_run_and_a_broken_input_leave_no_folder(sources: list[str], tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    with pytest.raises(eventx.Rejected):
        convert_parts(sources, f"{tmp_path}/out/", engine=Here(), target_format="eventx", strict=True)
    with pytest.raises(eventx.InputError, match="no such file"):
        convert_parts([*sources, f"{tmp_path}/nothing"], f"{tmp_path}/out/", engine=Here(), target_format="eventx")
    assert set(tmp_path.iterdir()) == before


def test_workers_have_ended_before_the_folder_of_a_failed_run_goes(sources: list[str], tmp_path: Path) -> None:
    seen: list[int] = []

    class Watched(Here):
        def close(self) -> None:
            seen.append(len([path for path in tmp_path.iterdir() if path.is_dir()]))

    with pytest.raises(eventx.Rejected):
        convert_parts(sources, f"{tmp_path}/out/", engine=Watched(), target_format="eventx", strict=True)
    assert seen == [1]
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_an_input_that_is_cut_off_is_told_from_another_process_and_stands_in_the_ledger(
    sources: list[str], tmp_path: Path
) -> None:
    Path(sources[1]).write_text(json.dumps(GOOD | {"id": "y:1"}) + '\n{"schema_ver', encoding="utf-8")
    ledger = Ledger("test")
    with Processes(1) as processes, pytest.raises(eventx.Unaccounted, match=r"1\.ndjson: line 2 ends in the middle of a record"):
        convert_parts(sources[:2], f"{tmp_path}/out/", engine=processes, target_format="eventx", ledger=ledger)
    assert [(one.source, one.complete) for one in ledger.inputs] == [(sources[0], True), (sources[1], False)]
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_what_a_killed_run_of_the_same_process_id_left_is_in_nobodys_way(sources: list[str], tmp_path: Path) -> None:
    (tmp_path / f".out.{os.getpid()}.part").mkdir()
    convert_parts(sources[:1], f"{tmp_path}/out/", engine=Here(), target_format="eventx")
    assert len(events(tmp_path / "out")) > 0
    with pytest.raises(eventx.OutputError, match="its folder doesn't exist"):
        convert_parts(sources[:1], f"{tmp_path}/nowhere/out/", engine=Here(), target_format="eventx")


def test_what_can_not_be_a_folder_of_parts_is_refused(sources: list[str], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--to"):
        eventx.convert(sources, f"{tmp_path}/out/")
    with pytest.raises(UsageError, match="no empty folder"):
        convert_parts(sources, f"{tmp_path}/", engine=Here(), target_format="eventx")
    with pytest.raises(UsageError, match="only files and addresses"):
        eventx.convert(["-"], f"{tmp_path}/out/", target_format="eventx")
    with pytest.raises(UsageError, match="end its name with '/'"):
        eventx.convert(sources, f"{tmp_path}/out.ndjson", cluster="local:2")
    pytest.importorskip("distributed", reason="needs the extra cluster")
    with pytest.raises(UsageError, match="name a scheduler"):
        eventx.convert(sources, f"{tmp_path}/out/", target_format="eventx", cluster="elsewhere")


def test_parts_of_features_a_line_have_their_suffix(sources: list[str], tmp_path: Path) -> None:
    options = {"lines": "yes"}
    convert_parts(sources[:1], f"{tmp_path}/out/", engine=Here(), target_format="geojson", write_options=options)
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "part-00000.geojsonl"
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[0])["type"] == "Feature"


def test_without_dask_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from eventx.engine.cluster import Cluster

    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'eventx-conflict\[cluster\]'"):
        Cluster("local:2")
