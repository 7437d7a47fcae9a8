# SPDX-License-Identifier: Apache-2.0
"""The records file as it is made, opened, examined and brought up to date."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records.kinds import KINDS, field_names
from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, rows, schema, seal
from dit_desktop.store.errors import (
    DamagedVault,
    DiskFull,
    ForeignVault,
    InUse,
    Missing,
    NotAVault,
    ReadOnly,
    Refused,
    Signed,
    Tampered,
    TooNew,
)
from dit_desktop.store.vault import Vault
from tests.store.practices import ROOT, Practice, contents, run

PUBLISHED = [
    "e07118c8ab07e9049f02c6eb202edd489452fc4a9d4778fe5444794dcab31fe8",
    "9ed79ab8491175d22676fdf3c55d65aa72d544f4a98dc84a23fc179731d54c1c",
    "b59e7a116dcfb6db8961968e66ecd6ab6c419932b953b2436b3e1b9dca14a1fe",
    "aa9be0d951f0dfa0d967c633f9bd4ebf10cfe649673bcfd3db159c5990b7b713",
    "b97e96db3ac5fb16351a7a7cb98fc2a46000417d9ed972d02e0beb535dcc9a36",
    "51a968cc60b716d11cf72cc0dfe1f463ab2478d0022f0740e358f16828a17be2",
    "c70cf2b4405a22e09a79211a0f871474e896158b03b631fc55c36509b53fa21b",
    "b222ecc0254676a623412d4bc663824f1a88b2a953c4865ded4ca76de6415eba",
]
FIELDS = ROOT / "tests" / "records" / "fields.txt"


def test_a_migration_never_changes_once_it_was_published() -> None:
    digests = [hashlib.sha256(sql.encode()).hexdigest() for sql in schema.migrations()]
    assert digests == PUBLISHED


def test_the_list_of_fields_only_grows() -> None:
    listed = FIELDS.read_text(encoding="utf-8").splitlines()
    assert listed == sorted(listed)
    gone = set(listed) - set(field_names())
    assert not gone, "a renamed field keeps its old name in Field(was=...) and in the list"
    assert set(field_names()) == set(listed), "dev.py test enters new fields, as tools.fields does"
    assert {name.split(".")[0] for name in listed} == set(KINDS)


# --- the connection ---


def test_every_connection_is_set_for_safety(opened: Vault) -> None:
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "fullfsync": 1,
        "locking_mode": "normal",
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "secure_delete": 1,
        "cache_size": -65536,
        "page_size": "4096",
    }
    with opened.reading() as connection:
        found = {name: connection.execute(f"pragma {name}").fetchone() for name in wanted}
    # without memory mapping compiled in, its size has no answer
    assert {name: row[0] if row else 0 for name, row in found.items()} == wanted


def test_the_file_is_wholly_encrypted(practice: Practice) -> None:
    vault = practice.open()
    vault.add(SessionNote(material="the heron at the canal"))
    vault.close()
    data = practice.database.read_bytes()
    assert data[:16] == keys.read(practice.folder).database_salt
    for word in (b"SQLite", b"heron", b"CREATE", b"create table", b"SessionNote"):
        assert word not in data
    key = practice.key()
    assert bytes(key) not in data
    pages = [data[at : at + 4096] for at in range(0, len(data), 4096)]
    assert len(set(pages)) == len(pages)


def test_a_wrong_key_is_damage_and_says_nothing_on_the_error_stream(practice: Practice) -> None:
    code = """
import sys
from pathlib import Path
from dit_desktop.store import errors, schema
try:
    schema.connect(Path(sys.argv[1]), bytearray(32), "rw")
except errors.DamagedVault:
    print("refused")
"""
    assert run(code, practice.database) == "refused\n"


def test_connecting_makes_no_file(practice: Practice) -> None:
    practice.database.unlink()
    for mode in ("rw", "ro", "ro&immutable=1"):
        with pytest.raises(Missing):
            schema.connect(practice.database, bytearray(32), mode)
    assert not practice.database.exists()


@pytest.mark.parametrize("name", ["a b", "100%", "what?", "hash#mark", "\u00fcmlaut", "q=ro&x", "semi;colon", "a'b"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    key = keys.new_key()
    (tmp_path / name).mkdir()
    path = tmp_path / name / schema.DATABASE
    schema.create(path, key, "id").close()
    assert path.exists()
    connection = schema.connect(path, key, "rw")
    schema.examine(connection, "id")
    connection.close()


def test_a_creation_that_fails_closes_the_file(tmp_path: Path) -> None:
    path = tmp_path / schema.DATABASE
    schema.create(path, key := keys.new_key(), "id").close()
    before = path.read_bytes()
    with pytest.raises(dbapi2.OperationalError, match="already exists"):
        schema.create(path, key, "id")
    assert path.read_bytes() == before
    assert path not in [entry.readlink() for entry in Path("/proc/self/fd").iterdir() if entry.exists()]


def test_a_library_that_does_not_encrypt_is_refused() -> None:
    connection = dbapi2.connect(":memory:")
    with pytest.raises(Refused, match="encryption"):
        schema._check_cipher(connection)  # noqa: SLF001 - no library without it can be had for a test
    connection.close()


# --- looking at a file without its key ---


def test_a_file_that_cannot_be_this_vaults_is_named_without_the_key(practice: Practice, tmp_path: Path) -> None:
    salt = keys.read(practice.folder).database_salt
    schema.look(practice.database, salt)
    path = tmp_path / "file"
    with pytest.raises(Missing):
        schema.look(path, salt)
    plain = dbapi2.connect(str(path))
    plain.execute("create table t(a)")
    plain.close()
    with pytest.raises(NotAVault):
        schema.look(path, salt)
    data = practice.database.read_bytes()
    for damaged, kind in (
        (b"", DamagedVault),
        (data[:-1], DamagedVault),
        (data + b"\0", DamagedVault),
        (bytes([data[0] ^ 1]) + data[1:], DamagedVault),
        (bytes(16) + data[16:], DamagedVault),
        (bytes(byte ^ 0xFF for byte in data[:16]) + data[16:], ForeignVault),
    ):
        path.write_bytes(damaged)
        with pytest.raises(kind):
            schema.look(path, salt)


# --- examining ---


def change(practice: Practice, *statements: str) -> None:
    connection = practice.connect()
    for sql in statements:
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    "statement,kind",
    [
        ("pragma user_version = 99", TooNew),
        ("update meta set fields = json_insert(fields, '$[#]', 'SessionNote.colour')", TooNew),
        ("update meta set vault_id = '00000000-0000-0000-0000-000000000000'", ForeignVault),
        ("drop trigger signed_stays", Tampered),
        ("drop trigger chain_kept", Tampered),
        ("drop index record_parent", Tampered),
        ("create table extra(a)", Tampered),
        ("create trigger more after insert on record begin select 1; end", Tampered),
        ("pragma user_version = 0", Tampered),
        ("pragma user_version = -1", Tampered),
        ("drop table meta", Tampered),
        ("delete from meta", Tampered),
    ],
)
def test_a_file_changed_by_hand_or_by_a_newer_program_is_named_and_left_as_it_is(
    practice: Practice, statement: str, kind: type[Refused]
) -> None:
    practice.open().close()
    change(practice, statement)
    before = contents(practice.folder)
    with pytest.raises(kind):
        practice.open()
    assert contents(practice.folder) == before


def test_a_newer_program_is_called_by_its_version(practice: Practice) -> None:
    change(practice, "update meta set program = '7.8', fields = '[\"SessionNote.colour\"]'")
    with pytest.raises(TooNew, match=r"7\.8"):
        practice.open()


# --- migrating ---

MORE = ("create table second(a);\n-- and a comment at the end", "insert into second values(1)")


def steps(*more: str) -> tuple[str, ...]:
    return (*schema.migrations(), *more)


def test_a_step_without_its_last_semicolon_is_run_all_the_same(practice: Practice) -> None:
    connection = schema.connect(practice.database, practice.key(), "rw")
    schema.migrate(connection, steps(*MORE))
    assert connection.execute("select a from second").fetchall() == [(1,)]
    assert connection.execute("pragma user_version").fetchone()[0] == schema.current() + 2
    schema.migrate(connection, steps(*MORE))
    assert connection.execute("select a from second").fetchall() == [(1,)]
    connection.close()


def test_of_several_steps_all_happen_or_none(practice: Practice) -> None:
    before = contents(practice.folder)
    connection = schema.connect(practice.database, practice.key(), "rw")
    with pytest.raises(dbapi2.OperationalError, match="no such table"):
        schema.migrate(connection, steps(*MORE, "create table third(a);\ninsert into nowhere values(1);"))
    assert connection.execute("pragma user_version").fetchone()[0] == schema.current()
    schema.examine(connection, connection.execute("select vault_id from meta").fetchone()[0])
    connection.close()
    assert contents(practice.folder).keys() == before.keys()


def test_the_fields_known_are_noted_when_a_program_knows_more(practice: Practice) -> None:
    fewer = json.dumps(field_names()[:-3])
    change(practice, f"update meta set program = '0.0', fields = '{fewer}'")
    practice.open().close()
    connection = practice.connect()
    program, fields = connection.execute("select program, fields from meta").fetchone()
    connection.close()
    assert json.loads(fields) == list(field_names())
    assert program != "0.0"


def test_what_is_up_to_date_is_opened_without_a_byte_changed(practice: Practice) -> None:
    before = contents(practice.folder)
    practice.open().close()
    assert contents(practice.folder) == before


# --- transactions and errors ---


def test_a_transaction_that_fails_leaves_nothing(opened: Vault) -> None:
    class OwnMistakeError(Exception):
        pass

    def half(connection: dbapi2.Connection) -> None:
        seal.append(connection, "2024", "half done")
        raise OwnMistakeError

    before = opened.head()
    with pytest.raises(OwnMistakeError):
        opened.write(half)
    assert opened.head() == before
    opened.note("afterwards")
    assert opened.head().length == before.length + 1


def test_a_mistake_in_the_work_is_not_taken_for_damage(opened: Vault) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        opened.write(lambda _connection: int("no number"))
    with pytest.raises(dbapi2.OperationalError, match="syntax"):
        opened.write(lambda connection: connection.execute("selec"))
    with pytest.raises(dbapi2.OperationalError, match="within a transaction"):
        opened.write(lambda _connection: opened.note("inside"))
    opened.note("afterwards")


def test_a_transaction_the_work_has_ended_itself_is_not_ended_twice(opened: Vault) -> None:
    def work(connection: dbapi2.Connection) -> None:
        connection.execute("rollback")
        raise KeyError

    with pytest.raises(KeyError):
        opened.write(work)


@pytest.mark.parametrize(
    "code,kind",
    [
        (5, InUse),
        (8, ReadOnly),
        (8 | 6 << 8, ReadOnly),
        (11, DamagedVault),
        (13, DiskFull),
        (14, ReadOnly),
        (26, DamagedVault),
        (266, DamagedVault),
        (522, DamagedVault),
        (778, ReadOnly),
    ],
)
def test_each_error_of_the_driver_has_its_state(code: int, kind: type[Refused]) -> None:
    error = dbapi2.OperationalError("x")
    error.sqlite_errorcode = code
    with pytest.raises(kind), schema.refusing():
        raise error


@pytest.mark.parametrize("word,kind", [("signed", Signed), ("signed parent", Signed), ("chain", Tampered)])
def test_each_trigger_has_its_state(word: str, kind: type[Refused]) -> None:
    with pytest.raises(kind), schema.refusing():
        raise dbapi2.IntegrityError(word)


def test_every_word_a_trigger_raises_is_known() -> None:
    raised = set(re.findall(r"raise\(abort, '([^']*)'\)", "".join(schema.migrations())))
    assert len(raised) >= 5
    for word in raised:
        assert schema.state_of(dbapi2.IntegrityError(word)) is not None
    assert schema.state_of(dbapi2.IntegrityError("something else")) is None


def test_text_that_is_no_text_is_damage(practice: Practice) -> None:
    vault = practice.open()
    note = vault.add(SessionNote())
    vault.close()
    change(practice, f"update record set changed_at = cast(x'ff' as text) where id = {note.id}")
    vault = practice.open()
    with pytest.raises(DamagedVault):
        vault.get(note.id)
    vault.close()


# --- questions ---


def plans(connection: dbapi2.Connection, statements: list[str]) -> list[str]:
    found = []
    for sql in statements:
        found += [row[3] for row in connection.execute("explain query plan " + sql)]
    return found


def scans(plan: str) -> bool:
    return plan.startswith("SCAN record") and "INDEX" not in plan


def test_no_question_reads_the_whole_table_of_records(opened: Vault) -> None:
    seen: list[str] = []

    def ask(connection: dbapi2.Connection) -> None:
        connection.set_trace_callback(seen.append)
        note = rows.insert(connection, SessionNote(), rows.now())
        rows.update(connection, SessionNote(id=note.id, material="x"), rows.now(), visit=True)
        rows.get(connection, note.id)
        for parent in (None, 0, 5):
            for client in (None, 0, 5):
                for binned in (False, True):
                    rows.find(connection, SessionNote, parent=parent, client=client, binned=binned)
        rows.revisions(connection, note)
        rows.set_binned(connection, note.id, rows.now())
        rows.counts(connection)
        seal.sign(connection, note.id, "2024")
        connection.set_trace_callback(None)

    opened.write(ask)
    statements = [sql for sql in dict.fromkeys(seen) if not sql.lower().startswith(("--", "begin", "commit"))]
    assert len(statements) > 12
    with opened.reading() as connection:
        assert scans(plans(connection, ["select * from record where body like '%x%'"])[0])
        found = plans(connection, statements)
    assert len(found) >= len(statements) // 2
    assert [plan for plan in found if scans(plan)] == []


def test_a_meta_row_that_is_no_json_is_damage() -> None:
    with pytest.raises(DamagedVault):
        schema._names("[\0")  # noqa: SLF001 - which page holds it differs from file to file
