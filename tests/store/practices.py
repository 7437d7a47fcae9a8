# SPDX-License-Identifier: Apache-2.0
"""Practices that live for one test: a vault with cheap keys on a real disk, and processes of their own to break it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlcipher3 import dbapi2

from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, schema, vault
from dit_desktop.store.journal import is_hot

ROOT = Path(__file__).parents[2]
CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "orbit velvet cactus ladder prism tunnel"

# Leaves a transaction half on the disk, as a crash would: pages spilt, nothing committed.
HALF = """
import os, sys
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import rows, vault
made = vault.open_vault(Path(sys.argv[1]), vault.Secret(sys.argv[3]), state=Path(sys.argv[2]))
with made.reading() as connection:
    connection.execute("pragma cache_size = 5")
def half(connection):
    connection.execute("update record set body = json_set(body, '$.material', 'half')")
    for number in range(40):
        rows.insert(connection, SessionNote(material="x" * 9000), rows.now())
    sys.stdout.flush()
    os._exit(0)
made.write(half)
"""
WHOLE = [f"whole {number} " * 200 for number in range(30)]


@dataclass(frozen=True)
class Practice:
    """A closed vault, what opens it, and where its last seen state is noted."""

    folder: Path
    state: Path
    code: str

    @property
    def database(self) -> Path:
        return self.folder / schema.DATABASE

    @property
    def journal(self) -> Path:
        return self.folder / (schema.DATABASE + "-journal")

    def open(self, *, accept_older: bool = False) -> vault.Vault:
        return vault.open_vault(self.folder, vault.Secret(PASSPHRASE), state=self.state, accept_older=accept_older)

    def key(self) -> bytearray:
        return keys.open_with_passphrase(keys.read(self.folder), PASSPHRASE)

    def connect(self) -> dbapi2.Connection:
        """A connection as any other program with the key would have it: nothing set but the key."""
        connection = dbapi2.connect(str(self.database), isolation_level=None)
        connection.set_key(b"x'" + bytes(self.key()).hex().encode() + b"'")
        return connection

    def copy(self, to: Path) -> Practice:
        shutil.copytree(self.folder, to / "practice")
        if self.state.exists():
            shutil.copy2(self.state, to / "state.json")
        return replace(self, folder=to / "practice", state=to / "state.json")


def new_practice(to: Path) -> Practice:
    """A new, empty practice in a folder."""
    made, code = vault.create(to / "practice", PASSPHRASE, state=to / "state.json", cost=CHEAP)
    made.close()
    return Practice(to / "practice", to / "state.json", code)


def interrupt(practice: Practice) -> Practice:
    """Put thirty notes into a practice and interrupt a save after part of it had reached the file."""
    made = practice.open()
    for words in WHOLE:
        made.add(SessionNote(material=words))
    made.close()
    run(HALF, practice.folder, practice.state, PASSPHRASE)
    assert is_hot(practice.database)
    return practice


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but for the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "vault.lock"
    }


def start(code: str, *words: str | Path, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """A Python of its own running this code, its words in sys.argv, talking over its standard streams."""
    return subprocess.Popen(
        [*before, sys.executable, "-c", code, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(code: str, *words: str | Path, before: Sequence[str] = ()) -> str:
    """What such a Python prints; it must end well and complain of nothing."""
    process = start(code, *words, before=before)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    return out


def take_back(connection: dbapi2.Connection, version: int) -> None:
    """Leave the records as a program of an older schema left them: what later steps make is taken away again."""
    made = _made(schema.current())
    for name in made.keys() - _made(version).keys():
        connection.execute(f"drop {made[name]} {name}")
    connection.execute(f"pragma user_version = {version}")


def _made(steps: int) -> dict[str, str]:
    """What the first so many steps make, by name."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    for sql in schema.migrations()[:steps]:
        connection.executescript(sql)
    found = dict(connection.execute("select name, type from sqlite_master where sql is not null").fetchall())
    connection.close()
    return found
