"""A scan writes one verdict a draft, in order; interrupted, it goes on; with other facts, it refuses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from gatepost.archive import scan as scanning
from gatepost.archive.drafts import read_draft
from gatepost.archive.record import Record, ScanError
from gatepost.archive.scan import Scan, scan
from gatepost.archive.screener import line_of
from gatepost.policy import load
from gatepost.screening.folder import read_known
from gatepost.screening.screen import screen

from .drafts import CAST, TEXTS, archive, draft, line, objects


@pytest.fixture
def task(tmp_path: Path) -> Scan:
    """A scan of a few hundred drafts, in this process."""
    return Scan(str(archive(tmp_path, 300)), CAST, tmp_path / "out.jsonl")


def interrupted(task: Scan, after: int) -> None:
    """Run the scan until so many chunks are written, then stop it as Ctrl-C does."""
    left = after

    def seen(_: Record) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan(task, seen=seen)


def as_screened_one_by_one(source: Path) -> bytes:
    known, policy = read_known(CAST), load()
    rows = source.read_bytes().splitlines()
    return b"".join(line_of(screen(read_draft(row), known, policy).as_json(office=False)) for row in rows)


def test_every_draft_gets_the_verdict_that_check_gives_in_the_order_of_the_archive(task: Scan) -> None:
    record = scan(task)
    assert task.out.read_bytes() == as_screened_one_by_one(Path(task.source))
    assert record.done
    assert record.tally.drafts == 300
    assert task.files.errors.read_bytes() == b""


def test_several_workers_write_the_same_as_one(task: Scan, tmp_path: Path) -> None:
    scan(task)
    several = replace(task, out=tmp_path / "several.jsonl", workers=2)
    scan(several)
    assert several.out.read_bytes() == task.out.read_bytes()


def test_a_bad_line_is_listed_by_its_number_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(
        line(1)
        + b'{"text": "Grace Tolliver" broken\n\n'
        + line(2)
        + b'{"text": "Grace Tolliver"}\n'
        + line(3)
        + b"\xff\n"
    )
    task = Scan(str(source), CAST, tmp_path / "out.jsonl")
    record = scan(task)
    assert [row["id"] for row in objects(task.out)] == ["T1", "T2", "T3"]
    assert [row["line"] for row in objects(task.files.errors)] == [2, 5, 7]
    assert "not JSON" in objects(task.files.errors)[0]["why"]
    assert b"Grace" not in task.files.errors.read_bytes()
    assert (record.tally.drafts, record.tally.bad) == (3, 3)


def test_hostile_lines_come_through(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    texts = ["", "\x00\x1b[31m", "Well\ud800 done", "👩‍🏫🏅" * 500, "\u202eecarG\u200b", "a" * 1_000_000]
    source.write_bytes(b"".join(line(number, text or " ") for number, text in enumerate(texts)))
    scan(Scan(str(source), CAST, tmp_path / "out.jsonl"))
    assert [row["id"] for row in objects(tmp_path / "out.jsonl")] == [f"T{n}" for n in range(len(texts))]


def test_a_megabyte_of_words_in_a_line_gets_a_verdict(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(line(0) + line(1, "the tide came in and went out again " * 30_000) + line(2))
    scan(Scan(str(source), CAST, tmp_path / "out.jsonl", workers=2))
    assert [row["id"] for row in objects(tmp_path / "out.jsonl")] == ["T0", "T1", "T2"]


def test_a_line_that_is_no_line_is_listed_and_not_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gatepost.archive.chunks.LONGEST_LINE", 1000)
    source = tmp_path / "in.jsonl"
    source.write_bytes(line(0) + line(1, "a" * 5000) + line(2))
    record = scan(Scan(str(source), CAST, tmp_path / "out.jsonl"))
    assert [row["line"] for row in objects(tmp_path / "out.errors.jsonl")] == [2]
    assert (record.tally.drafts, record.tally.bad) == (2, 1)


def test_a_draft_on_which_the_checker_fails_is_held_and_listed(task: Scan, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise MemoryError("Grace Tolliver")

    monkeypatch.setattr("gatepost.archive.screener.screen", failing)
    record = scan(task)
    assert record.tally.verdicts == {"hold": 300}
    assert record.tally.unfinished == 300
    assert b"Grace" not in task.files.errors.read_bytes() + task.out.read_bytes()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_scan_goes_on_and_ends_as_if_nothing_had_happened(
    task: Scan, tmp_path: Path, workers: int
) -> None:
    whole = scan(replace(task, out=tmp_path / "whole.jsonl"))
    task = replace(task, workers=workers)
    interrupted(task, after=1)
    assert 0 < len(objects(task.out)) < 300
    said: list[str] = []
    record = scan(task, say=said.append)
    assert said == ["going on after line 128"]
    assert task.out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert record.tally == whole.tally


def test_what_was_written_after_the_last_record_is_written_again(task: Scan, tmp_path: Path) -> None:
    scan(replace(task, out=tmp_path / "whole.jsonl"))
    interrupted(task, after=1)
    with task.out.open("ab") as out:
        out.write(b'{"id": "T128", "verdict": "al')
    scan(task)
    assert task.out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_a_finished_scan_is_not_done_again(task: Scan) -> None:
    first = scan(task)
    before = task.out.stat().st_mtime_ns
    assert scan(task) == first
    assert task.out.stat().st_mtime_ns == before


def test_a_scan_does_not_go_on_with_another_input(task: Scan) -> None:
    interrupted(task, after=1)
    source = Path(task.source)
    source.write_bytes(source.read_bytes().replace(b"T17", b"T71"))
    with pytest.raises(ScanError, match="another input"):
        scan(task)
    source.write_bytes(source.read_bytes() + line(301))
    with pytest.raises(ScanError, match="the size of the input"):
        scan(task)
    assert scan(replace(task, restart=True)).tally.drafts == 301


def test_a_scan_does_not_go_on_with_other_facts_or_another_policy(task: Scan, tmp_path: Path) -> None:
    interrupted(task, after=1)
    known, pack = tmp_path / "known", tmp_path / "pack"
    shutil.copytree(CAST, known)
    shutil.copytree(CAST.parents[1], pack)
    (known / "permissions.csv").write_text("clause,given_by\nCC-1,executive_head\n")
    with (pack / "policy.yaml").open("a") as heading:
        heading.write("# a remark\n")
    with pytest.raises(ScanError, match="changed since then: the known facts;"):
        scan(replace(task, known=known))
    with pytest.raises(ScanError, match="changed since then: the policy;"):
        scan(replace(task, policy=pack))
    with pytest.raises(ScanError, match="hint: --restart begins anew"):
        scan(replace(task, office=True))
    assert scan(task).done


def test_a_file_that_no_scan_began_is_not_written_over(task: Scan) -> None:
    task.out.write_text("a year's minutes\n")
    with pytest.raises(ScanError, match="there already"):
        scan(task)
    assert task.out.read_text() == "a year's minutes\n"
    assert scan(replace(task, restart=True)).done


def test_the_input_is_not_written_over(task: Scan) -> None:
    with pytest.raises(ScanError, match="over the input"):
        scan(replace(task, out=Path(task.source), restart=True))


def test_an_output_that_has_become_shorter_is_noticed(task: Scan) -> None:
    interrupted(task, after=1)
    task.out.write_bytes(b"")
    with pytest.raises(ScanError, match="shorter than it was"):
        scan(task)


def test_a_record_that_cannot_be_read_is_no_reason_to_begin_anew_unasked(task: Scan) -> None:
    interrupted(task, after=1)
    task.files.record.write_text('{"form": 1, "read"')
    with pytest.raises(ScanError, match="not a record of a scan"):
        scan(task)


def test_two_scans_do_not_write_to_one_file(task: Scan) -> None:
    def seen(_: Record) -> None:
        with pytest.raises(ScanError, match="another scan is writing"):
            scan(task)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan(task, seen=seen)
    assert scan(task).tally.drafts == 300


def test_a_record_is_saved_while_the_scan_runs(task: Scan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "_EVERY", 0.0)
    lengths: list[int] = []
    scan(task, seen=lambda _: lengths.append(json.loads(task.files.record.read_text())["lines"]))
    assert lengths == [0, 128, 256]


def command(source: Path, out: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gatepost",
        "scan",
        str(source),
        "--known",
        str(CAST),
        "--out",
        str(out),
        "--workers",
        "2",
    ]


# As `python -m gatepost`, with twenty records a second instead of one, so that a short archive does to stop in the midst of.
OFTEN = """
from importlib import import_module
from gatepost.cli.main import app
import_module("gatepost.archive.scan")._EVERY = 0.05
app(prog_name="gatepost")
"""


def begun(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """A scan in a process group of its own, far enough to have recorded something."""
    line = [sys.executable, "-c", OFTEN, *command(source, out)[3:]]
    process = subprocess.Popen(line, start_new_session=True, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    record = out.with_name("out.progress.json")
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if record.exists() and json.loads(record.read_text())["read"]:
            return process
        time.sleep(0.02)
    raise AssertionError(f"the scan ended or did not begin: {process.communicate()}")


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def long_archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An archive that takes some seconds, and the verdicts that it should get."""
    folder = tmp_path_factory.mktemp("long")
    few = folder / "few.jsonl"
    few.write_bytes(b"".join(line(n) for n in range(len(TEXTS))))
    times = 2400
    source = folder / "in.jsonl"
    source.write_bytes(few.read_bytes() * times)
    return source, as_screened_one_by_one(few) * times


def test_a_killed_scan_leaves_no_worker_behind_and_goes_on(long_archive: tuple[Path, bytes], tmp_path: Path) -> None:
    source, wanted = long_archive
    out = tmp_path / "out.jsonl"
    process = begun(source, out)
    workers = children_of(process)
    process.kill()
    process.communicate()
    recorded = json.loads((tmp_path / "out.progress.json").read_text())
    assert workers
    assert not recorded["done"]
    until = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(alive, workers))
    assert out.read_bytes()[: recorded["written"]] == wanted[: recorded["written"]]
    again = subprocess.run(command(source, out), capture_output=True, check=True)
    assert b"going on after line" in again.stderr
    assert out.read_bytes() == wanted


def test_a_scan_stopped_by_ctrl_c_says_so_and_goes_on(long_archive: tuple[Path, bytes], tmp_path: Path) -> None:
    source, wanted = long_archive
    out = tmp_path / "out.jsonl"
    process = begun(source, out)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.decode().strip() == "Stopped. The same command again goes on from here."
    subprocess.run(command(source, out), capture_output=True, check=True)
    assert out.read_bytes() == wanted


def test_a_killed_worker_costs_nothing(long_archive: tuple[Path, bytes], tmp_path: Path) -> None:
    source, wanted = long_archive
    out = tmp_path / "out.jsonl"
    process = begun(source, out)
    worker = next(pid for pid in children_of(process) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(worker, signal.SIGKILL)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0
    assert b"a worker died" in told
    assert out.read_bytes() == wanted


def test_a_scan_reads_the_standard_input(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    rows = b"".join(line(n) for n in range(200))
    subprocess.run(command(Path("-"), out), input=rows, capture_output=True, check=True)
    assert [row["id"] for row in objects(out)] == [draft(n)["id"] for n in range(200)]
