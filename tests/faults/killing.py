# SPDX-License-Identifier: Apache-2.0
"""Kills a process in the midst of saving, many times over, and tells after each kill what was there.

A process of its own that has loaded everything forks the one that saves, so that two
hundred kills cost seconds and not minutes.
"""

from __future__ import annotations

import json
import os
import select
import signal
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from dit_desktop.records import body
from dit_desktop.records.session import SessionNote
from dit_desktop.store import rows, seal
from dit_desktop.store.journal import is_hot
from tests.store.practices import PASSPHRASE, Practice

WORDS = 1000


def save(practice: Practice, out: int) -> None:
    """Change two records in one transaction, again and again, and say so after each."""
    made = practice.open()
    one, two, *others = made.find(SessionNote)
    number = int(one.material[:6])
    while True:
        number += 1
        text = f"{number:06}" * WORDS

        def both(connection: Connection, text: str = text, number: int = number) -> None:
            for note in (one, two):
                rows.update(connection, replace(note, material=text), rows.now(), visit=number % 10 == 0)
            for note in others:  # enough to write for a kill to come in the midst of it
                connection.execute("update record set body = ? where id = ?", (body.text(one), note.id))

        made.write(both)
        os.write(out, f"{number}\n".encode())


class Saving:
    """A process that saves until it is killed."""

    def __init__(self, practice: Practice) -> None:
        self.reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                save(practice, writing)
            finally:
                os._exit(1)
        os.close(writing)
        self._lines = b""

    def acknowledged(self) -> int:
        """The number of the next save that was said to be done."""
        while b"\n" not in self._lines:
            found = os.read(self.reading, 4096)
            assert found, "it ended by itself"
            self._lines += found
        line, self._lines = self._lines.split(b"\n", 1)
        return int(line)

    def kill(self) -> int:
        """End it without farewell; returns the last save that was said to be done."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        left = b""
        while found := os.read(self.reading, 65536):
            left += found
        os.close(self.reading)
        lines = (self._lines + left).split(b"\n")[:-1]  # the last may be half written
        return int(lines[-1]) if lines else 0


def measured(practice: Practice) -> tuple[float, float]:
    """How many seconds a save takes, and for how many of them a journal waits."""
    saving = Saving(practice)
    found = []
    for _save in range(15):
        saving.acknowledged()
        began = time.perf_counter()
        hot = [0.0]
        while not select.select([saving.reading], [], [], 0)[0]:
            if waits(practice):
                hot.append(time.perf_counter())
        found.append((time.perf_counter() - began, hot[-1] - hot[min(1, len(hot) - 1)]))
    saving.kill()
    takes, waiting = (statistics.median(column) for column in zip(*found, strict=True))
    return takes, waiting


def waits(practice: Practice) -> bool:
    try:
        return is_hot(practice.database)
    except FileNotFoundError:  # it has just gone
        return False


def main(practice: Practice, kills: int) -> None:
    """Kill at moments spread over the time of a save, two of three of them over the part in which a journal waits."""
    takes, waiting = measured(practice)
    tell([takes, waiting])
    for number in range(kills):
        part = number / kills
        saving = Saving(practice)
        last = saving.acknowledged()
        end = time.perf_counter() + takes * part
        if number % 3:
            late = time.perf_counter() + 10 * takes
            while not waits(practice) and time.perf_counter() < late:
                pass
            end = time.perf_counter() + waiting * part / 2
        while time.perf_counter() < end:
            pass
        last = max(last, saving.kill())
        tell([is_hot(practice.database), last, *after(practice)])


def after(practice: Practice) -> tuple[int, bool, bool]:
    """The number of the last save that is there, whether it is there wholly, and whether the file is sound."""
    made = practice.open()
    one, two, *_others = made.find(SessionNote)
    with made.reading() as connection:
        sound = connection.execute("pragma quick_check").fetchall() == [("ok",)]
        sound = sound and not connection.execute("pragma cipher_integrity_check").fetchall()
        sound = sound and not list(seal.check(connection))
    made.close()
    return int(one.material[:6]), one.material == two.material == one.material[:6] * WORDS, sound


def tell(found: object) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Practice(Path(sys.argv[1]), Path(sys.argv[2]), PASSPHRASE), int(sys.argv[3]))
