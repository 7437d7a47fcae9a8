# SPDX-License-Identifier: Apache-2.0
"""What of a key is left in the memory of a process once it was wiped, while a vault is open and when it is closed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dit_desktop.store import keys, typed, wrapping
from tests.store.practices import PASSPHRASE, Practice, start

HOLDING = """
import sys
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, rewrap, vault
folder, state, words, code = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
def wait(word):
    print(word, flush=True)
    sys.stdin.readline()
def use(secret):
    made = vault.open_vault(folder, secret, state=state)
    note = made.add(SessionNote(material="heron"))
    made.save(note, visit=True)
    made.check_secret(secret)
    return made
wait("started")
held = vault.Secret(words).open(keys.read(folder))
spelt = bytearray(64)
for at, byte in enumerate(held):  # hex() would leave a copy that nobody can wipe
    spelt[2 * at], spelt[2 * at + 1] = b"0123456789abcdef"[byte >> 4], b"0123456789abcdef"[byte & 15]
wait("held")
keys.wipe(held)
keys.wipe(spelt)
wait("wiped")
made = use(vault.Secret(words))
wait("open")
made.close()
wait("closed")
made = use(vault.Secret(code, code=True))
made.close()
rewrap.renew(folder, vault.Secret(words), rewrap.NewKeys(passphrase=words, cost=keys.Cost(64, 1, 1)))
wait("again")
"""


def memory(process: subprocess.Popen[str]) -> Iterator[bytes]:
    """Everything another process can write to."""
    maps = Path(f"/proc/{process.pid}/maps").read_text().splitlines()
    with Path(f"/proc/{process.pid}/mem").open("rb", buffering=0) as file:
        for line in maps:
            span, access, *_rest = line.split()
            if "w" in access and "[vvar" not in line:
                begin, end = (int(at, 16) for at in span.split("-"))
                file.seek(begin)
                try:
                    yield file.read(end - begin)
                except OSError:
                    continue


@pytest.fixture
def holder(practice: Practice) -> Iterator[subprocess.Popen[str]]:
    process = start(HOLDING, practice.folder, practice.state, PASSPHRASE, practice.code)
    yield process
    process.kill()
    process.communicate()


def test_a_key_is_in_memory_only_while_the_vault_is_open(practice: Practice, holder: subprocess.Popen[str]) -> None:
    key = practice.key()
    file = keys.read(practice.folder)
    passphrase, recovery = file.slots
    assert passphrase.cost is not None
    under = [
        bytes(wrapping.stretched(PASSPHRASE, passphrase.salt, passphrase.cost)),
        bytes(wrapping.expanded(typed.read_code(practice.code), recovery.salt)),
    ]
    needles = {
        "raw": bytes(key),
        "hex": bytes(key).hex().encode(),
        "HEX": bytes(key).hex().upper().encode(),
        "from the passphrase": under[0],
        "from the code": under[1],
    }
    found: dict[str, set[str]] = {}
    assert holder.stdout is not None
    assert holder.stdin is not None
    while len(found) < 6:
        word = holder.stdout.readline().strip()
        found[word] = set()
        for part in memory(holder):
            found[word] |= {name for name, needle in needles.items() if needle in part}
        holder.stdin.write("\n")
        holder.stdin.flush()
    assert found.pop("held") >= {"raw", "hex"}, "the search finds nothing where there is something"
    # The library keeps its own copy disguised, so that not even an open vault shows it.
    assert found == {"started": set(), "wiped": set(), "open": set(), "closed": set(), "again": set()}


def test_the_search_finds_what_a_process_holds(holder: subprocess.Popen[str]) -> None:
    assert holder.stdout is not None
    assert holder.stdout.readline() == "started\n"
    assert any(PASSPHRASE.encode() in part for part in memory(holder))
    assert not any(b"orbit velvet cactus ladder prism " + b"tunnels" in part for part in memory(holder))
