# SPDX-License-Identifier: Apache-2.0
"""Key rings that are absent, locked, deny, dawdle or give garbage, and a real one on a bus of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import InitError, KeyringLocked

from dit_desktop.store import device, keys
from dit_desktop.store.device import ThisDevice
from dit_desktop.store.errors import WrongPassphrase
from tests.faults.common import Own
from tests.practices import SECRET
from tests.store.practices import ROOT, contents
from tests.store.rings import Ring

WAYS = {
    "locked": KeyringLocked("locked"),
    "denied": PermissionError(13, "denied"),
    "no bus": InitError("no bus"),
    "gone": ConnectionResetError(),
    "out of memory": MemoryError(),
    "ends the program": SystemExit(3),
    "interrupts": KeyboardInterrupt(),
}
GARBAGE = {
    "nothing": None,
    "empty": "",
    "no base64": "\ud800" * 44,
    "other signs": "!" * 44,
    "too short": "AAAA",
    "a byte too many": "A" * 45,
    "too long": "A" * 50_000_000,
    "other bits": "A" * 43 + "=",
    "31 bytes": "A" * 42 + "==",
    "bytes": b"A" * 44,
    "a number": 44,
    "a list": ["A"] * 44,
}


@pytest.fixture
def ring(own: Own) -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    own.do(lambda opened: device.remember(opened, SECRET))
    file = keys.read(own.folder)
    assert ThisDevice().open(file) == SECRET.open(file), "the good key ring opens"
    yield made
    made.go_on.set()
    keyring.set_keyring(before)


def refused(own: Own, ring: Ring) -> float:
    """How long it takes until the passphrase is asked; nothing anywhere is any different then."""
    before, kept = contents(own.folder), dict(ring.kept)
    began = time.perf_counter()
    with pytest.raises(WrongPassphrase):
        ThisDevice().open(keys.read(own.folder))
    took = time.perf_counter() - began
    assert contents(own.folder) == before
    assert ring.kept == kept
    own.open().close()
    return took


@pytest.mark.parametrize("way", WAYS)
def test_fault_34_a_key_ring_that_fails_leads_to_the_passphrase_and_deletes_nothing(
    own: Own, ring: Ring, way: str
) -> None:
    ring.raises = WAYS[way]
    assert refused(own, ring) < 0.5


@pytest.mark.parametrize("what", GARBAGE)
def test_fault_34_garbage_from_a_key_ring_leads_to_the_passphrase_and_deletes_nothing(
    own: Own, ring: Ring, what: str
) -> None:
    ring.answers = [GARBAGE[what]]
    assert refused(own, ring) < 0.5


def test_fault_34_without_any_key_ring_the_passphrase_is_asked(own: Own, ring: Ring) -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    assert refused(own, ring) < 0.5


def test_fault_34_a_key_ring_that_never_answers_is_waited_for_two_seconds(own: Own, ring: Ring) -> None:
    ring.slow = True
    assert device.PATIENCE <= refused(own, ring) < device.PATIENCE + 0.5


# --- a real one ---

REMEMBER = """
import sys
from pathlib import Path
import keyring
from dit_desktop.store import device, keys, vault
from dit_desktop.store.vault import Secret
folder, state, words = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
made = vault.open_vault(folder, Secret(words), state=state)
device.remember(made, Secret(words))
made.close()
print(type(keyring.get_keyring()).__module__)
"""
OPEN = """
import sys, time
from pathlib import Path
from dit_desktop.store import device, vault
from dit_desktop.store.errors import WrongPassphrase
began = time.perf_counter()
try:
    vault.open_vault(Path(sys.argv[1]), device.ThisDevice(), state=Path(sys.argv[2])).close()
    print("opened")
except WrongPassphrase:
    print("passphrase", time.perf_counter() - began < 2.5)
"""


def on_a_bus(home: Path, code: str, *words: str | Path, unlocked: bool = True) -> str:
    """What a program prints on a bus of its own with a real key ring in a home of its own."""
    home.mkdir(mode=0o700, exist_ok=True)
    (home / "run").mkdir(mode=0o700, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    start = "gnome-keyring-daemon --foreground --components=secrets"
    unlock = "printf secret | gnome-keyring-daemon --unlock --foreground --components=secrets"
    asked = "dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner"
    there = f"{asked} string:org.freedesktop.secrets | grep -q true"
    run = '"$@"; code=$?; kill $!; exit $code'
    line = f"({unlock if unlocked else start}) >/dev/null 2>&1 & until {there}; do sleep 0.05; done; {run}"
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", line, "sh", sys.executable, "-c", code, *map(str, words)],
        cwd=ROOT,
        env={**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_fault_34_a_real_key_ring_opens_and_a_locked_one_does_not(own: Own, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert on_a_bus(home, REMEMBER, own.folder, own.state, SECRET.text) == "keyring.backends.SecretService"
    assert on_a_bus(home, OPEN, own.folder, own.state) == "opened"
    before = contents(own.folder)
    assert on_a_bus(home, OPEN, own.folder, own.state, unlocked=False) == "passphrase True"
    assert contents(own.folder) == before
    assert on_a_bus(home, OPEN, own.folder, own.state) == "opened"
