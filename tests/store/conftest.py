# SPDX-License-Identifier: Apache-2.0
"""A practice for each test, empty or full, copied from one that is made once; and a hand that changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dit_desktop.store import vault
from tests.store.practices import Practice, new_practice
from tests.store.salvaging import furnish


@pytest.fixture(scope="session")
def empty_practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return new_practice(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def practice(empty_practice: Practice, tmp_path: Path) -> Practice:
    return empty_practice.copy(tmp_path)


@pytest.fixture
def opened(practice: Practice) -> Iterator[vault.Vault]:
    made = practice.open()
    yield made
    made.close()


@pytest.fixture(scope="session")
def full(empty_practice: Practice, tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return furnish(empty_practice.copy(tmp_path_factory.mktemp("full")))


@pytest.fixture
def broken(full: Practice, tmp_path: Path) -> Practice:
    return full.copy(tmp_path)


@pytest.fixture
def by_hand(practice: Practice) -> Callable[..., None]:
    """Somebody with the key changes what no program would."""

    def change(*statements: str) -> None:
        connection = practice.connect()
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f"drop trigger {name}")
        for sql in ("pragma ignore_check_constraints = on", *statements):
            connection.execute(sql)
        connection.close()

    return change
