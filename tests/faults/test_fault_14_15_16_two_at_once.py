# SPDX-License-Identifier: Apache-2.0
"""Two who want one practice: one has it, the other is told at once; and a lock that nobody holds is none."""

from __future__ import annotations

import time

import pytest

from dit_desktop.store.errors import InUse
from tests.store.practices import PASSPHRASE, Practice, start

HOLD = """
import sys
from pathlib import Path
from dit_desktop.store import vault
made = vault.open_vault(Path(sys.argv[1]), vault.Secret(sys.argv[3]), state=Path(sys.argv[2]))
print("open", flush=True)
sys.stdin.readline()
made.close()
print("closed", flush=True)
sys.stdin.readline()
"""


def test_a_second_process_is_told_within_a_second_and_opens_as_soon_as_the_first_closes(practice: Practice) -> None:
    holder = start(HOLD, practice.folder, practice.state, PASSPHRASE)
    try:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "open\n"
        began = time.perf_counter()
        with pytest.raises(InUse):
            practice.open()
        assert time.perf_counter() - began < 1
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "closed\n"
        practice.open().close()
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_process_leaves_no_lock(practice: Practice) -> None:
    holder = start(HOLD, practice.folder, practice.state, PASSPHRASE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    holder.kill()
    holder.communicate()
    practice.open().close()
