# SPDX-License-Identifier: Apache-2.0
"""Saves on a thread of their own: in order, promised, and none forgotten."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store.errors import Missing
from dit_desktop.store.vault import Vault
from dit_desktop.store.writer import Writer


def test_saves_happen_in_their_order_and_off_the_callers_thread(opened: Vault) -> None:
    note = opened.add(SessionNote())
    writer = Writer(opened)
    where = writer.run(threading.get_ident)
    promises = [writer.save(replace(note, material=str(number)), visit=number == 0) for number in range(30)]
    writer.finish()
    assert where.result() != threading.get_ident()
    assert [promise.result().material for promise in promises] == [str(number) for number in range(30)]
    found = opened.get(note.id)
    assert isinstance(found, SessionNote)
    assert found.material == "29"
    with pytest.raises(RuntimeError):
        writer.save(note, visit=False)


def test_a_save_that_is_refused_says_so_and_the_next_one_works(opened: Vault) -> None:
    note = opened.add(SessionNote())
    writer = Writer(opened)
    refused = writer.save(SessionNote(id=99), visit=False)
    works = writer.save(replace(note, material="said"), visit=False)
    writer.finish()
    assert isinstance(refused.exception(), Missing)
    assert works.result().material == "said"
