# SPDX-License-Identifier: Apache-2.0
"""Two hundred kills spread over the time of a save: what was acknowledged is there, and no half of a transaction."""

from __future__ import annotations

import json
import subprocess
import sys

from dit_desktop.records.session import SessionNote
from tests.faults.killing import WORDS
from tests.store.practices import ROOT, Practice

KILLS = 200


def test_killed_while_saving_no_acknowledged_save_is_lost(practice: Practice) -> None:
    made = practice.open()
    for _number in range(30):
        made.add(SessionNote(material="000000" * WORDS))
    made.close()
    words = [
        str(word) for word in (sys.executable, "-m", "tests.faults.killing", practice.folder, practice.state, KILLS)
    ]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=170)
    assert (done.returncode, done.stderr) == (0, "")
    _takes, *told = map(json.loads, done.stdout.splitlines())
    assert len(told) == KILLS
    before = 0
    for _hot, acknowledged, found, same, whole in told:
        assert before <= acknowledged <= found <= acknowledged + 1
        assert same, "half a transaction is seen"
        assert whole
        before = found
    assert before > KILLS
    assert sum(hot for hot, *_more in told) >= 0.3 * KILLS, "too few of the kills came in the midst of a save"
