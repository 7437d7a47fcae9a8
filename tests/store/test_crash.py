# SPDX-License-Identifier: Apache-2.0
"""Twenty kills while saving every fifty milliseconds: what was acknowledged is there."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

from dit_desktop.records.session import SessionNote
from dit_desktop.store import seal
from tests.store.practices import PASSPHRASE, Practice, start

SAVING = """
import sys, time
from dataclasses import replace
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import vault
from dit_desktop.store.writer import Writer
made = vault.open_vault(Path(sys.argv[1]), vault.Secret(sys.argv[3]), state=Path(sys.argv[2]))
(note,) = made.find(SessionNote)
number, writer = int(note.summary or 0), Writer(made)
print(number, flush=True)
while True:
    number += 1
    text = f"{number} " * 500
    saved = writer.save(replace(note, material=text, summary=str(number)), visit=number % 10 == 0)
    saved.add_done_callback(lambda done, number=number: print(number, flush=True) if not done.exception() else None)
    time.sleep(0.05)
"""


def kill_while_saving(practice: Practice, seed: int) -> None:
    chance = random.Random(seed)
    for _kill in range(10):
        process = start(SAVING, practice.folder, practice.state, PASSPHRASE)
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(0.1 + chance.random() * 0.2)
        process.kill()
        acknowledged = [int(line) for line in process.communicate()[0].split()]
        assert acknowledged, "it was killed before it had saved anything"
        made = practice.open()
        (note,) = made.find(SessionNote)
        number = int(note.summary)
        assert number in (acknowledged[-1], acknowledged[-1] + 1)
        assert note.material == f"{number} " * 500
        with made.reading() as connection:
            assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert list(seal.check(connection)) == []
        made.close()


def test_no_acknowledged_save_is_lost(empty_practice: Practice, tmp_path_factory: object) -> None:
    practices = [empty_practice.copy(tmp_path_factory.mktemp("crash")) for _two in range(2)]  # type: ignore[attr-defined]
    for practice in practices:
        made = practice.open()
        made.add(SessionNote())
        made.close()
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(kill_while_saving, practice, seed) for seed, practice in enumerate(practices)]:
            done.result()
