# SPDX-License-Identifier: Apache-2.0
"""A practice for each test, copied from one that is made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dit_desktop.store import vault
from tests.store.practices import Practice, new_practice


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
