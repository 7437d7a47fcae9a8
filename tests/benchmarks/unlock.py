# SPDX-License-Identifier: Apache-2.0
"""The passphrase accepted to the first page painted, against deriving the key and opening the file with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from dit_desktop.store import keys, schema
from tests.benchmarks import large
from tests.benchmarks.row import Row, beyond, row, timed
from tests.practices import PASSPHRASE

PAIRS = 9
_ROOT = Path(__file__).parents[2]


def inside(what: str, folder: Path) -> dict[str, list[float]]:
    """What a process of its own measured of the window on this practice."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, "-m", "tests.benchmarks.inside", what, str(folder)]
    ran = subprocess.run(line, env=environment, cwd=_ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def measure(clients: int) -> list[Row]:
    floors: list[float] = []
    found: defaultdict[str, list[float]] = defaultdict(list)
    with large.copied(large.cached(clients)) as folder:
        _open_raw(folder)
        for _pair in range(PAIRS):
            floors.append(timed(lambda: _open_raw(folder)))
            for kind, values in inside("unlock", folder).items():
                found[kind] += values
            found["bare"] += inside("bare", folder)["memory"]
    strong = timed(lambda: keys.passphrase_slot(keys.new_key(), "", PASSPHRASE, keys.STRONG))
    remark = f"with a cheap key, so that nothing hides behind it; the real one takes {strong * 1000:.0f} ms more"
    rows = [
        beyond("unlock: passphrase accepted to the first page painted", (floors, found["unlock"]), 0.1, remark),
    ]
    if all(found["memory"]):
        megabytes = [[value / 1e6 for value in found[name]] for name in ("bare", "memory")]
        rows.append(row("memory resident, unlocked", (megabytes[0], megabytes[1]), 2, unit="MB"))
    return rows


def _open_raw(folder: Path) -> None:
    """The least: the key out of its slot, and one look into the file with it."""
    key = keys.open_with_passphrase(keys.read(folder), PASSPHRASE)
    schema.connect(folder / schema.DATABASE, key, "ro").close()
