# SPDX-License-Identifier: Apache-2.0
"""The end of the chain taken off, or pages put back to what they were: only a number kept outside tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import Connection

from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, log, verify
from dit_desktop.store.schema import PAGE
from dit_desktop.store.vault import open_vault
from tests.faults.common import Own, holds
from tests.pages import pages
from tests.practices import PASSPHRASE, SECRET, by_hand
from tests.store.practices import ROOT


def sign_one(own: Own) -> str:
    """A draft is signed, and the number is written down."""
    opened = own.open()
    draft = next(note for note in opened.find(SessionNote) if not note.signed_at)
    opened.sign(draft)
    kept = log.number(opened.head())
    opened.close()
    return kept


def is_kept(own: Own, kept: str, state: Path) -> bool:
    """What a computer that never saw these records says of the number."""
    opened = open_vault(own.folder, SECRET, state=state)
    try:
        return opened.ask(lambda connection: log.holds(connection, kept))
    finally:
        opened.close()


def without_rules(own: Own, work: Callable[[Connection], object]) -> None:
    """What somebody with the key does who puts the rules back afterwards."""
    with by_hand(own.folder) as connection:
        rules = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _sql in rules:
            connection.execute(f"drop trigger {name}")
        work(connection)
        for _name, sql in rules:
            connection.execute(sql)


def cut(connection: Connection) -> None:
    """Take the last link away, and the signature it was made for."""
    number = connection.execute("select record_id from chain order by seq desc limit 1").fetchone()[0]
    connection.execute("update record set signed_at = null, salt = null where id = ?", (number,))
    connection.execute("delete from chain where seq = (select max(seq) from chain)")


@pytest.mark.parametrize("way", ["tail cut", "older copy"])
def test_fault_50_a_cut_tail_and_an_older_copy_verify_and_only_the_number_tells(
    own: Own, tmp_path: Path, way: str
) -> None:
    older = own.database.read_bytes()
    kept = sign_one(own)
    assert is_kept(own, kept, tmp_path / "fresh")
    if way == "tail cut":
        without_rules(own, cut)
    else:
        own.database.write_bytes(older)
    assert verify.report(own.folder, SECRET).findings == (), "nothing in the file tells"
    assert not is_kept(own, kept, tmp_path / "other")


def test_fault_50_one_page_with_the_signature_put_back_is_found_without_a_number(own: Own) -> None:
    older = own.database.read_bytes()
    sign_one(own)
    newer = own.database.read_bytes()
    with by_hand(own.folder) as connection:
        signed_at = connection.execute("select max(signed_at) from record").fetchone()[0].encode()
    clear = pages(own.database, keys.open_with_passphrase(keys.read(own.folder), PASSPHRASE))
    holding = [number for number, page in enumerate(clear) if signed_at in page]
    assert len(holding) >= 2, "the record's own page and that of the chain"
    holds(own.folder)
    for number in holding:
        at = number * PAGE
        assert newer[at : at + PAGE] != older[at : at + PAGE]
        own.database.write_bytes(newer[:at] + older[at : at + PAGE] + newer[at + PAGE :])
        assert verify.report(own.folder, SECRET).findings, "one page alone does not fit the others"
    own.database.write_bytes(newer)
    holds(own.folder)


def test_fault_50_the_texts_say_that_only_a_number_kept_outside_tells() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "An end taken off the chain, or an older copy of all of it, is told by a number kept outside" in page
    guide = (ROOT / "resources" / "guide" / "file-format.md").read_text("utf-8")
    assert "only a number that was kept somewhere else tells" in " ".join(guide.split())
