"""`gatepost ledger`, as the network manager or a curious governor runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gatepost.apps.ledger import sealing, services, signing
from gatepost.apps.ledger.models import Entry, Sealed
from gatepost.cli.main import app
from tests.apps.ledger.things import GRACE, post, posts, tamper

pytestmark = pytest.mark.django_db


def gatepost(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["ledger", *words], input=given, env={"COLUMNS": "300"})


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A checkpoint of three entries, kept elsewhere."""
    posts(3)
    file = tmp_path / "checkpoint.txt"
    assert gatepost("checkpoint", "--out", str(file)).exit_code == 0
    return file


def test_a_whole_ledger_is_status_0(kept: Path) -> None:
    done = gatepost("verify", "--against", str(kept))
    assert done.exit_code == 0
    assert "The ledger is whole. 3 entries" in done.stdout
    assert f"agrees with {kept}" in done.stdout


def test_a_fault_is_named_and_is_status_1() -> None:
    posts(3)
    tamper("UPDATE ledger_entry SET role = 'dso' WHERE number = 2")
    done = gatepost("verify")
    assert done.exit_code == 1
    assert "entry 2: was changed: its contents do not give its hash" in done.stdout
    assert "not whole: 1 faults" in done.stdout


def test_faults_beyond_number_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    posts(5)
    monkeypatch.setattr("gatepost.cli.ledger.SHOWN", 2)
    tamper("UPDATE ledger_entry SET role = 'dso'")
    assert "and 3 more faults" in gatepost("verify").stdout


def test_entries_cut_off_are_found_against_what_was_kept(kept: Path) -> None:
    tamper("DELETE FROM ledger_checkpoint")
    tamper("DELETE FROM ledger_entry WHERE number = 3")
    assert gatepost("verify").exit_code == 0
    done = gatepost("verify", "--against", str(kept))
    assert done.exit_code == 1
    assert "entry 3: the entries 3 to 3 are missing" in done.stdout


def test_verifying_changes_nothing(kept: Path) -> None:
    gatepost("verify", "--against", str(kept))
    assert Entry.objects.count() == 3


def test_a_checkpoint_signed_by_somebody_else_is_refused(kept: Path, settings: object) -> None:
    key = str(signing.key())
    settings.LEDGER_KEY = "another"  # type: ignore[attr-defined]
    tamper("DELETE FROM ledger_checkpoint")
    done = gatepost("verify", "--against", str(kept))
    assert done.exit_code == 2
    assert "not signed by the key" in done.stderr
    assert gatepost("verify", "--against", str(kept), "--key", key).exit_code == 0


def test_a_checkpoint_signed_under_an_earlier_name_still_counts(kept: Path, settings: object) -> None:
    settings.SITE_URL = "https://gatepost.fernleigh.example"  # type: ignore[attr-defined]
    assert gatepost("verify", "--against", str(kept)).exit_code == 0


@pytest.mark.parametrize("text", ["", "no checkpoint", "a\n1\nb\n\n\u2014 c d\n"])
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "checkpoint.txt"
    file.write_text(text, "utf-8")
    done = gatepost("verify", "--against", str(file))
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(file) in done.stderr


def test_a_file_that_is_not_there_is_named() -> None:
    done = gatepost("verify", "--against", "nowhere.txt")
    assert done.exit_code == 2
    assert "nowhere.txt" in done.stderr


def test_the_key_is_printed() -> None:
    assert gatepost("key").stdout.strip() == str(signing.key())


@pytest.mark.usefixtures("kept")
class TestProofs:
    """Made here, checked anywhere."""

    def test_an_entry_is_proved(self) -> None:
        proof = gatepost("prove", "2").stdout
        done = gatepost("check-proof", "-", given=proof)
        assert done.exit_code == 0
        assert "Proved: entry 2 stands like this among the 3 entries" in done.stdout
        assert "what: picture 2" in done.stdout
        assert str(signing.key()) in done.stdout

    def test_with_the_key_at_hand_nothing_is_left_to_compare(self) -> None:
        done = gatepost("check-proof", "-", "--key", str(signing.key()), given=gatepost("prove", "2").stdout)
        assert done.exit_code == 0
        assert "compare" not in done.stdout

    def test_growth_is_proved(self, kept: Path) -> None:
        posts(4)
        done = gatepost("check-proof", "-", given=gatepost("prove", "--since", str(kept)).stdout)
        assert done.exit_code == 0
        assert "the first 3 of the 7 entries" in done.stdout

    def test_a_ledger_that_was_cut_cannot_prove_growth(self, kept: Path) -> None:
        tamper("DELETE FROM ledger_entry WHERE number = 3")
        done = gatepost("prove", "--since", str(kept))
        assert done.exit_code == 2
        assert "the checkpoint is of 3 entries, the ledger has 2" in done.stderr

    def test_nor_one_that_was_rewritten(self, kept: Path) -> None:
        tamper("UPDATE ledger_entry SET hash = %s WHERE number = 2", "f" * 64)
        assert "not those of the checkpoint" in gatepost("prove", "--since", str(kept)).stderr

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("says", {"what": "another picture"}), ("number", 1), ("by", "00000000-0000-0000-0000-000000000001"),
            ("at", "2026-01-01T00:00:00.000000Z"), ("number", 2.0), ("role", None),
        ],
    )  # fmt: skip
    def test_a_proof_of_something_else_proves_nothing(self, name: str, value: object) -> None:
        proof = json.loads(gatepost("prove", "2").stdout)
        proof["entry"][name] = value
        done = gatepost("check-proof", "-", given=json.dumps(proof))
        assert done.exit_code == 1
        assert "This proves nothing." in done.stdout

    @pytest.mark.parametrize("part", ["path", "checkpoint", "key", "proof", "entry"])
    @pytest.mark.parametrize("broken", [None, 5, "", [], {}, ["x"], "AAAA"])
    def test_a_broken_file_proves_nothing(self, part: str, broken: object) -> None:
        proof = json.loads(gatepost("prove", "2").stdout)
        proof[part] = broken
        assert gatepost("check-proof", "-", given=json.dumps(proof)).exit_code == 1

    @pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 100_000])
    def test_nor_what_is_no_proof_at_all(self, text: str) -> None:
        done = gatepost("check-proof", "-", given=text)
        assert done.exit_code == 1
        assert "This proves nothing." in done.stdout

    @pytest.mark.parametrize("words", [["prove"], ["prove", "99"], ["prove", "0"]])
    def test_what_cannot_be_proved_is_said(self, words: list[str]) -> None:
        done = gatepost(*words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr

    def test_checking_needs_neither_settings_nor_database(self, tmp_path: Path) -> None:
        """As on a governor's own machine: an address that leads nowhere would be found out."""
        file = tmp_path / "proof.json"
        assert gatepost("prove", "2", "--out", str(file)).exit_code == 0
        env = {
            "PATH": os.environ["PATH"],
            "GATEPOST_PRODUCTION": "yes",
            "DATABASE_URL": "postgres://nowhere.invalid/none",
        }
        done = subprocess.run(
            [sys.executable, "-m", "gatepost", "ledger", "check-proof", str(file)],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Proved: entry 2" in done.stdout


class TestAnotherKey:
    """What to do when the ledger key became known."""

    @pytest.fixture
    def former(self, tmp_path: Path, settings: object) -> Path:
        """The file with the former key, and a new one in the settings."""
        file = tmp_path / "former.key"
        file.write_text(settings.LEDGER_KEY + "\n", "utf-8")  # type: ignore[attr-defined]
        post(email="grace@fernleigh.example")
        return file

    def opened(self) -> list[dict[str, str] | None]:
        return sealing.opened(Sealed.objects.all())

    def test_opens_what_the_former_locked_and_its_checkpoints_still_count(
        self, kept: Path, former: Path, settings: object
    ) -> None:
        settings.LEDGER_KEY = "another"  # type: ignore[attr-defined]
        assert "1 people's keys" in gatepost("change-key", "--former", str(former)).stdout
        assert self.opened() == [{"email": "grace@fernleigh.example"}]
        done = gatepost("verify", "--against", str(kept))
        assert (done.exit_code, f"agrees with {kept}" in done.stdout) == (0, True)
        assert "0 people's keys" in gatepost("change-key", "--former", str(former)).stdout
        assert Entry.objects.filter(event="ledger_key_changed").count() == 1

    def test_does_not_bring_back_the_erased(self, former: Path, settings: object) -> None:
        services.destroy_key(GRACE)
        settings.LEDGER_KEY = "another"  # type: ignore[attr-defined]
        assert gatepost("change-key", "--former", str(former)).exit_code == 0
        assert self.opened() == [None]

    @pytest.mark.django_db(transaction=True)
    def test_with_a_wrong_former_key_nothing_is_changed(self, former: Path, settings: object) -> None:
        former.write_text("yet another", "utf-8")
        settings.LEDGER_KEY = "another"  # type: ignore[attr-defined]
        done = gatepost("change-key", "--former", str(former))
        assert (done.exit_code, "nothing was changed" in done.stderr) == (2, True)
        assert Entry.objects.count() == 1


@pytest.mark.usefixtures("kept")
class TestExport:
    """The whole ledger as a file."""

    def test_is_written_and_recorded(self, tmp_path: Path) -> None:
        out = tmp_path / "ledger.jsonl"
        assert gatepost("export", "--format", "jsonl", "--out", str(out)).exit_code == 0
        lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        assert [line["number"] for line in lines] == [1, 2, 3, 4]
        assert lines[-1]["event"] == "ledger_exported"

    def test_in_a_form_that_is_not_known_is_refused(self) -> None:
        assert gatepost("export", "--format", "xlsx").exit_code == 2
        assert Entry.objects.count() == 3
