# SPDX-License-Identifier: Apache-2.0
"""What can be made before a passphrase is typed is not made after it."""

from __future__ import annotations

from tests.store.practices import Practice, run

_OPENING = """
import sys
from pathlib import Path
from dit_desktop.store import schema, vault
from dit_desktop.store.ready import make_ready
if sys.argv[2] == "ready":
    make_ready()
before = set(sys.modules), schema.expected_digest.cache_info().misses
folder = Path(sys.argv[1])
vault.open_vault(folder, vault.Secret(sys.argv[3]), state=folder / "state.json").close()
loaded = {name for name in set(sys.modules) - before[0] if name.startswith("cryptography.")}
print(bool(loaded), schema.expected_digest.cache_info().misses - before[1])
"""


def test_an_opening_made_ready_loads_no_cipher_and_works_out_no_schema(practice: Practice) -> None:
    words = (practice.folder, "orbit velvet cactus ladder prism tunnel")
    assert run(_OPENING, words[0], "unready", words[1]).split() == ["True", "1"]
    loaded, worked_out = run(_OPENING, words[0], "ready", words[1]).split()
    assert worked_out == "0"
    assert loaded == "False"
