# SPDX-License-Identifier: Apache-2.0
"""Throwing away on the window's own thread only."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dit_desktop.ui.sweeping import Sweeping


class Knot:
    """A cycle that tells on which thread it ends."""

    def __init__(self, ended: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


@pytest.fixture
def python_collects_again() -> Iterator[None]:
    yield
    gc.enable()


def _allocate() -> list[list[int]]:
    """More containers than Python lets come together between two looks of its own."""
    return [[number] for number in range(5 * gc.get_threshold()[0])]


@pytest.mark.usefixtures("python_collects_again")
def test_what_nobody_holds_ends_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    gc.enable()
    with ThreadPoolExecutor(1) as writer:
        there = writer.submit(threading.get_ident).result()
        ended: list[int] = []
        Knot(ended)
        kept = writer.submit(_allocate).result()
        assert ended == [there]  # Python alone ends it wherever somebody allocates

        owner = QObject()
        sweeping = Sweeping(owner)
        Knot(ended)
        kept += writer.submit(_allocate).result()
        assert ended == [there]
        qtbot.waitUntil(lambda: len(ended) == 2, timeout=5000)
        assert ended[1] == threading.get_ident()
        assert sweeping.look() is None
        assert kept
