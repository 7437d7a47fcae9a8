# SPDX-License-Identifier: Apache-2.0
"""A newer schema, or a field that this program does not know: told with the version, and not a byte is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dit_desktop.store import schema, verify
from dit_desktop.store.errors import TooNew
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.salvage import salvage
from tests.faults.common import Own
from tests.practices import SECRET, by_hand
from tests.store.practices import contents

NEWER = (
    f"pragma user_version = {schema.current() + 1}",
    "update meta set program = '7.8', fields = json_insert(fields, '$[#]', 'SessionNote.colour')",
    "update meta set program = '7.8', fields = json_insert(fields, '$[#]', 'Aura.colour')",
)


@pytest.mark.parametrize("statement", NEWER)
def test_what_a_newer_program_wrote_is_told_as_such_and_not_a_byte_changes(
    own: Own, tmp_path: Path, statement: str
) -> None:
    ways: list[Callable[[], object]] = [
        own.open,
        lambda: verify.report(own.folder, SECRET),
        lambda: salvage(own.folder, SECRET, tmp_path / "salvaged"),
    ]
    for way in ways[1:2]:
        way()
    with by_hand(own.folder) as connection:
        connection.execute(statement)
    before = contents(tmp_path)
    for way in ways:
        with pytest.raises(TooNew) as refused:
            way()
        assert ("7.8" if "7.8" in statement else str(schema.current() + 1)) in refused.value.what
    assert contents(tmp_path) == before


def test_a_backup_of_a_newer_program_is_not_restored(own: Own, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = own.back_up(tmp_path / "to").path
    before = contents(tmp_path)
    with monkeypatch.context() as older:
        older.setattr(schema, "current", lambda: 0)
        with pytest.raises(TooNew):
            restore(Wanted(made, tmp_path / "new"), SECRET)
    assert contents(tmp_path) == before
    restore(Wanted(made, tmp_path / "new"), SECRET)
