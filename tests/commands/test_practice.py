# SPDX-License-Identifier: Apache-2.0
"""What is done with a practice on the command line: made, verified, salvaged, exported, and its key told."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from dit_desktop.records.client import Client
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.session import SessionNote
from dit_desktop.store import exchange, keys, schema
from dit_desktop.store.places import LOCK
from dit_desktop.store.rewrap import NewKeys, renew
from dit_desktop.store.typed import new_code
from dit_desktop.store.vault import Secret, open_vault
from dit_desktop.version import __version__
from tests.pages import leaf_of
from tests.practices import CODE, NEEDLE, PASSPHRASE, SECRET, SIGNED_AT, edit_signed_note, look, read_only, run


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
