# SPDX-License-Identifier: Apache-2.0
"""A mistake while a practice is open: reported beside it without a word of anybody, told, and read in the window."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dit_desktop.records.client import Client
from dit_desktop.store import crash, eventlog
from dit_desktop.store.settings import FILE as SETTINGS
from dit_desktop.ui.mistakes import Mistakes
from dit_desktop.ui.window import MainWindow
from tests.journeys.needles import needles, scan
from tests.practices import PASSPHRASE
from tests.ui.window import new_practice, unlock, until, window_on

WORD = next(needles(random.Random(38)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_practice(tmp_path_factory.mktemp("made") / "practice")


@pytest.fixture
def window(made: Path, qtbot: QtBot) -> Iterator[MainWindow]:  # noqa: ARG001 - the bot makes the application
    with window_on(made) as opened:
        unlock(opened)
        yield opened


class Unsound:
    """Goes wrong when it is thrown away, where nobody can answer."""

    def __del__(self) -> None:
        raise ValueError(WORD)


def go_wrong(window: MainWindow) -> None:
    """A mistake of the program while it works on somebody's words."""
    words = {"name": WORD}
    try:
        int(words["name"])
    except ValueError as error:
        window.tell_mistake(error)


def press(widget: Any, words: str) -> None:
    next(each for each in widget.findChildren(QPushButton) if each.text() == words and each.isVisible()).click()


def test_fault_38_a_mistake_is_told_kept_once_read_in_the_window_and_deleted_there(
    window: MainWindow, capfd: pytest.CaptureFixture[str]
) -> None:
    assert window.workspace is not None
    assert window.desk is not None
    window.desk.add(Client(code="K-38", name=WORD))
    for _time in range(3):
        go_wrong(window)
    folder = window.where.folder
    (kept,) = crash.reports(folder)
    said = window.workspace.messages.text()
    assert "ValueError" in said
    assert "nothing is sent" in said
    assert capfd.readouterr().err.count("ValueError") == 3
    press(window.workspace.messages, "Read the report")
    page: Any = window.workspace.current
    assert page.name == "reports"
    assert page._text.toPlainText() == kept.text  # noqa: SLF001 - what stands there, word for word
    assert page.standing(window.desk).startswith("1 report,")
    press(page, "Copy all of it")
    assert QApplication.clipboard().text() == kept.text
    page._which.activated.emit(1)  # noqa: SLF001 - the log stands last
    assert page._text.toPlainText().count(" mistake") == 3  # noqa: SLF001
    page._show(0)  # noqa: SLF001
    press(page, "Delete this report")
    assert crash.reports(folder) == []
    assert not any(each.isVisible() for each in page.findChildren(QPushButton) if each.text() == "Delete this report")
    assert page.standing(window.desk) == "None."


def test_fault_38_nothing_beside_the_records_holds_a_name_or_the_passphrase(window: MainWindow, tmp_path: Path) -> None:
    desk, folder = window.desk, window.where.folder
    assert desk is not None
    client = desk.add(Client(code="K-38", name=WORD))
    go_wrong(window)
    window.resize_text(10)
    window.lock()
    until(lambda: window.desk is None)
    assert client.name == WORD
    log = eventlog.read(folder)
    assert [line.split()[1] for line in log.splitlines()[-3:]] == ["opened", "mistake", "closed"]
    assert (folder / SETTINGS).exists()
    found, size = scan([folder], [WORD, *PASSPHRASE.split(" ", 1)[:1]])
    assert found == []
    assert size > 50_000
    (tmp_path / "careless.log").write_text(f"{client!r}\n", "utf-8")
    assert [item.needle for item in scan([tmp_path], [WORD])[0]] == [WORD]


def test_fault_38_a_hard_end_is_told_at_the_next_opening(made: Path, qtbot: QtBot) -> None:  # noqa: ARG001
    place = made / crash.FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    written = (
        f'Fatal Python error: Segmentation fault\n\n  File "/home/{WORD}/dit_desktop/ui/window.py", line 7 in {WORD}\n'
    )
    (place / crash.HARD).write_text(written, "utf-8")
    with window_on(made) as opened:
        unlock(opened)
        assert opened.workspace is not None
        assert "ended by a fault" in opened.workspace.messages.text()
        press(opened.workspace.messages, "Read the report")
        page: Any = opened.workspace.current
        text = page._text.toPlainText()  # noqa: SLF001
        assert "Segmentation fault" in text
        assert "dit_desktop.ui.window, line 7" in text
        assert WORD not in text
        assert "ended-by-a-fault" in eventlog.read(made)


def test_fault_38_nothing_that_goes_wrong_elsewhere_is_printed_with_its_words(
    window: MainWindow, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_wrong_elsewhere() -> None:
        thread = threading.Thread(target=int, args=(WORD,))
        thread.start()
        thread.join()
        print(Unsound(), file=sys.stdout)  # noqa: T201 - what is thrown away goes wrong
        qWarning(WORD)

    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    before = qInstallMessageHandler(None)
    try:
        go_wrong_elsewhere()
        assert capfd.readouterr().err.count(WORD) >= 3, "without care all of it is printed"
        Mistakes(window)
        log = eventlog.read(window.where.folder)
        go_wrong_elsewhere()
        until(lambda: eventlog.read(window.where.folder).count(" mistake") == log.count(" mistake") + 2)
    finally:
        qInstallMessageHandler(before)
    said = capfd.readouterr().err
    assert WORD not in said
    assert said.count("ValueError") == 2
    assert eventlog.read(window.where.folder).count(" toolkit-said") > log.count(" toolkit-said")
