# SPDX-License-Identifier: Apache-2.0
"""The process is killed at every step of a change of passphrase, and of encrypting everything anew."""

from __future__ import annotations

from dit_desktop.store import keys, typed
from dit_desktop.store.errors import WrongPassphrase
from dit_desktop.store.reencrypt import reencrypt
from dit_desktop.store.rewrap import NewKeys, change
from dit_desktop.store.vault import Secret, open_vault
from dit_desktop.store.verify import report
from tests.faults.common import Own, end_at
from tests.practices import CHEAP, PASSPHRASE, SECRET

OTHER = "seven lanterns over a quiet harbour"
LOADING = """
from dit_desktop.store import keys, reencrypt, rewrap
new = rewrap.NewKeys(more[0], more[1], cost=keys.Cost(64, 1, 1))
"""
CHANGE = (
    LOADING
    + """
made = vault.open_vault(one, secret, state=state)
rewrap.change(made, secret, new, at=at)
"""
)
ANEW = (
    LOADING
    + """
made = vault.open_vault(one, secret, state=state)
reencrypt.reencrypt(made, secret, new, at=at)
"""
)


def opening(own: Own) -> set[str]:
    """Which of two passphrases the key file as it lies there takes."""
    found = set()
    for words in (PASSPHRASE, OTHER):
        try:
            keys.wipe(Secret(words).open(keys.read(own.folder)))
        except WrongPassphrase:
            continue
        found.add(words)
    return found


def whole(own: Own, words: str) -> dict[str, int]:
    """What a practice holds that opens with these words, and goes on opening with them from either copy."""
    open_vault(own.folder, Secret(words), state=own.state).close()
    for name in (keys.FILE, keys.COPY):
        keys.wipe(Secret(words).open(keys.parse((own.folder / name).read_bytes())))
    found = report(own.folder, Secret(words))
    assert found.findings == ()
    return found.counts


def back(own: Own, words: str) -> None:
    """The first passphrase again."""
    if words != PASSPHRASE:
        opened = open_vault(own.folder, Secret(words), state=own.state)
        change(opened, Secret(words), NewKeys(passphrase=PASSPHRASE, cost=CHEAP))
        opened.close()


STEPS = ("wrapped", "copy written", "written", "changed")


def test_fault_32_killed_at_any_step_of_a_change_the_old_or_the_new_passphrase_opens(own: Own) -> None:
    seen: list[str] = []
    own.do(lambda opened: change(opened, SECRET, NewKeys(passphrase=PASSPHRASE, cost=CHEAP), at=seen.append))
    assert tuple(seen) == STEPS
    counts = whole(own, PASSPHRASE)
    for step in (*STEPS, "never"):
        ended = end_at(CHANGE, step, own.folder, own.folder, own.state, OTHER, typed.new_code())
        assert ended == (0 if step == "never" else -9)
        (words,) = opening(own)
        assert words == (PASSPHRASE if step in STEPS[:2] else OTHER)
        assert whole(own, words) == counts
        back(own, words)


def test_fault_32_killed_at_any_step_of_encrypting_anew_the_old_or_the_new_passphrase_opens(own: Own) -> None:
    seen: list[str] = []
    new = NewKeys(PASSPHRASE, typed.new_code(), cost=CHEAP)
    own.do(lambda opened: reencrypt(opened, SECRET, new, at=seen.append))
    steps = list(dict.fromkeys(seen))
    assert steps[-1] == "done"
    assert {"copying", "checking", "encrypted", "comparing", "compared", "swapping", "swapped"} <= set(steps)
    counts, old, fresh = whole(own, PASSPHRASE), 0, 0
    for step in (*steps, "never"):
        ended = end_at(ANEW, step, own.folder, own.folder, own.state, OTHER, typed.new_code())
        assert ended == (0 if step == "never" else -9)
        (words,) = opening(own)
        done = step in {"swapped", "done", "never"}
        assert words == (OTHER if done else PASSPHRASE)
        old, fresh = old + (not done), fresh + done
        assert report(own.folder, Secret(words)).counts == counts, "without an opening that could put it right"
        assert whole(own, words) == counts
        assert keys.parse((own.folder / keys.FILE).read_bytes()).following is None
        assert not list(own.folder.glob(".snapshot*"))
        back(own, words)
    assert old > 6
    assert fresh == 3
