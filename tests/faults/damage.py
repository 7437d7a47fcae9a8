# SPDX-License-Identifier: Apache-2.0
"""A records file with every page in use, and what is shown of it: right, or refused."""

from __future__ import annotations

import random
from dataclasses import replace

from dit_desktop.records.client import Client
from dit_desktop.records.fields import Record
from dit_desktop.records.session import SessionNote
from dit_desktop.store import schema
from dit_desktop.store.errors import DamagedVault, Refused
from tests.store.practices import Practice

PAGE = schema.PAGE


def fill(practice: Practice) -> Practice:
    """Bring a practice to some sixty pages, long texts, revisions and a signed note."""
    made = practice.open()
    chance = random.Random(8)
    client = made.add(Client(code="K1"))
    for number in range(25):
        text = " ".join(chance.choices(["heron", "canal", "letter", "window", "aunt"], k=number * 60))
        note = made.add(SessionNote(client=client.id, material=text))
        made.save(replace(note, summary=f"of {number}"), visit=True)
    made.sign(note)
    made.close()
    return practice


def read_all(practice: Practice) -> list[Record | Refused]:
    """Every record as it is shown, one question each, or what was said instead."""
    made = practice.open()
    found: list[Record | Refused] = []
    try:
        for number in range(1, 27):
            try:
                record = made.get(number)
                found += [record, *made.revisions(record)]
            except Refused as error:
                found.append(error)
        made.head()
    finally:
        made.close()
    return found


def right_or_refused(practice: Practice, shown: list[Record | Refused]) -> bool:
    """Whether something was refused; what was shown must have been right."""
    try:
        found = read_all(practice)
    except DamagedVault:
        return True
    assert all(isinstance(one, DamagedVault) or one in shown for one in found)
    return any(isinstance(one, Refused) for one in found)


def read_strictly(practice: Practice) -> None:
    for one in read_all(practice):
        if isinstance(one, Refused):
            raise one


def bad_pages(practice: Practice) -> list[int] | None:
    """The pages that are named, or None where the file does not even open."""
    try:
        connection = schema.connect(practice.database, practice.key(), "ro&immutable=1")
    except DamagedVault:
        return None
    try:
        rows = connection.execute("pragma cipher_integrity_check").fetchall()
        return [int(str(row[0]).rsplit(" ", 1)[1]) for row in rows]
    finally:
        connection.close()
