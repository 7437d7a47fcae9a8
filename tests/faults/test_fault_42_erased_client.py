# SPDX-License-Identifier: Apache-2.0
"""Fifty words of a client of the example: none is left after erasing them, in any page, nor after an older backup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dit_desktop.records.client import Client
from dit_desktop.store import erase, keys, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.example import example_practice
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.schema import DATABASE
from dit_desktop.store.vault import Vault, create, open_vault
from tests.pages import decrypted
from tests.practices import CHEAP, PASSPHRASE, SECRET
from tests.store.searching import entered

CODE = "C-009"


def pages(folder: Path) -> str:
    """Every page of the records in clear."""
    key = keys.open_with_passphrase(keys.read(folder), PASSPHRASE)
    return decrypted(folder / DATABASE, key).decode("utf-8", "replace").lower()


def fifty_words(opened: Vault, client: int) -> list[str]:
    """Words that only this client's records hold, all of them in the search too."""
    mine: Counter[str] = Counter()
    others = ""
    sql = "select id, client_id, body from record"
    for number, whose, body in opened.ask(lambda connection: connection.execute(sql).fetchall()):
        if client in (number, whose):
            mine.update(re.findall(r"[a-z]{7,}", body.lower()))
        else:
            others += body.lower()
    rules = opened.ask(lambda connection: str(connection.execute("select sql from sqlite_master").fetchall()).lower())
    meta = opened.ask(lambda connection: str(connection.execute("select * from meta").fetchall()).lower())
    found = [word for word, _n in mine.most_common() if word not in others and word not in rules + meta]
    return found[:50]


def in_the_index(opened: Vault, word: str) -> bool:
    """Whether either index holds a word."""
    sql = "select 1 from words where words match ?1 union all select 1 from private_words where private_words match ?1"
    return opened.ask(lambda connection: connection.execute(sql, (word,)).fetchone() is not None)


@pytest.fixture
def opened(tmp_path: Path) -> Vault:
    today = date.today()  # noqa: DTZ011 - the day on which the example is made
    folder = tmp_path / "practice"
    made, _code = create(folder, PASSPHRASE, state=tmp_path / "state.json", cost=CHEAP, fill=example_practice(today))
    entered(made)
    return made


def test_fault_42_of_an_erased_client_no_word_is_left_nor_comes_back_with_an_older_backup(
    opened: Vault, tmp_path: Path
) -> None:
    folder = opened.folder
    client = next(client.id for client in opened.find(Client) if client.code == CODE)
    words = fifty_words(opened, client)
    assert len(words) == 50
    found: Callable[[Path], list[str]] = lambda folder: [word for word in words if word in pages(folder)]  # noqa: E731
    assert found(folder) == words
    assert [word for word in words if in_the_index(opened, word)] == words
    made = backup(opened, tmp_path / "backups").path
    going = opened.ask(lambda connection: erase.going(connection, client))
    assert going.signed > 10
    done = erase.erase(opened, client, "They asked for it.")
    assert (done.rows, done.left) == (sum(going.kinds.values()), None)
    assert [word for word in words if in_the_index(opened, word)] == []
    opened.close()
    assert found(folder) == []
    assert verify.report(folder, SECRET).findings == ()
    restored = restore(Wanted(made, folder, replace=True), SECRET)
    assert restored.destroyed == done.rows
    assert found(folder) == []
    assert verify.report(folder, SECRET).findings == ()
    again = open_vault(folder, SECRET, state=tmp_path / "state.json", accept_older=True)
    assert [client.code for client in again.find(Client) if client.code == CODE] == []
    assert len(again.find(Client)) > 3
    again.close()
    restore(Wanted(made, tmp_path / "elsewhere"), SECRET)
    assert found(tmp_path / "elsewhere") == words, "where nobody knows of the erasure everything comes back"
