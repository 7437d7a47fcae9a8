# SPDX-License-Identifier: Apache-2.0
"""Every error code a command can give, each brought about by what really happens to people."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from dit_desktop.store import keys, rewrap, schema, typed
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import CODES, Refused, Signed
from dit_desktop.store.vault import open_vault
from tests.practices import NEEDLE, PASSPHRASE, SECRET, by_hand, copy, empty, filled, look, run

OTHER: Final = "walnut glacier pepper stadium violet oar"
NOT_BY_A_COMMAND: Final = {Signed.code}  # no command signs


class Situation(NamedTuple):
    """What is run, and what it is told; `before` is shell that sets up a disk of its own."""

    arguments: tuple[object, ...]
    stdin: str = PASSPHRASE
    before: str = ""
    kept: Path | None = None  # what must be the same afterwards, byte for byte
    held: bool = False  # another process has the practice open


Setting = Callable[[Path, Path], Situation]  # given a practice of one's own and an empty folder
SITUATIONS: list[tuple[str, Setting]] = []


def leads_to(code: str) -> Callable[[Setting], Setting]:
    def keep(setting: Setting) -> Setting:
        SITUATIONS.append((code, setting))
        return setting

    return keep


def on_a_disk(size: str, mount: Path, then: str = "") -> str:
    return f"mount -t tmpfs -o size={size} none '{mount}'\n{then}"


def read_only(practice: Path, mount: Path) -> str:
    return on_a_disk("16m", mount, f"cp -a '{practice}' '{mount}/practice'\nmount -o remount,ro '{mount}'")


@leads_to("wrong_passphrase")
def another_passphrase(own: Path, _to: Path) -> Situation:
    return Situation(("verify", own), OTHER, kept=own)


@leads_to("wrong_passphrase")
def no_passphrase_at_all(own: Path, to: Path) -> Situation:
    return Situation(("export", "--data", own, "--to", to / "out"), "")


@leads_to("wrong_passphrase")
def bytes_that_are_no_text(own: Path, _to: Path) -> Situation:
    return Situation(("key", "--data", own), "\udcff\udcfe")


@leads_to("wrong_code")
def a_slip_in_the_code(own: Path, _to: Path) -> Situation:
    return Situation(("verify", own, "--code"), "ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD", kept=own)


@leads_to("wrong_code")
def the_code_of_another_practice(own: Path, to: Path) -> Situation:
    made, code = empty(to / "other")
    made.close()
    return Situation(("key", "--data", own, "--code"), code, kept=own)


@leads_to("damaged_keys")
def both_key_files_damaged(own: Path, _to: Path) -> Situation:
    for name in (keys.FILE, keys.COPY):
        data = (own / name).read_bytes()
        (own / name).write_bytes(data[: len(data) // 2])
    return Situation(("verify", own), kept=own)


@leads_to("damaged_vault")
def records_cut_short(own: Path, to: Path) -> Situation:
    path = own / schema.DATABASE
    path.write_bytes(path.read_bytes()[:5000])
    return Situation(("export", "--data", own, "--to", to / "out"))


@leads_to("damaged_vault")
def no_byte_left(own: Path, _to: Path) -> Situation:
    (own / schema.DATABASE).write_bytes(b"")
    return Situation(("verify", own), kept=own)


@leads_to("damaged_vault")
def one_flipped_bit(own: Path, to: Path) -> Situation:
    path = own / schema.DATABASE
    data = bytearray(path.read_bytes())
    data[schema.PAGE // 2] ^= 1
    path.write_bytes(data)
    return Situation(("export", "--data", own, "--to", to / "out"))


@leads_to("damaged_vault")
def a_record_that_cannot_be_read(own: Path, to: Path) -> Situation:
    with by_hand(own) as connection:
        connection.execute("update record set body = json_set(body, '$.born_on', ?) where kind = 'Client'", (NEEDLE,))
    return Situation(("export", "--data", own, "--to", to / "out"))


@leads_to("not_a_vault")
def a_folder_of_something_else(_own: Path, to: Path) -> Situation:
    (to / "letter.txt").write_text(NEEDLE)
    return Situation(("verify", to), kept=to)


@leads_to("not_a_vault")
def an_unencrypted_database(own: Path, _to: Path) -> Situation:
    (own / schema.DATABASE).unlink()
    plain = sqlite3.connect(own / schema.DATABASE)
    plain.execute("create table record(id)")
    plain.close()
    return Situation(("verify", own), kept=own)


@leads_to("not_a_vault")
def a_single_file_of_something_else(_own: Path, to: Path) -> Situation:
    (to / "letter.txt").write_bytes(b"PK")
    return Situation(("verify", to / "letter.txt"), kept=to)


def backed_up(own: Path, to: Path) -> Path:
    opened = open_vault(own, SECRET, state=own / "state.json")
    made = backup(opened, to)
    opened.close()
    return made.path


@leads_to("damaged_backup")
def a_backup_cut_short(own: Path, to: Path) -> Situation:
    made = backed_up(own, to)
    made.write_bytes(made.read_bytes()[:-5000])
    return Situation(("verify", made), kept=to)


@leads_to("damaged_backup")
def a_backup_with_a_bad_page_that_is_to_be_restored(own: Path, to: Path) -> Situation:
    made = backed_up(own, to / "stick")
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 1
    made.write_bytes(data)
    return Situation(("restore", made, "--data", to / "new"), kept=made.parent)


@leads_to("damaged_vault")
def records_with_a_bad_page_that_are_to_be_backed_up(own: Path, to: Path) -> Situation:
    path = own / schema.DATABASE
    data = bytearray(path.read_bytes())
    data[-schema.PAGE // 2] ^= 1  # of the last page, which opening does not read
    path.write_bytes(data)
    return Situation(("backup", "--data", own, "--to", to))


@leads_to("exists")
def a_backup_where_a_practice_is(own: Path, to: Path) -> Situation:
    return Situation(("restore", backed_up(own, to), "--data", own), kept=own)


@leads_to("exists")
def a_salvage_where_a_practice_is(own: Path, _to: Path) -> Situation:
    return Situation(("salvage", own, "--data", own), kept=own)


@leads_to("wrong_passphrase")
def a_salvage_and_another_passphrase(own: Path, to: Path) -> Situation:
    return Situation(("salvage", own, "--data", to / "new"), OTHER, kept=own)


@leads_to("disk_full")
def no_room_for_what_is_salvaged(own: Path, to: Path) -> Situation:
    return Situation(("salvage", own, "--data", to / "new"), before=on_a_disk("64k", to))


@leads_to("foreign_vault")
def a_salvage_of_another_practices_records(own: Path, to: Path) -> Situation:
    made, _code = empty(to / "other")
    made.close()
    shutil.copy(to / "other" / schema.DATABASE, own)
    return Situation(("salvage", own, "--data", to / "new"), kept=own)


@leads_to("missing")
def a_backup_that_is_not_there(_own: Path, to: Path) -> Situation:
    return Situation(("restore", to / "nothing.ditbackup", "--data", to / "new"))


@leads_to("wrong_passphrase")
def a_backup_and_another_passphrase(own: Path, to: Path) -> Situation:
    return Situation(("restore", backed_up(own, to), "--data", to / "new"), OTHER, kept=to)


@leads_to("weak_passphrase")
def a_weak_passphrase_after_the_code(own: Path, to: Path) -> Situation:
    code = typed.new_code()
    rewrap.renew(own, SECRET, rewrap.NewKeys(recovery=code))
    made = backed_up(own, to)
    return Situation(("restore", made, "--data", to / "new", "--code"), f"{code}\npassword1234\n", kept=to)


@leads_to("disk_full")
def no_room_for_a_backup(own: Path, to: Path) -> Situation:
    return Situation(("backup", "--data", own, "--to", to), before=on_a_disk("64k", to))


@leads_to("in_use")
def a_practice_open_elsewhere_that_is_to_be_backed_up(own: Path, to: Path) -> Situation:
    return Situation(("backup", "--data", own, "--to", to), held=True)


@leads_to("foreign_vault")
def the_records_of_another_practice(own: Path, to: Path) -> Situation:
    made, _code = empty(to / "other")
    made.close()
    shutil.copy(to / "other" / schema.DATABASE, own)
    return Situation(("verify", own), kept=own)


@leads_to("missing")
def nothing_there(_own: Path, to: Path) -> Situation:
    return Situation(("verify", to / "nowhere"), kept=to)


@leads_to("missing")
def no_key_file(own: Path, _to: Path) -> Situation:
    for name in (keys.FILE, keys.COPY):
        (own / name).unlink()
    return Situation(("verify", own), kept=own)


@leads_to("missing")
def no_records(own: Path, _to: Path) -> Situation:
    (own / schema.DATABASE).unlink()
    return Situation(("verify", own), kept=own)


@leads_to("missing")
def no_client_with_this_code(own: Path, to: Path) -> Situation:
    return Situation(("export", "--data", own, "--to", to / "out", "--client", NEEDLE))


@leads_to("too_new")
def a_newer_schema(own: Path, _to: Path) -> Situation:
    with by_hand(own) as connection:
        connection.execute("pragma user_version = 99")
    return Situation(("verify", own), kept=own)


@leads_to("too_new")
def a_field_this_program_does_not_know(own: Path, to: Path) -> Situation:
    with by_hand(own) as connection:
        connection.execute("update meta set fields = json_insert(fields, '$[#]', 'Client.aura')")
    return Situation(("export", "--data", own, "--to", to / "out"))


@leads_to("older_copy")
def an_older_copy_put_back(own: Path, to: Path) -> Situation:
    older = (own / schema.DATABASE).read_bytes()
    opened = open_vault(own, SECRET, state=own / "state.json")
    opened.note("something")
    opened.close()
    (own / schema.DATABASE).write_bytes(older)
    return Situation(("export", "--data", own, "--to", to / "out"))


@leads_to("in_use")
def open_in_another_process(own: Path, to: Path) -> Situation:
    return Situation(("export", "--data", own, "--to", to / "out"), held=True)


@leads_to("read_only")
def a_new_practice_on_a_disk_that_is_read_only(own: Path, to: Path) -> Situation:
    return Situation(("create", "--data", to / "new"), before=read_only(own, to))


@leads_to("read_only")
def an_export_to_a_disk_that_is_read_only(own: Path, to: Path) -> Situation:
    return Situation(("export", "--data", own, "--to", to / "out"), before=read_only(own, to))


@leads_to("disk_full")
def no_room_for_a_new_practice(_own: Path, to: Path) -> Situation:
    return Situation(("create", "--data", to / "new"), before=on_a_disk("64k", to))


@leads_to("disk_full")
def no_room_for_an_export(own: Path, to: Path) -> Situation:
    return Situation(("export", "--data", own, "--to", to / "out"), before=on_a_disk("64k", to))


@leads_to("exists")
def a_practice_where_something_is(own: Path, _to: Path) -> Situation:
    return Situation(("create", "--data", own), kept=own)


@leads_to("exists")
def an_export_where_something_is(own: Path, to: Path) -> Situation:
    (to / "mine.txt").write_text("mine")
    return Situation(("export", "--data", own, "--to", to), kept=to)


@leads_to("weak_passphrase")
def a_passphrase_that_can_be_guessed(_own: Path, to: Path) -> Situation:
    return Situation(("create", "--data", to / "new"), "password1234", kept=to)


@leads_to("weak_passphrase")
def papers_protected_by_nothing(own: Path, to: Path) -> Situation:
    return Situation(("export", "--data", own, "--to", to / "out", "--protect"), f"{PASSPHRASE}\n\n", kept=own)


@leads_to("cloud_folder")
def a_synchronised_folder(_own: Path, to: Path) -> Situation:
    return Situation(("create", "--data", to / "Dropbox" / "practice"), kept=to)


@leads_to("tampered")
def a_rule_taken_away(own: Path, to: Path) -> Situation:
    with by_hand(own) as connection:
        connection.execute("drop trigger signed_stays")
    return Situation(("export", "--data", own, "--to", to / "out"))


@leads_to("internal")
def too_little_memory_for_the_key(_own: Path, to: Path) -> Situation:
    return Situation(("create", "--data", to / "new"), before="ulimit -v 300000")


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("codes") / "practice"
    filled(folder)
    return folder


@contextmanager
def held(own: Path) -> Iterator[None]:
    """Another process has the practice open."""
    program = (
        "import sys; from pathlib import Path; from dit_desktop.store import places; "
        "taken = places.lock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    words = [sys.executable, "-c", program, str(own)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.stdin.close()


def carry_out(situation: Situation, own: Path, *first: str) -> subprocess.CompletedProcess[str]:
    with held(own) if situation.held else nullcontext():
        return run(*first, *situation.arguments, stdin=situation.stdin, before=situation.before)


@pytest.mark.parametrize("code, setting", SITUATIONS, ids=[setting.__name__ for _code, setting in SITUATIONS])
def test_a_situation_leads_to_its_code(practice: Path, tmp_path: Path, code: str, setting: Setting) -> None:
    own, to = copy(practice, tmp_path / "own"), tmp_path / "to"
    to.mkdir()
    situation = setting(own, to)
    before = look(situation.kept) if situation.kept else None
    plain = carry_out(situation, own)
    assert plain.stdout == ""
    lines = plain.stderr.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["ERROR", "SAFE:", "NEXT:"], plain.stderr
    assert lines[0].startswith(f"ERROR {code}: ")
    assert all(len(line.split(": ", 1)[1]) > 8 for line in lines)
    assert plain.returncode == 1

    in_json = carry_out(situation, own, "--json")
    assert in_json.stderr == ""
    assert in_json.stdout.count("\n") == 1
    found = json.loads(in_json.stdout)
    assert list(found) == sorted(found)
    assert (found["ok"], found["format"], found["error"]) == (False, 1, code)
    told = [f"ERROR {code}: {found['what']}", f"SAFE: {found['safe']}", f"NEXT: {found['next']}"]
    assert told == lines
    assert in_json.returncode == 1

    for words in (plain.stderr, in_json.stdout):
        assert NEEDLE not in words
        assert "Traceback" not in words
        assert PASSPHRASE not in words
    if situation.kept:
        assert look(situation.kept) == before
    assert not (to / "out").exists()
    assert not (to / "new").exists()
    assert not list(tmp_path.rglob("*.partial"))


def test_every_code_has_a_situation() -> None:
    assert {code for code, _setting in SITUATIONS} == CODES.keys() - NOT_BY_A_COMMAND | {Refused.code}
