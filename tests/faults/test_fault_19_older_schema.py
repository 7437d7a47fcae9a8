# SPDX-License-Identifier: Apache-2.0
"""Records of every schema there was open, are brought up to date, and hold what they held."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.store import bundle, places, schema, verify
from tests.faults.common import Own, backups, holds
from tests.practices import SECRET, by_hand


def objects(steps: int) -> dict[str, str]:
    """What the first so many steps make, by name."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    for sql in schema.migrations()[:steps]:
        connection.executescript(sql)
    found = dict(connection.execute("select name, type from sqlite_master where sql is not null").fetchall())
    connection.close()
    return found


def take_back(own: Own, version: int) -> None:
    """The records as a program of an older schema left them; its later indexes are taken away again."""
    with by_hand(own.folder) as connection:
        for name in objects(schema.current()).keys() - objects(version).keys():
            connection.execute(f"drop {objects(schema.current())[name]} {name}")
        connection.execute(f"pragma user_version = {version}")


@pytest.mark.parametrize("version", range(1, schema.current()))
def test_records_of_an_older_schema_are_backed_up_and_brought_up_to_date(own: Own, version: int) -> None:
    before = holds(own.folder)
    take_back(own, version)
    assert verify.report(own.folder, SECRET).schema == version
    assert holds(own.folder) == before
    own.open().close()
    (made,) = backups(own.folder / places.BACKUPS)
    assert bundle.read(made).manifest.upgrade
    assert verify.report(made, SECRET).schema == version
    assert verify.report(own.folder, SECRET).schema == schema.current()
    assert holds(made) == holds(own.folder)
    assert holds(made)[0] == before[0]
