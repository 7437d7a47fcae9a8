# SPDX-License-Identifier: Apache-2.0
"""The command line as scripts and rescuers meet it: a process with streams and an exit code."""

from __future__ import annotations

import argparse
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pikepdf
import pytest

from dit_desktop import cli
from dit_desktop.__main__ import wants_window
from dit_desktop.commands.terminal import Terminal
from dit_desktop.paths import resource
from dit_desktop.records.client import Client
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.session import SessionNote
from dit_desktop.store import destruction, exchange, executors, keys, schema
from dit_desktop.store.places import LOCK
from dit_desktop.store.rewrap import NewKeys, renew
from dit_desktop.store.typed import new_code
from dit_desktop.store.vault import Secret, open_vault
from dit_desktop.version import __version__
from tests.documents.papers import text
from tests.pages import leaf_of
from tests.practices import NEEDLE, PASSPHRASE, SECRET, SIGNED_AT, by_hand, copy, edit_signed_note, filled, look, run

CODE = r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("cli") / "practice"
    return folder, filled(folder)


@pytest.fixture
def own(practice: tuple[Path, str], tmp_path: Path) -> Path:
    return copy(practice[0], tmp_path / "own")


@pytest.fixture(scope="module")
def created(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """An example practice as the program itself makes it, at its real cost."""
    folder = tmp_path_factory.mktemp("created") / "deep" / "practice"
    return folder, run("create", "--example", "--data", folder, stdin=PASSPHRASE + "\r\n")


class TestCreate:
    def test_it_prints_the_recovery_code_and_nothing_else(
        self, created: tuple[Path, subprocess.CompletedProcess[str]]
    ) -> None:
        assert re.fullmatch(rf"recovery code: {CODE}\n", created[1].stdout)
        assert created[1].returncode == 0

    def test_passphrase_and_code_open_what_was_made(
        self, created: tuple[Path, subprocess.CompletedProcess[str]]
    ) -> None:
        folder, said = created
        file = keys.read(folder)
        assert {slot.cost for slot in file.slots} == {keys.STRONG, None}
        assert SECRET.open(file) == Secret(said.stdout.split()[-1], code=True).open(file)

    def test_files_are_private_and_the_example_is_marked(
        self, created: tuple[Path, subprocess.CompletedProcess[str]]
    ) -> None:
        folder = created[0]
        expected = {schema.DATABASE, keys.FILE, keys.COPY, LOCK, "settings.json", "state.json"}
        assert {path.name for path in folder.iterdir()} <= expected
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
        assert folder.stat().st_mode & 0o777 == folder.parent.stat().st_mode & 0o777 == 0o700
        found = json.loads(run("--json", "verify", folder, stdin=PASSPHRASE).stdout)
        assert (found["ok"], found["example"]) == (True, True)
        assert found["counts"]["SessionNote"] > 5

    def test_json_tells_vault_and_code(self, tmp_path: Path) -> None:
        (tmp_path / "new").mkdir()
        said = run("create", "--json", "--data", tmp_path / "new", stdin=PASSPHRASE)
        found = json.loads(said.stdout)
        assert found.keys() == {"ok", "format", "vault_id", "recovery_code"}
        assert re.fullmatch(CODE, found["recovery_code"])
        assert keys.read(tmp_path / "new").vault_id == found["vault_id"]

    def test_interrupted_it_leaves_nothing(self, tmp_path: Path) -> None:
        words = [sys.executable, "-m", "dit_desktop", "create", "--example", "--data", str(tmp_path / "new")]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as made:
            assert made.stdin is not None
            made.stdin.write(PASSPHRASE.encode() + b"\n")
            made.stdin.flush()
            until = time.monotonic() + 30
            while not (tmp_path / ".new.partial").exists() and time.monotonic() < until:
                time.sleep(0.002)
            made.send_signal(signal.SIGINT)
            out, err = made.communicate(timeout=30)
        assert made.returncode == 130
        assert b"Traceback" not in err
        assert out == b""
        assert list(tmp_path.iterdir()) == []


class TestVerify:
    def test_plain_lines_are_in_the_order_promised(self, own: Path) -> None:
        said = run("verify", own, stdin=PASSPHRASE)
        lines = said.stdout.splitlines()
        assert said.returncode == 0
        assert said.stderr == ""
        assert lines[0] == f"vault {keys.read(own).vault_id}"
        assert lines[1] == f"schema {schema.current()}, program {__version__}"
        counted = lines[2 : 2 + len(KINDS)]
        assert [line.split()[0] for line in counted] == sorted(KINDS)
        assert "Client 2" in counted
        assert re.fullmatch(r"chain \d+ [0-9a-f]{64}", lines[-3])
        assert re.fullmatch(r"last change \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", lines[-2])
        assert lines[-1] == "OK"
        assert len(lines) == len(KINDS) + 5

    def test_json_is_one_sorted_line_with_everything_promised(self, own: Path) -> None:
        said = run("verify", own, "--json", stdin=PASSPHRASE)
        assert said.stdout.count("\n") == 1
        found = json.loads(said.stdout)
        assert said.stdout == json.dumps(found, sort_keys=True) + "\n"
        assert found.keys() == {
            *("ok", "format", "kind", "vault_id", "schema", "program", "counts", "chain", "changed_at", "example"),
            "findings",
        }
        assert found["counts"].keys() == KINDS.keys()

    def test_what_is_wrong_is_named_in_both_forms(self, own: Path) -> None:
        number = edit_signed_note(own)
        plain = run("verify", own, stdin=PASSPHRASE)
        assert plain.returncode == 1
        assert "\nDAMAGED\n" in plain.stdout
        assert plain.stdout.splitlines()[-1].startswith(f"- record {number}: ")
        found = json.loads(run("--json", "verify", own, stdin=PASSPHRASE).stdout)
        assert found["ok"] is False
        assert [(item["code"], item["where"]) for item in found["findings"]] == [("tampered", f"record {number}")]

    def test_with_the_code_for_full_access_as_with_the_other(self, own: Path, tmp_path: Path) -> None:
        keeper, word = new_code(), "seven lanterns over a quiet harbour"
        renew(own, SECRET, NewKeys(keeper=keeper))
        assert run("verify", own, "--code", stdin=keeper.lower()).stdout.endswith("OK\n")
        by_code = run("key", "--data", own, "--code", stdin=keeper).stdout
        assert by_code == run("key", "--data", own, stdin=PASSPHRASE).stdout
        path = run("backup", "--data", own, "--to", tmp_path / "to", stdin=PASSPHRASE).stdout.strip()
        assert run("verify", path, "--code", stdin=keeper).stdout.endswith("OK\n")
        said = run("restore", path, "--code", "--data", tmp_path / "new", stdin=f"{keeper}\n{word}\n")
        assert re.fullmatch(rf"recovery code: {CODE}\n", said.stdout)
        assert run("verify", tmp_path / "new", stdin=word).returncode == 0
        assert run("verify", tmp_path / "new", "--code", stdin=keeper).returncode == 1, "it was used up by the restore"

    def test_with_the_recovery_code(self, practice: tuple[Path, str]) -> None:
        assert run("verify", practice[0], "--code", stdin=practice[1]).stdout.endswith("OK\n")

    def test_nothing_is_changed(self, own: Path) -> None:
        before = look(own)
        run("verify", own, stdin=PASSPHRASE)
        assert look(own) == before

    def test_from_a_disk_that_cannot_be_written(self, own: Path, tmp_path: Path) -> None:
        (tmp_path / "disk").mkdir()
        said = run("verify", tmp_path / "disk/practice", stdin=PASSPHRASE, before=read_only(own, tmp_path / "disk"))
        assert said.stdout.endswith("OK\n")


def read_only(own: Path, disk: Path) -> str:
    copied = f"cp -a '{own}' '{disk}/practice'\nmount -o remount,ro '{disk}'\n! touch '{disk}/x' 2>/dev/null"
    return f"mount -t tmpfs -o size=16m none '{disk}'\n{copied}"


class TestSalvage:
    def test_of_a_damaged_practice_it_tells_what_came_back_and_what_is_lost(self, own: Path, tmp_path: Path) -> None:
        opened = open_vault(own, SECRET, state=own / "state.json")
        for _number in range(20):
            opened.add(SessionNote(material="words " * 500))
        opened.close()
        key = keys.open_with_passphrase(keys.read(own), PASSPHRASE)
        data = bytearray((own / schema.DATABASE).read_bytes())
        data[leaf_of(own, key, 9) * schema.PAGE - 1] ^= 1
        (own / schema.DATABASE).write_bytes(data)
        before = look(own)
        said = run("--json", "salvage", own, "--data", tmp_path / "new", stdin=PASSPHRASE)
        assert (said.returncode, look(own)) == (0, before)
        found = json.loads(said.stdout)
        checked = json.loads(run("--json", "verify", tmp_path / "new", stdin=PASSPHRASE).stdout)
        assert checked["ok"] is True
        assert found.keys() - checked.keys() == {"recovered", "lost"}
        assert {name: found[name] for name in checked if name != "findings"} == {
            name: checked[name] for name in checked if name != "findings"
        }
        assert found["recovered"].keys() >= set(KINDS)
        lost = sum(found["lost"].values())
        assert lost == sum(item["where"].startswith("record") for item in found["findings"]) > 0
        assert sum(found["recovered"].values()) > 0
        assert NEEDLE not in said.stdout + said.stderr

    def test_in_plain_words_it_says_the_same(self, own: Path, tmp_path: Path) -> None:
        said = run("salvage", own, "--data", tmp_path / "new", stdin=PASSPHRASE)
        lines = said.stdout.splitlines()
        assert lines[0] == "recovered Addendum 1"
        assert not [line for line in lines if line.startswith("lost")]
        assert lines[-1] == "OK"
        checked = run("verify", tmp_path / "new", stdin=PASSPHRASE).stdout.splitlines()
        assert lines[-len(checked) :] == checked
        assert "as it was" in said.stderr


class TestExport:
    def test_it_counts_its_files_and_says_they_are_in_clear(self, own: Path, tmp_path: Path) -> None:
        said = run("--data", own, "export", "--to", tmp_path / "out", stdin=PASSPHRASE)
        files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
        assert said.stdout == f"{len(files)}\n"
        assert "in clear" in said.stderr
        assert len(exchange.read_records(tmp_path / "out")) > 8
        paper = tmp_path / "out/clients/K-01/documents/goodbye-letter-K-01-2026-09-03.pdf"
        with pikepdf.open(paper) as pdf:
            assert not pdf.is_encrypted

    def test_protected_papers_open_with_their_passphrase_only(self, own: Path, tmp_path: Path) -> None:
        word = "papers only ä"
        arguments = ("export", "--protect", "--data", own, "--to", tmp_path / "out")
        said = run(*arguments, stdin=f"{PASSPHRASE}\n{word}\n")
        assert said.returncode == 0
        papers = list((tmp_path / "out").rglob("*.pdf"))
        assert len(papers) == 1
        for paper in papers:
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(paper)
            with pikepdf.open(paper, password=word) as pdf:
                assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)

    def test_two_letters_of_one_day_both_leave(self, own: Path, tmp_path: Path) -> None:
        opened = open_vault(own, SECRET, state=own / "state.json")
        client = opened.find(Client)[0].id
        for state in (LetterState.SHARED, LetterState.NOT_WRITTEN, LetterState.FINAL):
            words = "Other words." if state is not LetterState.FINAL else ""  # the last one holds none
            letter = opened.add(Letter(opening=words, state=state, client=client, parent=client))
            opened.sign(letter, at=SIGNED_AT)
        opened.close()
        run("export", "--data", own, "--to", tmp_path / "out", stdin=PASSPHRASE)
        assert len(list((tmp_path / "out").rglob("*.pdf"))) == 2

    def test_from_a_disk_that_cannot_be_written(self, own: Path, tmp_path: Path) -> None:
        (tmp_path / "disk").mkdir()
        arguments = ("export", "--data", tmp_path / "disk/practice", "--to", tmp_path / "out")
        said = run(*arguments, stdin=PASSPHRASE, before=read_only(own, tmp_path / "disk"))
        assert said.returncode == 0, said.stderr
        assert "can only be read" in said.stderr
        assert exchange.read_records(tmp_path / "out")

    def test_a_shared_code_is_told_without_the_code(self, own: Path, tmp_path: Path) -> None:
        arguments = ("--json", "export", "--data", own, "--to", tmp_path / "out", "--client", "K-01")
        said = run(*arguments, stdin=PASSPHRASE)
        assert json.loads(said.stdout)["files"] == 7
        assert "More than one client" in said.stderr
        assert "K-01" not in said.stderr


class TestBackup:
    NAME = r"dit-[0-9a-f]{8}-\d{8}-\d{8}T\d{6}Z\.ditbackup"

    def made(self, own: Path, to: Path) -> Path:
        said = run("backup", "--data", own, "--to", to, stdin=PASSPHRASE)
        assert (said.returncode, said.stderr) == (0, "")
        return Path(said.stdout.removesuffix("\n"))

    def test_it_prints_the_path_of_a_file_that_verifies_as_the_practice_does(self, own: Path, tmp_path: Path) -> None:
        path = self.made(own, tmp_path / "to")
        assert path.parent == tmp_path / "to"
        assert re.fullmatch(self.NAME, path.name)
        of_file, of_folder = (
            json.loads(run("--json", "verify", place, stdin=PASSPHRASE).stdout) for place in (path, own)
        )
        assert (of_file.pop("kind"), of_folder.pop("kind")) == ("backup", "vault")
        assert of_file == of_folder
        assert run("verify", path, stdin=PASSPHRASE).stdout.startswith(f"backup {of_file['vault_id']}\n")
        said = json.loads(run("--json", "backup", "--data", own, "--to", tmp_path / "to", stdin=PASSPHRASE).stdout)
        assert (said["ok"], said["vault_id"]) == (True, of_file["vault_id"])
        assert sorted((tmp_path / "to").iterdir()) == [path, Path(said["path"])]

    def test_beside_it_the_executors_pack_is_written_if_a_code_was_made(self, own: Path, tmp_path: Path) -> None:
        opened = open_vault(own, SECRET, state=own / "state.json")
        opened.write(lambda connection: executors.keep(connection, "7K2M-0G4R-9XWV-11PQ-ZT83-C5DH", SIGNED_AT))
        opened.close()
        said = json.loads(run("--json", "backup", "--data", own, "--to", tmp_path / "to", stdin=PASSPHRASE).stdout)
        assert sorted((tmp_path / "to").iterdir()) == sorted([Path(said["path"]), Path(said["pack"])])
        shown = text(Path(said["pack"]).read_bytes(), "-upw", "7K2M-0G4R-9XWV-11PQ-ZT83-C5DH")
        assert NEEDLE in shown
        assert f"What {NEEDLE} said" not in shown
        Path(said["pack"]).unlink()
        Path(said["pack"]).mkdir()
        again = run("backup", "--data", own, "--to", tmp_path / "to", stdin=PASSPHRASE)
        assert (again.returncode, again.stdout.endswith(".ditbackup\n")) == (0, True)
        assert "pack could not be written" in again.stderr

    def test_verify_of_a_backup_changes_nothing_and_needs_no_writing(self, own: Path, tmp_path: Path) -> None:
        path = self.made(own, tmp_path / "to")
        before = look(tmp_path / "to")
        assert run("verify", path, stdin=PASSPHRASE).stdout.endswith("OK\n")
        assert look(tmp_path / "to") == before
        (tmp_path / "disk").mkdir()
        disk = read_only(tmp_path / "to", tmp_path / "disk")
        assert run("verify", tmp_path / "disk/practice" / path.name, stdin=PASSPHRASE, before=disk).returncode == 0

    def test_what_is_wrong_in_a_backup_is_named_by_page(self, own: Path, tmp_path: Path) -> None:
        path = self.made(own, tmp_path / "to")
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        found = json.loads(run("--json", "verify", path, stdin=PASSPHRASE).stdout)
        assert (found["ok"], found["kind"]) == (False, "backup")
        assert {item["code"] for item in found["findings"]} == {"damaged_backup"}
        assert any(item["where"].startswith("page ") for item in found["findings"])
        assert run("verify", path, stdin=PASSPHRASE).returncode == 1


class TestRestore:
    def test_a_backup_gives_the_same_practice(self, own: Path, tmp_path: Path) -> None:
        path = TestBackup().made(own, tmp_path / "to")
        new = tmp_path / "deep" / "new"
        said = run("restore", path, "--data", new, stdin=PASSPHRASE)
        assert (said.returncode, said.stdout, said.stderr) == (0, f"{new}\n", "")
        before = run("verify", own, stdin=PASSPHRASE).stdout
        assert run("verify", new, stdin=PASSPHRASE).stdout == before

    def test_with_the_code_a_new_passphrase_is_set_and_a_new_code_is_printed(
        self, practice: tuple[Path, str], own: Path, tmp_path: Path
    ) -> None:
        path, word = TestBackup().made(own, tmp_path / "to"), "velvet thimble canyon otter radish sleigh"
        said = run("restore", path, "--code", "--data", tmp_path / "new", stdin=f"{practice[1]}\n{word}\n")
        assert re.fullmatch(rf"recovery code: {CODE}\n", said.stdout)
        assert "only now" in said.stderr
        assert run("verify", tmp_path / "new", stdin=word).returncode == 0
        code = said.stdout.split()[-1]
        assert run("verify", tmp_path / "new", "--code", stdin=code).returncode == 0
        assert run("verify", tmp_path / "new", stdin=PASSPHRASE).returncode == 1
        assert run("verify", tmp_path / "new", "--code", stdin=practice[1]).returncode == 1
        as_json = run("--json", "restore", path, "--code", "--data", tmp_path / "b", stdin=f"{practice[1]}\n{word}\n")
        found = json.loads(as_json.stdout)
        assert found.keys() == {"ok", "format", "vault_id", "recovery_code"}

    def test_replacing_moves_the_old_practice_aside_and_says_where(self, own: Path, tmp_path: Path) -> None:
        path = TestBackup().made(own, tmp_path / "to")
        before = look(own)
        said = run("restore", path, "--replace", "--data", own, stdin=PASSPHRASE)
        (aside,) = tmp_path.glob("own-replaced-*")
        assert said.returncode == 0
        assert str(aside) in said.stderr
        assert {data for data, _time in look(aside).values()} == {data for data, _time in before.values()}
        assert run("verify", own, stdin=PASSPHRASE).returncode == 0

    def test_what_was_destroyed_does_not_come_back_and_what_cannot_be_known_is_told(
        self, own: Path, tmp_path: Path
    ) -> None:
        path = TestBackup().made(own, tmp_path / "to")
        with by_hand(own) as connection:
            number = connection.execute("select id from record where body like ?", (f"%{NEEDLE}%",)).fetchone()[0]
            what = destruction.Destruction("2026-09-03T10:00:00Z", "asked for it", number, None)
            with schema.transaction(connection):
                destruction.destroy(connection, what, what.at)
        said = run("restore", path, "--replace", "--data", own, stdin=PASSPHRASE)
        assert "destroyed again" in said.stderr
        with by_hand(own) as connection:
            assert connection.execute("select count(*) from record where id = ?", (number,)).fetchone()[0] == 0
        (own / schema.DATABASE).unlink()
        said = run("restore", path, "--replace", "--data", own, stdin=PASSPHRASE)
        assert "could not be asked" in said.stderr


class TestKey:
    def test_it_is_the_key_of_the_file_and_comes_with_a_warning(self, practice: tuple[Path, str]) -> None:
        folder, code = practice
        said = run("key", "--data", folder, stdin=PASSPHRASE)
        assert said.stdout == SECRET.open(keys.read(folder)).hex() + "\n"
        assert len(said.stdout) == 65
        assert "read every record" in said.stderr
        with_code = run("--json", "key", "--code", "--data", folder, stdin=code)
        assert json.loads(with_code.stdout)["key"] == said.stdout.strip()

    def test_it_comes_without_the_records_too(self, own: Path) -> None:
        (own / schema.DATABASE).write_bytes(b"")
        assert len(run("key", "--data", own, stdin=PASSPHRASE).stdout) == 65


class TestSelftest:
    PARTS = ("sqlcipher", "argon2", "reportlab", "pdf-protect", "fonts", "keyring-backend", "resources")

    def test_every_part_has_its_line(self) -> None:
        said = run("selftest")
        assert [line.split()[0] for line in said.stdout.splitlines()] == list(self.PARTS)
        assert all(re.fullmatch(r"\S+ \S+ ok", line) for line in said.stdout.splitlines())
        assert said.returncode == 0

    def test_a_part_that_fails_says_so(self, tmp_path: Path) -> None:
        fonts = tmp_path / "fonts"
        fonts.mkdir()
        where = "import dit_desktop.paths as p; print(p.resource('fonts'))"
        real = subprocess.run([sys.executable, "-c", where], capture_output=True, check=True, text=True).stdout.strip()
        said = run("--json", "selftest", before=f"mount --bind '{fonts}' '{real}'")
        found = json.loads(said.stdout)
        assert said.returncode == 1
        assert found["ok"] is False
        assert [part["part"] for part in found["parts"] if not part["ok"]] == ["reportlab", "pdf-protect", "fonts"]
        real = real.replace("fonts", "instruments")
        said = run("--json", "selftest", before=f"mount --bind '{fonts}' '{real}'")
        (part,) = [part for part in json.loads(said.stdout)["parts"] if not part["ok"]]
        assert (part["part"], part["why"]) == ("resources", "The instruments are missing.")


class TestSchedule:
    COURSE = (
        '{"start": "2026-09-03", "weekday": "thursday", "length": 16, "phases": [4, 8, 4], "missed_counts": true, '
        '"breaks": [{"from": "2026-10-19", "to": "2026-11-01"}], '
        '"events": [{"date": "2026-09-17", "state": "missed"}, {"date": "2026-09-24", "state": "cancelled_by_me"}]}'
    )

    def test_a_course_gives_a_line_for_every_appointment(self, tmp_path: Path) -> None:
        (tmp_path / "course.json").write_text(self.COURSE)
        lines = run("schedule", tmp_path / "course.json").stdout.splitlines()
        assert lines[:5] == [
            "2026-09-03 booked 1 initial",
            "2026-09-10 booked 2 initial",
            "2026-09-17 missed 3 initial",
            "2026-09-24 cancelled_by_me - -",
            "2026-10-01 booked 4 initial",
        ]
        assert lines[-1] == "2027-01-07 booked 16 ending"
        found = json.loads(run("--json", "schedule", tmp_path / "course.json").stdout)
        assert found["appointments"][3] == {
            "date": "2026-09-24",
            "number": None,
            "phase": None,
            "state": "cancelled_by_me",
        }

    @pytest.mark.parametrize(
        "text, where",
        [
            ("not json", "not a JSON file"),
            ("[]", "start"),
            ('{"start": "soon"}', "start"),
            ('{"start": "2026-09-03", "weekday": 8}', "weekday"),
            ('{"start": "2026-09-03", "length": "ten"}', "length"),
            ('{"start": "2026-09-03", "aura": 1}', "aura"),
            ('{"start": "2026-09-03", "events": [{"date": "2026-09-03", "state": "x"}]}', "events"),
        ],
    )
    def test_a_file_that_is_no_course_is_a_matter_of_usage(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, where: str
    ) -> None:
        (tmp_path / "course.json").write_text(text)
        with pytest.raises(SystemExit) as ended:
            cli.main(["schedule", str(tmp_path / "course.json")])
        assert ended.value.code == 2
        assert where in capsys.readouterr().err

    def test_no_file_is_told(self, tmp_path: Path) -> None:
        assert run("schedule", tmp_path / "nothing.json").stderr.startswith("ERROR missing: ")


class TestMeasure:
    """What the rows of scores come to is tried in tests/records; here is what the commands make of them."""

    KEYS = ("total", "raw", "prorated", "band", "caseness", "flag")

    def scored(self, capsys: pytest.CaptureFixture[str], name: str, *answers: str) -> dict[str, object]:
        assert cli.main(["--json", "measure", "score", str(resource("instruments", f"{name}.toml")), *answers]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found.pop("ok") is True
        assert found.pop("format") == 1
        return dict(found)

    def test_the_score_is_one_object_in_both_forms(self) -> None:
        file = resource("instruments", "phq-9.toml")
        said = run("measure", "score", file, "--answers", "-,2,2,2,2,2,2,1,0")  # a word that begins with a hyphen
        expected = {
            "total": 15,
            "raw": 14.625,
            "prorated": 8,
            "band": "moderately severe",
            "caseness": True,
            "flag": False,
        }
        assert (said.returncode, said.stderr, said.stdout.count("\n")) == (0, "", 1)
        assert said.stdout == json.dumps(expected, sort_keys=True) + "\n"
        said = run("measure", "score", file, "--answers=-,2,2,2,2,2,2,1,0", "--json")
        assert json.loads(said.stdout) == {**expected, "ok": True, "format": 1}

    def test_what_there_is_no_answer_to_is_null(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.scored(capsys, "core-10") == {**dict.fromkeys(self.KEYS), "prorated": 0}
        assert self.scored(capsys, "phq-9", "--answers", "-,-,-,1,1,1,1,1,1")["flag"] is True

    def test_an_item_that_does_not_apply_is_told_by_the_highest_total(self, capsys: pytest.CaptureFixture[str]) -> None:
        found = self.scored(capsys, "wsas", "--answers", "NA,8,8,8,8")
        assert (found["total"], found["of"], found["band"], found["caseness"]) == (32, 32, None, None)
        assert "of" not in self.scored(capsys, "wsas", "--answers", "8,8,8,8,8")

    def test_entered_scores_stay_as_they_are(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.scored(capsys, "core-om", "--answers", "9.9")["total"] == 9.9
        found = self.scored(capsys, "ecr-r", "--answers", "-,3")
        assert (found["total"], found["scores"]) == (None, [None, 3])

    def test_an_answer_it_does_not_have_is_a_matter_of_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(["measure", "score", str(resource("instruments", "gad-7.toml")), "--answers", "9,0,0,0,0,0,0"])
        assert ended.value.code == 2
        assert "--answers: answer 1 is no whole number from 0 to 3" in capsys.readouterr().err

    @pytest.mark.parametrize("path", sorted(resource("instruments").glob("*.toml")), ids=lambda path: path.stem)
    def test_every_instrument_of_the_program_is_sound(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["measure", "check", str(path)]) == 0
        said = capsys.readouterr()
        assert said.out == ""
        assert "can be used" in said.err
        assert cli.main(["measure", "check", "--json", str(path)]) == 0
        said = capsys.readouterr()
        assert (json.loads(said.out), said.err) == ({"ok": True, "format": 1, "mistakes": []}, "")

    @pytest.mark.parametrize("command", ["check", "score"])
    def test_every_mistake_has_its_line(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "own.toml"
        text = resource("instruments", "gad-7.toml").read_text("utf-8")
        path.write_text(text.replace('title = "GAD-7"', "").replace("cut_off = 8", "cut_off = 80"), "utf-8")
        assert cli.main(["measure", command, str(path)]) == 1
        said = capsys.readouterr()
        assert said.out.splitlines() == [
            "title: This is missing.",
            "cut_off: This should be more than 0 and at most 21.",
        ]
        assert said.err == ""
        assert cli.main(["--json", "measure", command, str(path)]) == 1
        found = json.loads(capsys.readouterr().out)
        assert (found["ok"], [each["where"] for each in found["mistakes"]]) == (False, ["title", "cut_off"])

    @pytest.mark.parametrize("data", [b"\xff", b"#" * (1024 * 1024 + 1), b"id ="])
    def test_a_file_of_another_kind_is_one_mistake(
        self, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "own.toml").write_bytes(data)
        assert cli.main(["measure", "check", str(tmp_path / "own.toml")]) == 1
        assert re.fullmatch("the file: .+\n", capsys.readouterr().out)

    def test_of_an_endless_file_only_the_first_bytes_are_read(self, tmp_path: Path) -> None:
        with (tmp_path / "own.toml").open("wb") as file:
            file.truncate(16 * 1024**3)
        code = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        code += "import sys; from dit_desktop.cli import main; sys.exit(main(sys.argv[1:]))"
        words = [sys.executable, "-c", code, "measure", "check", str(tmp_path / "own.toml")]
        said = subprocess.run(words, capture_output=True, check=False, text=True, timeout=60)
        assert (said.returncode, said.stdout) == (1, "the file: larger than such a file can be\n")

    def test_no_file_is_told(self, tmp_path: Path) -> None:
        said = run("measure", "check", tmp_path / "nothing.toml")
        assert (said.returncode, said.stdout) == (1, "")
        assert said.stderr.startswith("ERROR missing: ")


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["bogus"],
            ["--bogus"],
            ["verify"],
            ["export", "--data", "x"],
            ["create", "--exam"],
            ["key", "--data"],
            ["measure"],
        ],
    )
    def test_a_slip_exits_with_2_and_shows_the_usage(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        said = capsys.readouterr()
        assert ended.value.code == 2
        assert said.out == ""
        assert said.err.startswith("usage: ")

    def test_the_process_exits_with_2_as_well(self) -> None:
        assert run("bogus").returncode == 2

    def test_the_version(self) -> None:
        assert run("--version").stdout == f"dit-desktop {__version__}\n"

    def test_the_help_documents_every_command_and_option(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            cli.main(["--help"])
        whole = " ".join(capsys.readouterr().out.split())
        for command in cli.COMMANDS:
            assert command.help in whole
            with pytest.raises(SystemExit):
                cli.main([*command.name.split(), "--help"])
            said = " ".join(capsys.readouterr().out.split())
            assert command.reads in said
            for option in command.options:
                assert option.help in said

    @pytest.mark.parametrize(
        "arguments, window",
        [
            ([], True),
            (["--data", "x"], True),
            (["--data=x", "--example"], True),
            (["--offscreen", "folder", "--json"], True),
            (["--data", "create"], True),
            (["--data", "x", "--locked-at", "2026-09-03T10:00:00Z", "--frame", ""], True),
            (["--data", "x", "create"], False),
            (["create"], False),
            (["--help"], False),
            (["--data"], False),
            (["--json=1"], False),
            (["--bogus"], False),
        ],
    )
    def test_without_a_command_the_window_is_meant(self, arguments: list[str], window: object) -> None:
        assert wants_window(arguments) is window

    def test_the_data_folder_may_stand_on_either_side(self, practice: tuple[Path, str]) -> None:
        folder = practice[0]
        for arguments in (("--data", folder, "key"), ("key", "--data", folder)):
            assert run(*arguments, stdin=PASSPHRASE).returncode == 0


class TestStreams:
    def test_no_command_imports_qt(self, own: Path, tmp_path: Path) -> None:
        commands = [["--help"], ["verify", str(own)], ["export", "--data", str(own), "--to", str(tmp_path / "out")]]
        program = (
            "import sys\nfrom dit_desktop.__main__ import main\n"
            "try:\n    main()\nexcept SystemExit: pass\n"
            "found = [name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6')]\n"
            "import json as planted; assert 'json' in sys.modules\n"
            "sys.exit(7 if found else 0)"
        )
        for arguments in commands:
            words = [sys.executable, "-c", program, *arguments]
            made = subprocess.run(words, input=PASSPHRASE.encode(), capture_output=True, check=False)
            assert made.returncode == 0, made.stderr
        assert (tmp_path / "out").exists()

    def test_no_client_data_is_on_stderr(self, own: Path, tmp_path: Path) -> None:
        with by_hand(own) as connection:
            found = connection.execute("select count(*) from record where body like ?", (f"%{NEEDLE}%",)).fetchone()
        assert found[0] >= 2
        said = run("export", "--data", own, "--to", tmp_path / "out", stdin=PASSPHRASE)
        assert NEEDLE in (tmp_path / "out/clients/K-01/record.json").read_text()
        again = run("export", "--data", own, "--to", tmp_path / "out", stdin=PASSPHRASE)
        for words in (said.stderr, again.stderr, run("verify", own, stdin=PASSPHRASE).stderr):
            assert NEEDLE not in words
            assert "K-01" not in words

    def test_a_mistake_of_the_program_is_told_without_what_it_was_working_on(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def mistaken(_options: argparse.Namespace, _terminal: Terminal) -> int:
            raise KeyError(NEEDLE)

        command = cli.Command("mistaken", "", "", lambda: mistaken)
        options = argparse.Namespace(command=command)
        assert cli._run(options, Terminal(json_wanted=False), argparse.ArgumentParser()) == 1  # noqa: SLF001
        said = capsys.readouterr()
        assert "KeyError" in said.err
        assert NEEDLE not in said.out + said.err

    def test_an_answer_nobody_can_read_is_no_traceback(self, practice: tuple[Path, str]) -> None:
        words = [sys.executable, "-m", "dit_desktop", "verify", str(practice[0])]
        with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
            made = subprocess.run(words, input=PASSPHRASE.encode(), stdout=full, stderr=subprocess.PIPE, check=False)
        assert made.returncode == 1
        assert made.stderr.startswith(b"ERROR disk_full: ")
        reading, writing = os.pipe()
        os.close(reading)
        made = subprocess.run(words, input=PASSPHRASE.encode(), stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert (made.returncode, made.stderr) == (1, b"")

    def test_no_stdin_is_an_empty_secret(self, practice: tuple[Path, str]) -> None:
        words = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "dit_desktop", "verify", str(practice[0])]
        made = subprocess.run(words, capture_output=True, check=False)
        assert made.stderr.startswith(b"ERROR wrong_passphrase: ")

    def test_interrupted_while_asking_it_exits_with_130(self, practice: tuple[Path, str]) -> None:
        with Asked("verify", practice[0]) as asked:
            asked.until(b"Passphrase: ")
            asked.process.send_signal(signal.SIGINT)
            assert asked.process.wait(10) == 130
            assert b"Traceback" not in asked.rest()

    def test_on_a_terminal_secrets_are_asked_for_without_echo(self, practice: tuple[Path, str]) -> None:
        with Asked("key", "--data", practice[0]) as asked:
            asked.until(b"Passphrase: ")
            asked.type(PASSPHRASE)
            assert asked.process.wait(20) == 0
            assert PASSPHRASE.encode() not in asked.rest()

    def test_a_new_passphrase_is_asked_for_until_it_is_the_same_twice(self, tmp_path: Path) -> None:
        with Asked("create", "--data", tmp_path / "new") as asked:
            for words in ("one", "two", "password1234", "password1234"):
                asked.until(b": ")
                asked.type(words)
            assert asked.process.wait(20) == 1
            said = asked.rest()
        assert b"not the same" in said
        assert b"ERROR weak_passphrase" in said
        assert b"password1234" not in said


class Asked:
    """A command that sits at a terminal."""

    def __init__(self, *arguments: object) -> None:
        self._master, slave = pty.openpty()
        words = [sys.executable, "-m", "dit_desktop", *map(str, arguments)]
        self.process = subprocess.Popen(
            words, stdin=slave, stdout=subprocess.PIPE, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self._said = b""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        os.close(self._master)

    def until(self, words: bytes) -> None:
        while words not in self._said[self._seen :]:
            self._said += os.read(self._master, 1000)
        self._seen = len(self._said)

    def type(self, words: str) -> None:
        os.write(self._master, words.encode() + b"\n")

    def rest(self) -> bytes:
        """Everything that was on the terminal, once the command has ended."""
        while True:
            try:
                more = os.read(self._master, 1000)
            except OSError:  # nobody is at the other end any more
                return self._said
            self._said += more
