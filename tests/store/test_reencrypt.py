# SPDX-License-Identifier: Apache-2.0
"""Everything under a new data key: the same records, opened by the new keys alone."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, reencrypt, rehearsal, schema, typed, vault, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import (
    DamagedVault,
    DiskFull,
    InUse,
    Refused,
    WeakPassphrase,
    WrongCode,
    WrongPassphrase,
)
from dit_desktop.store.rewrap import NewKeys, change
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import CHEAP, PASSPHRASE, Practice, contents, new_practice

OTHER = "seven lanterns over a quiet harbour"
OWN, NEW = Secret(PASSPHRASE), Secret(OTHER)


def new_keys() -> NewKeys:
    return NewKeys(passphrase=OTHER, recovery=typed.new_code(), cost=CHEAP)


def rows(opened: Vault) -> list[tuple[object, ...]]:
    return opened.ask(lambda connection: connection.execute("select * from record order by id").fetchall())


def test_the_same_records_under_a_new_key_which_only_the_new_secrets_give(practice: Practice, opened: Vault) -> None:
    opened.sign(opened.add(SessionNote(material="heron")))
    change(opened, OWN, NewKeys(keeper=typed.new_code()))
    key, salt, before, new = practice.key(), keys.read(practice.folder).database_salt, rows(opened), new_keys()
    reencrypt.reencrypt(opened, OWN, new)
    assert rows(opened) == before
    opened.add(SessionNote(material="the open vault goes on"))
    opened.close()
    file = keys.read(practice.folder)
    assert [slot.kind for slot in file.slots] == [keys.PASSPHRASE, keys.RECOVERY]
    assert file.database_salt != salt
    assert NEW.open(file) == Secret(new.recovery, code=True).open(file) != key
    for closed in (OWN, Secret(practice.code, code=True)):
        with pytest.raises((WrongPassphrase, WrongCode)):
            closed.open(file)
    with pytest.raises(DamagedVault):
        schema.connect(practice.database, key, "ro")
    found = verify.report(practice.folder, NEW)
    assert found.ok
    assert found.counts["SessionNote"] == 2
    again = vault.open_vault(practice.folder, NEW, state=practice.state)
    with again.reading() as connection:
        assert connection.execute("select count(*) from chain where event = ?", (reencrypt.EVENT,)).fetchone() == (1,)
    again.close()
    assert sorted(contents(practice.folder)) == ["keys.json", "keys.json.copy", "records.db"]
    assert practice.database.stat().st_mode & 0o777 == 0o600


def test_an_older_backup_still_opens_with_what_opened_it_and_a_rehearsal_says_so(
    practice: Practice, opened: Vault, tmp_path: Path
) -> None:
    made = backup(opened, tmp_path / "to")
    reencrypt.reencrypt(opened, OWN, new_keys())
    assert verify.report(made.path, OWN).ok
    with pytest.raises(WrongPassphrase, match="encrypted anew"):
        rehearsal.rehearse(opened, made.path)
    assert rehearsal.rehearse(opened, made.path, OWN).ok
    newer = backup(opened, tmp_path / "to")
    assert rehearsal.rehearse(opened, newer.path).ok
    assert verify.report(newer.path, NEW).ok
    assert practice.folder.exists()


@pytest.mark.parametrize(
    "secret, new, refusal",
    [
        (Secret("something else"), NewKeys(OTHER, typed.new_code(), cost=CHEAP), WrongPassphrase),
        (OWN, NewKeys("", typed.new_code(), cost=CHEAP), WeakPassphrase),
        (OWN, NewKeys(OTHER, "", cost=CHEAP), WrongCode),
    ],
)
def test_what_is_refused_changes_nothing(
    practice: Practice, opened: Vault, secret: Secret, new: NewKeys, refusal: type[Refused]
) -> None:
    before = contents(practice.folder)
    with pytest.raises(refusal):
        reencrypt.reencrypt(opened, secret, new)
    assert contents(practice.folder) == before


def new_database(practice: Practice) -> Path:
    (found,) = practice.folder.glob(".snapshot/*/new.db")
    return found


def test_a_copy_that_is_not_the_same_in_every_row_is_refused(
    practice: Practice, opened: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.add(SessionNote(material="heron"))
    before = contents(practice.folder)
    changes = ("update record set changed_at = '2020-01-01T00:00:00Z'", "insert into stale values(999)")
    found: list[str] = []

    def change_copy(sql: str) -> Callable[[str], None]:
        def at(step: str) -> None:
            if step == reencrypt.COMPARING and not found:
                found.append(sql)
                with_key = next(key for key in keys_made if len(key) == keys.KEY_BYTES)
                connection = schema.connect(new_database(practice), with_key, "rw")
                connection.execute(sql)
                connection.close()

        return at

    keys_made: list[bytearray] = []
    make = keys.new_key

    def kept() -> bytearray:
        keys_made.append(make())
        return keys_made[-1]

    monkeypatch.setattr(keys, "new_key", kept)
    for sql in changes:
        found.clear()
        keys_made.clear()
        with pytest.raises(DamagedVault, match="not the same"):
            reencrypt.reencrypt(opened, OWN, new_keys(), at=change_copy(sql))
    assert contents(practice.folder) == before
    opened.add(SessionNote(material="nothing happened"))


def test_records_that_do_not_hold_together_are_not_encrypted_anew(practice: Practice, opened: Vault) -> None:
    opened.write(lambda connection: connection.execute("update meta set program = program"))
    with opened.reading() as connection:
        connection.execute("drop trigger chain_fixed")
        connection.execute("update chain set event = 'another'")
    before = contents(practice.folder)
    with pytest.raises(DamagedVault, match="hold together"):
        reencrypt.reencrypt(opened, OWN, new_keys())
    assert contents(practice.folder) == before


def test_a_bad_page_is_refused(practice: Practice, opened: Vault) -> None:
    for _n in range(30):
        opened.add(SessionNote(material="heron " * 500))
    data = bytearray(practice.database.read_bytes())
    data[-3000] ^= 1
    practice.database.write_bytes(data)
    with pytest.raises(DamagedVault):
        reencrypt.reencrypt(opened, OWN, new_keys())
    assert OWN.open(keys.read(practice.folder))


def test_what_is_saved_meanwhile_is_not_lost(practice: Practice, opened: Vault) -> None:
    saved: list[str] = []

    def at(step: str) -> None:
        if step == "compared" and len(saved) < 2:
            saved.append(step)
            opened.add(SessionNote(material="meanwhile"))

    reencrypt.reencrypt(opened, OWN, new_keys(), at=at)
    assert len(opened.find(SessionNote)) == 2
    assert verify.report(practice.folder, NEW).ok


def test_what_is_saved_all_the_while_is_saved_under_the_old_key(practice: Practice, opened: Vault) -> None:
    def at(step: str) -> None:
        if step == "compared":
            opened.add(SessionNote(material="meanwhile"))

    with pytest.raises(InUse, match="being saved"):
        reencrypt.reencrypt(opened, OWN, new_keys(), at=at)
    assert len(opened.find(SessionNote)) == 3
    assert verify.report(practice.folder, OWN).ok


@pytest.mark.parametrize("last", ["copying", "checking", "comparing", "compared", "swapping", "copy written"])
def test_stopped_at_any_step_before_the_exchange_the_old_keys_open(
    practice: Practice, opened: Vault, last: str
) -> None:
    before = contents(practice.folder)

    def at(step: str) -> None:
        if step == last:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        reencrypt.reencrypt(opened, OWN, new_keys(), at=at)
    assert contents(practice.folder) == before
    opened.add(SessionNote(material="goes on"))


def test_stopped_at_the_exchange_itself_the_new_keys_open_at_once(practice: Practice, opened: Vault) -> None:
    def at(step: str) -> None:
        if step == "swapped":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        reencrypt.reencrypt(opened, OWN, new_keys(), at=at)
    opened.add(SessionNote(material="goes on"))
    opened.close()
    file = keys.read(practice.folder)
    assert [slot.kind for slot in file.slots] == [keys.PASSPHRASE, keys.RECOVERY]
    assert verify.report(practice.folder, NEW).ok
    vault.open_vault(practice.folder, NEW, state=practice.state).close()
    assert keys.parse((practice.folder / keys.FILE).read_bytes()).following is None


def test_an_exchange_that_fails_leaves_the_records_open_under_their_own_key(opened: Vault, tmp_path: Path) -> None:
    other = new_practice(tmp_path / "other").open()
    note = opened.add(SessionNote(material="rain"))

    def refuse() -> None:
        raise PermissionError

    with pytest.raises(PermissionError), opened.alone():
        opened.exchange(refuse, other.held)
    assert opened.get(note.id) == note
    opened.save(replace(note, material="sun"))
    other.close()


def test_a_practice_closed_meanwhile_stays_as_it_was(practice: Practice, opened: Vault) -> None:
    def at(step: str) -> None:
        if step == "compared":
            opened.close()

    with pytest.raises(Refused, match="closed meanwhile"):
        reencrypt.reencrypt(opened, OWN, new_keys(), at=at)
    assert verify.report(practice.folder, OWN).ok
    assert not opened.is_open


def test_the_systems_errors_are_told_in_words(practice: Practice, opened: Vault) -> None:
    def failing(number: int) -> Callable[[str], None]:
        def at(step: str) -> None:
            if step == "copying":
                raise OSError(number, "")

        return at

    for number, kind in ((errno.ENOSPC, DiskFull), (errno.EIO, OSError)):
        with pytest.raises(kind):
            reencrypt.reencrypt(opened, OWN, new_keys(), at=failing(number))
    assert OWN.open(keys.read(practice.folder))
