# SPDX-License-Identifier: Apache-2.0
"""Any order of adding, saving, restoring, signing, binning, closing and opening leaves what a dictionary would hold."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from dit_desktop.records.session import SessionNote
from dit_desktop.store import seal, vault
from dit_desktop.store.errors import Signed
from tests.store.practices import Practice

TEXTS = st.text(max_size=12) | st.text(alphabet="xy", min_size=195, max_size=210)


class Kept(RuleBasedStateMachine):
    """A vault beside a dictionary."""

    practice: Practice
    notes = Bundle("notes")
    unsigned = Bundle("unsigned")

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(dir=self.practice.folder.parent))
        self.mine = self.practice.copy(self.home)
        self.vault = self.mine.open()
        self.model: dict[int, SessionNote] = {}
        self.before: dict[int, list[str]] = {}
        self.binned: set[int] = set()
        self.events = 1
        self.place: vault.Place | None = None

    @rule(target=unsigned, text=TEXTS)
    def add(self, text: str) -> int:
        note = self.vault.add(SessionNote(material=text))
        assert note.id not in self.model
        self.model[note.id], self.before[note.id] = note, []
        return note.id

    @rule(number=unsigned, text=TEXTS, visit=st.booleans())
    def save(self, number: int, text: str, visit: bool) -> None:  # noqa: FBT001 - hypothesis names it
        old = self.model[number]
        self.model[number] = self.vault.save(replace(old, material=text), visit=visit)
        if visit and text != old.material:
            self.before[number].append(old.material)
        elif text != old.material:
            found = [one.material for one in self.vault.revisions(old)]
            self.before[number] += [old.material] * (len(found) - len(self.before[number]))
            assert len(old.material) >= 200 or found == self.before[number][: len(found)]

    @rule(number=unsigned)
    def restore(self, number: int) -> None:
        if self.before[number]:
            self.save(number, self.before[number][0], visit=True)

    @rule(target=notes, number=consumes(unsigned))
    def sign(self, number: int) -> int:
        signed = self.vault.sign(self.model[number])
        assert signed.signed_at is not None
        self.events += 1
        self.model[number] = signed
        return number

    @rule(number=notes, text=TEXTS)
    def change_what_is_signed(self, number: int, text: str) -> None:
        for work in (
            lambda: self.vault.save(replace(self.model[number], material=text + "!")),
            lambda: self.vault.put_in_bin(number),
            lambda: self.vault.sign(self.model[number]),
        ):
            with pytest.raises(Signed):
                work()

    @rule(number=unsigned)
    def put_in_bin(self, number: int) -> None:
        self.vault.put_in_bin(number)
        self.binned.add(number)
        self.model[number] = self.vault.get(number)  # type: ignore[assignment]

    @rule(number=unsigned)
    def take_from_bin(self, number: int) -> None:
        self.vault.take_from_bin(number)
        self.binned.discard(number)
        self.model[number] = self.vault.get(number)  # type: ignore[assignment]

    @rule(number=unsigned, cursor=st.integers(0, 99))
    def go(self, number: int, cursor: int) -> None:
        self.place = vault.Place("session", number, "material", cursor)
        self.vault.keep_place(self.place)

    @rule()
    def note(self) -> None:
        self.vault.note("exported")
        self.events += 1

    @rule(target=notes)
    def close_and_open(self) -> object:
        self.vault.close()
        self.vault = self.mine.open()
        return multiple()

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        there = [note for number, note in sorted(self.model.items()) if number not in self.binned]
        assert self.vault.find(SessionNote) == there
        gone = self.vault.find(SessionNote, binned=True)
        assert [note.id for note in gone] == sorted(self.binned)
        assert all((note.binned_at is not None) == (note.id in self.binned) for note in self.model.values())
        for number, texts in self.before.items():
            assert [old.material for old in self.vault.revisions(self.model[number])] == texts
        assert self.vault.head().length == self.events
        assert self.vault.place() == self.place
        with self.vault.reading() as connection:
            assert list(seal.check(connection)) == []

    def teardown(self) -> None:
        self.vault.close()
        shutil.rmtree(self.home)


def test_any_order_of_work_leaves_what_was_kept(practice: Practice) -> None:
    machine = type("KeptHere", (Kept,), {"practice": practice})
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))
