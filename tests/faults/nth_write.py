# SPDX-License-Identifier: Apache-2.0
"""Does one thing to a fresh copy of a practice again and again, each time with a later write failing; run by strace.

strace lets the BEFORE-th write of a process fail, or ends the process there.  Each attempt is a process of its own,
forked from one that has loaded everything, and makes so many idle writes first that the
write which fails is the wanted one.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.store import erase, verify
from dit_desktop.store.errors import Refused
from dit_desktop.store.vault import Vault, open_vault
from tests.practices import NEEDLE, SECRET

BEFORE = 600  # writes; more than one thing ever makes
AFTER = 60  # writes after which a disk that failed for a while is well again
NEW = "New words. " * 2000


def _draft(made: Vault) -> SessionNote:
    return next(note for note in made.find(SessionNote) if not note.signed_at)


def save(made: Vault) -> str:
    """Save a long text, which needs pages that were not there before."""
    made.save(replace(_draft(made), material=NEW), visit=True)
    return "done"


def sign(made: Vault) -> str:
    """Sign a draft with its last words."""
    made.sign(replace(_draft(made), material=NEW))
    return "done"


def erase_client(made: Vault) -> str:
    """Erase the client of whom most is told."""
    client = next(client for client in made.find(Client) if client.name == NEEDLE)
    done = erase.erase(made, client.id, "They asked for it.")
    return f"left: {done.left.code}" if done.left else "done"


ACTS: dict[str, Callable[[Vault], str]] = {"save": save, "sign": sign, "erase": erase_client}


def state(folder: Path) -> dict[str, Any]:
    """What another process finds afterwards: whether all holds together, and what stands there."""
    made = open_vault(folder, SECRET, state=folder / "state.json", accept_older=True)
    notes = made.find(SessionNote)
    found = {
        "clients": len(made.find(Client)),
        "new": sum(note.material == NEW for note in notes),
        "signed": sum(note.signed_at is not None for note in notes),
        "links": made.head().length,
    }
    made.close()
    return found | {"findings": [item.where for item in verify.report(folder, SECRET).findings]}


def attempt(folder: Path, act: str, number: int) -> dict[str, Any]:
    """Let the so-manieth write of an act fail; what was said, and whether the next save worked without a restart."""
    made = open_vault(folder, SECRET, state=folder / "state.json")
    idle = os.open(folder / "idle", os.O_WRONLY | os.O_CREAT)
    for _write in range(BEFORE - number):
        os.pwrite(idle, b"x", 0)
    told = {}
    try:
        told["told"] = ACTS[act](made)
    except Refused as error:
        told["told"] = error.code
    if told["told"] == "done":
        return told
    for _try in range(AFTER):  # until the disk is well again
        with suppress(OSError):
            os.pwrite(idle, b"x", 0)
    try:
        made.save(replace(_draft(made), material="and on"), visit=True)
        told["next"] = "done"
    except (Refused, StopIteration) as error:
        told["next"] = getattr(error, "code", "nothing left to save")
    return told


def forked(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a process of its own finds; it ends without closing anything, as one that failed might."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, json.dumps(work()).encode())
        except BaseException as error:  # noqa: BLE001 - told to whoever reads
            os.write(writing, json.dumps({"raised": repr(error)}).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        found: dict[str, Any] = json.loads(pipe.read() or b'{"told": "killed"}')
    os.waitpid(pid, 0)
    return found


def main(source: Path, work: Path, act: str, step: int) -> None:
    """Print a line for each write that failed, until the act was done; the last line is of that one."""
    number, told = 1, ""
    while told != "done" and number < BEFORE:
        folder = work / str(number)
        shutil.copytree(source, folder)
        found = forked(lambda folder=folder, number=number: attempt(folder, act, number))  # type: ignore[misc]
        told = found.get("told", "")
        found |= forked(lambda folder=folder: state(folder))  # type: ignore[misc]
        print(json.dumps({"number": number, **found}))  # noqa: T201 - for the test that reads it
        shutil.rmtree(folder)
        number += step


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
