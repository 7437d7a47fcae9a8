# SPDX-License-Identifier: Apache-2.0
"""Passphrases that keyboards spell differently, with a space at the end, of 1,000 characters, of pictures alone."""

from __future__ import annotations

import unicodedata

import pytest

from dit_desktop.store import keys, vault
from dit_desktop.store.errors import WrongPassphrase
from dit_desktop.store.rewrap import NewKeys, change
from dit_desktop.store.vault import Secret
from tests.faults.common import Own
from tests.practices import CHEAP, SECRET

UMLAUT = "fünf Äpfel über blühenden Gärten"
LONG = "".join(chr(0x4E00 + number * 7 % 5000) for number in range(1000))
PICTURES = "🦊🪁🧶🛶🪐🍋🧭🎺🦔🪴🧊🛎️🪵🧂🦑🪑🫖"


@pytest.mark.parametrize(
    "passphrase, near",
    [
        (UMLAUT, UMLAUT.replace("ü", "u", 1)),
        (unicodedata.normalize("NFD", UMLAUT), UMLAUT + "n"),
        (UMLAUT + " ", UMLAUT),
        (" " + UMLAUT, UMLAUT),
        (LONG, LONG[:-1]),
        (PICTURES, PICTURES[:-1]),
    ],
    ids=["composed", "decomposed", "space at the end", "space at the beginning", "1,000 characters", "pictures"],
)
def test_fault_30_an_odd_passphrase_opens_in_every_spelling_and_what_is_near_it_does_not(
    own: Own, passphrase: str, near: str
) -> None:
    own.do(lambda opened: change(opened, SECRET, NewKeys(passphrase=passphrase, cost=CHEAP)))
    for form in ("NFC", "NFD"):
        spelt = Secret(unicodedata.normalize(form, passphrase))
        vault.open_vault(own.folder, spelt, state=own.state).close()
    for wrong in (near, near.strip(), ""):
        if wrong != passphrase:
            with pytest.raises(WrongPassphrase):
                keys.open_with_passphrase(keys.read(own.folder), wrong)
