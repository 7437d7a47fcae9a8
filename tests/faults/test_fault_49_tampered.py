# SPDX-License-Identifier: Apache-2.0
"""Somebody with the key edits a signed record, or takes the rules away: it is called tampered, and named."""

from __future__ import annotations

import pytest

from dit_desktop.store import verify
from dit_desktop.store.errors import Tampered
from tests.faults.common import Own, holds
from tests.practices import SECRET, by_hand, edit_signed_note


def named(own: Own) -> list[tuple[str, str]]:
    return [(item.code, item.where) for item in verify.report(own.folder, SECRET).findings]


def test_fault_49_a_signed_body_edited_with_the_key_is_tampered_and_the_record_is_named(own: Own) -> None:
    holds(own.folder)
    number = edit_signed_note(own.folder)
    assert named(own) == [("tampered", f"record {number}")]


@pytest.mark.parametrize("kind", ["trigger", "view", "index"])
def test_fault_49_with_a_rule_taken_away_nothing_is_opened_and_it_is_called_tampered(own: Own, kind: str) -> None:
    holds(own.folder)
    with by_hand(own.folder) as connection:
        sql = "select name, sql from sqlite_master where type = ? and sql is not null order by name"
        rules = connection.execute(sql, (kind,)).fetchall()
    assert rules
    for name, sql in rules:
        with by_hand(own.folder) as connection:
            connection.execute(f"drop {kind} {name}")
        assert ("tampered", "schema") in named(own), name
        with pytest.raises(Tampered):
            own.open()
        with by_hand(own.folder) as connection:
            connection.execute(sql)
        assert named(own) == []
    own.open().close()
