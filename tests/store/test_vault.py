# SPDX-License-Identifier: Apache-2.0
"""Opening, writing, closing: one holder at a time, nothing made by mistake, nothing left behind."""

from __future__ import annotations

import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import places, vault
from dit_desktop.store.errors import (
    DamagedVault,
    ForeignVault,
    InUse,
    OlderCopy,
    ReadOnly,
    WrongCode,
    WrongPassphrase,
)
from tests.store.practices import PASSPHRASE, Practice, contents, new_practice, run


def test_passphrase_and_code_open_the_same_records(practice: Practice) -> None:
    made = practice.open()
    note = made.add(SessionNote(material="said"))
    made.close()
    made = vault.open_vault(practice.folder, vault.Secret(practice.code.lower(), code=True), state=practice.state)
    assert made.get(note.id) == note
    made.check_secret(vault.Secret(PASSPHRASE))
    with pytest.raises(WrongPassphrase):
        made.check_secret(vault.Secret("something else"))
    made.close()


def test_a_wrong_secret_changes_nothing_and_gives_the_vault_back(practice: Practice, tmp_path: Path) -> None:
    before = contents(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    stranger = new_practice(tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "elsewhere")
    with pytest.raises(WrongPassphrase):
        vault.open_vault(practice.folder, vault.Secret(PASSPHRASE + " "), state=practice.state)
    with pytest.raises(WrongCode, match="another practice"):
        vault.open_vault(practice.folder, vault.Secret(stranger.code, code=True), state=practice.state)
    assert contents(tmp_path) == before
    practice.open().close()


def test_another_practices_records_are_foreign(practice: Practice, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = new_practice(tmp_path / "other")
    shutil.copy2(other.database, practice.database)
    before = contents(practice.folder)
    with pytest.raises(ForeignVault):
        practice.open()
    assert contents(practice.folder) == before


# --- one holder ---


def test_the_same_process_cannot_open_it_twice(practice: Practice, opened: vault.Vault) -> None:
    with pytest.raises(InUse):
        practice.open()
    opened.close()
    practice.open().close()


def test_opened_on_one_thread_it_can_be_closed_on_another(practice: Practice) -> None:
    with ThreadPoolExecutor(1) as thread:
        made = thread.submit(practice.open).result()
    made.note("from here")
    made.close()
    made.close()
    practice.open().close()


# --- older copies ---


def test_an_older_copy_opens_only_on_purpose_and_says_so_in_the_chain(practice: Practice, tmp_path: Path) -> None:
    shutil.copytree(practice.folder, tmp_path / "older")
    made = practice.open()
    made.note("exported")
    made.close()
    shutil.rmtree(practice.folder)
    (tmp_path / "older").rename(practice.folder)
    before = contents(practice.folder)
    with pytest.raises(OlderCopy):
        practice.open()
    assert contents(practice.folder) == before
    made = practice.open(accept_older=True)
    with made.reading() as connection:
        assert connection.execute("select event from chain order by seq desc").fetchone() == (
            "opened although older than last seen",
        )
    made.close()
    practice.open().close()


def test_a_copy_that_went_another_way_is_noticed_although_it_is_as_long(practice: Practice, tmp_path: Path) -> None:
    shutil.copytree(practice.folder, tmp_path / "other")
    for folder, state in ((practice.folder, practice.state), (tmp_path / "other", tmp_path / "its-state.json")):
        made = vault.open_vault(folder, vault.Secret(PASSPHRASE), state=state)
        made.note(folder.name)
        length = made.head().length
        made.close()
    assert length == 2
    with pytest.raises(OlderCopy):
        vault.open_vault(tmp_path / "other", vault.Secret(PASSPHRASE), state=practice.state)
    practice.open().close()


def test_signing_is_remembered_at_once(practice: Practice, opened: vault.Vault) -> None:
    opened.sign(opened.add(SessionNote()))
    assert places.seen(practice.state, opened.vault_id) == opened.head()


def test_closing_and_signing_go_on_where_nothing_can_be_remembered(practice: Practice) -> None:
    practice.state.unlink()
    practice.state.mkdir()
    made = practice.open()
    assert made.sign(made.add(SessionNote())).signed_at is not None
    made.close()
    practice.open().close()


def test_closing_gives_the_vault_back_although_the_file_has_gone(practice: Practice) -> None:
    made = practice.open()
    data = practice.database.read_bytes()
    practice.database.write_bytes(os.urandom(len(data)))
    made.close()
    practice.database.write_bytes(data)
    practice.open().close()


# --- the place ---


def test_the_place_is_kept_and_there_is_one(opened: vault.Vault) -> None:
    assert opened.place() is None
    for number in range(2):
        kept = vault.Place("session", 7, "material", number)
        opened.keep_place(kept)
        assert opened.place() == kept
    with opened.reading() as connection:
        assert connection.execute("select count(*) from place").fetchone() == (1,)


# --- reading only ---


def test_a_vault_opened_to_read_has_no_write(practice: Practice) -> None:
    made = practice.open()
    made.read_only = True
    with pytest.raises(ReadOnly):
        made.note("x")
    made.close()


# --- threads ---


def test_reads_and_writes_on_many_threads_never_meet(practice: Practice) -> None:
    made = practice.open()
    notes = [made.add(SessionNote(material="0" * 3000, offered="0" * 3000)) for _number in range(3)]
    stop = threading.Event()
    seen: list[int] = []

    def read() -> None:
        last = dict.fromkeys([note.id for note in notes], 0)
        while not stop.is_set():
            for found in made.find(SessionNote):
                number = int(found.material)
                assert found.material == found.offered == f"{number:03000}"
                assert number >= last[found.id]
                last[found.id] = number
            made.head()
        seen.append(sum(last.values()))

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read) for _reader in range(3)]
        for number in range(1, 61):
            text = f"{number:03000}"
            made.save(replace(notes[number % 3], material=text, offered=text), visit=number % 10 == 0)
        stop.set()
        for reader in readers:
            reader.result(timeout=10)
    assert max(seen) > 0
    made.close()
    with practice.open().reading() as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


def test_unreadable_record_does_not_end_the_reading_of_others(opened: vault.Vault) -> None:
    good, bad = opened.add(SessionNote(material="good")), opened.add(SessionNote())
    opened.write(lambda connection: connection.execute("update record set body = '[]' where id = ?", (bad.id,)))
    with pytest.raises(DamagedVault):
        opened.get(bad.id)
    assert opened.get(good.id) == good


# --- what is imported ---


def test_opening_a_module_of_the_store_loads_neither_ciphers_nor_a_network() -> None:
    # A coverage run has loaded some of them before.
    code = (
        "import sys; was = {{*sys.modules}}\nimport {}\n"
        "print(*sorted(n for n in ('zxcvbn', 'cryptography', 'keyring', 'asyncio', 'socket', 'ssl', 'PySide6', "
        "'platformdirs', 'http', 'sqlite3') if n in sys.modules and n not in was))"
    )
    assert run(code.format("dit_desktop.store.vault")) == "\n"
    assert "asyncio" in run(code.format("asyncio"))
