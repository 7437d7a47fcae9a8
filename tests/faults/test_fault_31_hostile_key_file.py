# SPDX-License-Identifier: Apache-2.0
"""Key files that ask for more work or memory than any program should spend, or are none at all."""

from __future__ import annotations

import base64
import os
import resource
import time
from pathlib import Path
from typing import Any

import pytest

from dit_desktop.store import keys
from dit_desktop.store.errors import DamagedKeys
from tests.store.keyfiles import forged, key_file
from tests.store.practices import PASSPHRASE

HUGE = 10**400
HOSTILE: dict[str, Any] = {
    "memory too large": lambda found: found["slots"][0].update(memory=keys.MOST.memory + 1),
    "memory huge": lambda found: found["slots"][0].update(memory=HUGE),
    "memory negative": lambda found: found["slots"][0].update(memory=-64),
    "memory zero": lambda found: found["slots"][0].update(memory=0),
    "memory less than Argon2 can use": lambda found: found["slots"][0].update(memory=7),
    "memory a fraction": lambda found: found["slots"][0].update(memory=64.0),
    "memory a truth": lambda found: found["slots"][0].update(memory=True),
    "memory a text": lambda found: found["slots"][0].update(memory="64"),
    "memory missing": lambda found: found["slots"][0].pop("memory"),
    "too many passes": lambda found: found["slots"][0].update(passes=21),
    "passes a truth": lambda found: found["slots"][0].update(passes=True),
    "no passes": lambda found: found["slots"][0].update(passes=0),
    "too many lanes": lambda found: found["slots"][0].update(lanes=17, memory=1024),
    "lanes a truth": lambda found: found["slots"][0].update(lanes=True),
    "lanes endless": lambda found: found["slots"][0].update(lanes=float("inf")),
    "nine slots": lambda found: found.update(slots=found["slots"][:1] * 9),
    "no slots": lambda found: found.update(slots=[]),
    "slots a number": lambda found: found.update(slots=3),
    "slots a text": lambda found: found.update(slots="ab"),
    "slot a list": lambda found: found.update(slots=[[]]),
    "unknown kind": lambda found: found["slots"][0].update(kind="magic"),
    "unknown derivation": lambda found: found["slots"][0].update(kdf="none"),
    "a passphrase without stretching": lambda found: found["slots"][0].update(kdf="hkdf-sha256"),
    "a kind that is no text": lambda found: found["slots"][0].update(kind=["passphrase"]),
    "short salt": lambda found: found["slots"][0].update(salt="AAAA"),
    "empty nonce": lambda found: found["slots"][0].update(nonce=""),
    "long key": lambda found: found["slots"][0].update(wrapped=base64.b64encode(bytes(96)).decode()),
    "salt no base64": lambda found: found["slots"][0].update(salt="\u00fc" * 24),
    "salt a number": lambda found: found["slots"][0].update(salt=5),
    "short database salt": lambda found: found.update(database_salt="AAAA"),
    "no database salt": lambda found: found.pop("database_salt"),
    "vault id no id": lambda found: found.update(vault_id="../../etc"),
    "made yesterday": lambda found: found["slots"][0].update(made_at="yesterday"),
    "made at a number": lambda found: found["slots"][0].update(made_at=5),
    "made at a time without a zone": lambda found: found["slots"][0].update(made_at="2026-01-01T00:00:00"),
    "short tags": lambda found: found["slots"][1].update(tags="AAAA"),
    "tags a list": lambda found: found["slots"][1].update(tags=[1]),
    "following a list": lambda found: found.update(following=[]),
    "following without slots": lambda found: found.update(following={"database_salt": found["database_salt"]}),
    "nine slots in two lists": lambda found: found.update(
        following={"database_salt": found["database_salt"], "slots": found["slots"][:1] * 7}
    ),
    "following too dear": lambda found: found.update(
        following={"database_salt": found["database_salt"], "slots": [{**found["slots"][0], "memory": HUGE}]}
    ),
    "vault id a number": lambda found: found.update(vault_id=7),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_fault_31_a_hostile_key_file_is_refused_before_anything_is_computed(name: str) -> None:
    key, file = key_file()
    assert keys.open_with_passphrase(keys.parse(forged(file, lambda _found: None)), PASSPHRASE) == key
    data = forged(file, HOSTILE[name])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with pytest.raises(DamagedKeys):
        keys.parse(data)
    assert time.perf_counter() - began < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b'"x"',
        b"{",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"a":' * 12_000,
        b"9" * 60_000,
        b"{}" + b" " * keys.MAX_FILE,
        os.urandom(2000),
    ],
    ids=["empty", "null", "list", "number", "text", "open", "no-utf8", "deep", "deeper", "digits", "large", "noise"],
)
def test_fault_31_what_is_no_key_file_at_all_is_refused_fast(data: bytes, tmp_path: Path) -> None:
    (tmp_path / keys.FILE).write_bytes(data)
    began = time.perf_counter()
    with pytest.raises(DamagedKeys):
        keys.read(tmp_path)
    assert time.perf_counter() - began < 0.5


def test_fault_31_of_a_key_file_of_a_gigabyte_only_the_first_bytes_are_read(tmp_path: Path) -> None:
    with (tmp_path / keys.FILE).open("wb") as file:
        file.truncate(1 << 30)
    began = time.perf_counter()
    with pytest.raises(DamagedKeys, match="larger"):
        keys.read(tmp_path)
    assert time.perf_counter() - began < 0.5


def test_fault_31_the_dearest_slot_that_is_tried_at_all_is_within_the_limits(tmp_path: Path) -> None:
    """The positive control: at the limits a file is read, one beyond them it is not."""
    _key, file = key_file()
    most = {"memory": keys.MOST.memory, "passes": keys.MOST.passes, "lanes": keys.MOST.lanes}
    (tmp_path / keys.FILE).write_bytes(forged(file, lambda found: found["slots"][0].update(most)))
    assert keys.read(tmp_path).slots[0].cost == keys.MOST
    for name, limit in most.items():
        beyond = forged(file, lambda found, at=name, most=limit: found["slots"][0].update({at: most + 1}))
        with pytest.raises(DamagedKeys):
            keys.parse(beyond)
