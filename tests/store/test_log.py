# SPDX-License-Identifier: Apache-2.0
"""The chain as somebody reads it, walked on a copy, and compared with a number that was kept outside."""

from __future__ import annotations

import pytest

from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.store import erase, log
from dit_desktop.store.errors import Refused
from dit_desktop.store.seal import Head
from dit_desktop.store.vault import Vault
from tests.practices import edit_signed_note
from tests.store.practices import PASSPHRASE, Practice


@pytest.fixture
def signed(opened: Vault) -> SessionNote:
    client = opened.add(Client(code="C-001"))
    return opened.sign(opened.add(SessionNote(client=client.id, parent=client.id, material="said")))


def test_the_log_says_what_when_and_in_which_order_and_never_what_it_says(opened: Vault, signed: SessionNote) -> None:
    opened.note("exported", signed.id)
    found = opened.ask(lambda connection: log.entries(connection, 10))
    assert [(entry.number, entry.event, entry.kind) for entry in found] == [
        (3, "exported", "SessionNote"),
        (2, "signed", "SessionNote"),
        (1, "created", ""),
    ]
    assert all(entry.moment and entry.reason == "" for entry in found)
    assert [entry.number for entry in opened.ask(lambda connection: log.entries(connection, 1))] == [3]
    erase.erase(opened, signed.client, "They asked for it.")
    found = opened.ask(lambda connection: log.entries(connection, 10))
    assert [(entry.event, entry.kind, entry.reason) for entry in found[:2]] == [
        ("destroyed", "", ""),
        ("erased", "", "They asked for it."),
    ]
    assert log.Entry(1, "yesterday", "x", "", "").moment is None


def test_a_walk_on_a_copy_finds_all_in_place_or_names_what_is_not(
    practice: Practice, opened: Vault, signed: SessionNote
) -> None:
    assert signed.signed_at
    steps: list[str] = []
    found = log.check(opened, steps.append)
    assert (found.findings, found.head) == ((), opened.head())
    assert {"copying", "checking"} <= set(steps)
    assert not (practice.folder / ".snapshot").exists()
    opened.close()
    number = edit_signed_note(practice.folder, PASSPHRASE)
    opened = practice.open()
    assert [item.where for item in log.check(opened).findings] == [f"record {number}"]
    opened.close()


def test_a_number_that_was_written_down_is_known_again_however_it_is_typed(opened: Vault) -> None:
    opened.note("exported")
    kept = log.number(opened.head())
    head = opened.head()
    assert kept.startswith("2-")
    assert len(kept) == 2 + 19
    opened.note("later")
    ways = (
        kept,
        kept.lower(),
        kept.replace("-", " "),
        f" {kept} ",
        f"chain 2 {head.link.hex()}",
        f"2 {head.link.hex()}",
    )
    for way in ways:
        assert opened.ask(lambda connection, way=way: log.holds(connection, way)), way  # type: ignore[misc]
    slip = kept[:-1] + ("0" if kept[-1] != "0" else "1")
    for other in (slip, "9" + kept[1:], log.number(Head(2, bytes(32)))):
        assert not opened.ask(lambda connection, other=other: log.holds(connection, other)), other  # type: ignore[misc]
    for none in ("", "2", "two-1234", kept[:-1], kept + "0", "2-xyz0-0000-0000-0000"):
        with pytest.raises(Refused, match="not such a number"):
            opened.ask(lambda connection, none=none: log.holds(connection, none))  # type: ignore[misc]
