# SPDX-License-Identifier: Apache-2.0
"""The process is killed at every named step of a backup, an upgrade and a change of keys: old or new, never neither."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dit_desktop.store import keys, places, schema, typed
from dit_desktop.store.errors import Refused
from dit_desktop.store.rewrap import NewKeys, renew
from dit_desktop.store.vault import Secret, open_vault
from dit_desktop.store.verify import report
from tests.faults.common import Own, backups, end_at, holds
from tests.practices import CHEAP, PASSPHRASE, SECRET, by_hand

BACKUP = """
made = vault.open_vault(one, secret, state=state)
backup.backup(made, two, at=at)
"""
UPGRADE = """
steps = (*schema.migrations(), "create table second(a);")
made = vault.open_vault(one, secret, state=state)
upgrade.upgrade(made, steps, at=at)
"""

RENEW = """
from dit_desktop.store import keys, rewrap
new = rewrap.NewKeys(more[1], more[2], more[3], gone=(keys.DEVICE,), cost=keys.Cost(64, 1, 1))
rewrap.renew(one, Secret(more[0], code=True), new, at=at)
"""


def steps_of_a_backup(own: Own, to: Path) -> list[str]:
    from dit_desktop.store.backup import backup  # noqa: PLC0415 - the name is a fixture's elsewhere

    seen: list[str] = []
    own.do(lambda opened: backup(opened, to, at=seen.append))
    return list(dict.fromkeys(seen))


def test_killed_at_any_step_a_backup_is_whole_or_not_there_and_the_practice_opens(own: Own, tmp_path: Path) -> None:
    steps = steps_of_a_backup(own, tmp_path / "first")
    assert {"noted", "copying", "copied", "checked", "packing", "packed", "renamed"} <= set(steps)
    to = tmp_path / "to"
    own.back_up(to)
    whole = 1
    for step in steps:
        assert end_at(BACKUP, step, own.folder, to, own.state) == -9
        left = (own.folder / places.WORK).exists()
        assert left == (step not in {"noted", "read back", "renamed"})
        for path in backups(to):
            holds(path)
        assert len(backups(to)) == whole + (step == "renamed")
        whole = len(backups(to))
        own.open().close()
        assert not (own.folder / places.WORK).exists()
        holds(own.folder)
    own.back_up(to)
    assert sorted(to.iterdir()) == backups(to), "what a killed one left is gone with the next"
    assert len(backups(to)) == whole + 1


def test_killed_at_any_step_an_upgrade_leaves_the_old_records_and_a_backup_or_is_done(own: Own, tmp_path: Path) -> None:
    opened = own.open()
    before = opened.vault_id
    opened.close()
    original = tmp_path / "original"
    shutil.copytree(own.folder, original)
    for step in ("noted", "copied", "renamed", "backed up", "never"):
        ended = end_at(UPGRADE, step, own.folder, tmp_path, own.state)
        assert ended == (0 if step == "never" else -9)
        with by_hand(own.folder) as connection:
            version = connection.execute("pragma user_version").fetchone()[0]
            assert version - schema.current() == (step == "never")
            assert connection.execute("select vault_id from meta").fetchone()[0] == before
        there = backups(own.folder / places.BACKUPS)
        for path in there:
            assert holds(path)[0] == holds(original)[0]
        assert len(there) == {"noted": 0, "copied": 0}.get(step, 1)


def test_killed_at_any_step_of_new_keys_by_the_recovery_code_all_old_or_all_new_ones_open(own: Own) -> None:
    counts = holds(own.folder)[0]
    for step in ("copy written", "written", "never"):
        codes = (typed.new_code(), typed.new_code())
        words = f"seven lanterns over a quiet harbour {step}"
        ended = end_at(RENEW, step, own.folder, own.folder, own.state, own.code, words, *codes)
        assert ended == (0 if step == "never" else -9)
        old, new = [SECRET, Secret(own.code, code=True)], [Secret(words), *(Secret(code, code=True) for code in codes)]
        opening, closed = (new, old) if step != "copy written" else (old, new)
        open_vault(own.folder, opening[0], state=own.state).close()
        for name in (keys.FILE, keys.COPY):
            file = keys.parse((own.folder / name).read_bytes())
            assert len({bytes(secret.open(file)) for secret in opening}) == 1
            for secret in closed:
                with pytest.raises(Refused):
                    secret.open(file)
        found = report(own.folder, opening[0])
        assert found.ok
        assert found.counts == counts
        if step != "copy written":
            renew(own.folder, opening[0], NewKeys(PASSPHRASE, own.code, gone=(keys.KEEPER,), cost=CHEAP))
