# SPDX-License-Identifier: Apache-2.0
"""What is left in memory once it is locked: nothing of what was there before."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from typing import Final

from dit_desktop.store import keys, vault, wrapping
from tests.faults.locking import family, found_in, running
from tests.practices import CHEAP

NEEDLE: Final = "quillfeather marmalade"


def passphrase() -> str:
    """One that stands in no module, which the program would have in memory by loading it."""
    return " ".join(secrets.token_hex(4) for _word in range(6))


def wanted_of(folder: Path, words: str) -> dict[str, bytes]:
    """What nobody may find, and how it may lie there."""
    file = keys.read(folder)
    slot = file.slots[0]
    assert slot.cost is not None
    key, derived = bytes(vault.Secret(words).open(file)), bytes(wrapping.stretched(words, slot.salt, slot.cost))
    found = {
        "key": key,
        "key in hex": key.hex().encode(),
        "key in capital hex": key.hex().upper().encode(),
        "key in base64": base64.b64encode(key)[:40],
        "derived": derived,
        "derived in hex": derived.hex().encode(),
    }
    for name, text in (("passphrase", words), ("needle", NEEDLE)):
        found |= {name: text.encode(), f"{name} of Qt": text.encode("utf-16-le")}
    return found


def test_fault_37_after_locking_no_process_holds_key_passphrase_or_words_and_before_it_they_are_found(
    tmp_path: Path,
) -> None:
    words, folder = passphrase(), tmp_path / "practice"
    made, _code = vault.create(folder, words, state=folder / "state.json", cost=CHEAP)
    made.close()
    wanted = wanted_of(folder, words)
    with running(folder) as program:
        assert found_in(family(program.pid), wanted) == set(), "before anything was typed"
        program.unlock(words)
        assert program.say(f"write {NEEDLE}") == "write"
        assert program.say(f"hold {words}") == "hold"
        before = found_in(family(program.pid), wanted)
        assert before >= {"key", "key in hex", "derived", "passphrase", "needle of Qt"}
        assert program.say("lock") == "locked"
        assert not program.is_open()
        assert found_in(family(program.pid), wanted) == set()
        program.unlock(words)
        assert "needle of Qt" in found_in(family(program.pid), wanted), "the words were kept, and are shown again"
