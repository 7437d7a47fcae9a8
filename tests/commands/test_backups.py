# SPDX-License-Identifier: Apache-2.0
"""A backup on the command line, and a practice from one."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dit_desktop.store import destruction, executors, schema
from dit_desktop.store.vault import open_vault
from tests.documents.papers import text
from tests.practices import CODE, NEEDLE, PASSPHRASE, SECRET, SIGNED_AT, by_hand, look, read_only, run


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
