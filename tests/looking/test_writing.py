# SPDX-License-Identifier: Apache-2.0
"""What `dev.py pictures` leaves: a picture of each view in each look and size, and a line for each fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout

from dit_desktop.ui.pictures import View, lying_over
from dit_desktop.ui.window import MainWindow
from tests.looking.__main__ import write


def planted(window: MainWindow) -> Iterator[View]:
    """A sound view, and a dialog with a button nobody could name."""
    yield from lying_over(window)
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(QPushButton())
    dialog.show()
    yield View("planted", dialog)
    dialog.close()
    dialog.deleteLater()


def test_a_picture_is_named_by_page_look_and_size_and_a_fault_ends_it_with_1(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(qapp, tmp_path / "sound", (100,), lying_over) == 0
    assert capsys.readouterr().out.endswith(f"4 pictures in {tmp_path / 'sound'}, 0 faults\n")
    assert write(qapp, tmp_path / "planted", (100, 200), planted) == 1
    told = capsys.readouterr().out.splitlines()
    names = {
        f"{page}-{look}-{size}"
        for page in ("about", "hidden", "planted")
        for look in ("light", "dark")
        for size in (100, 200)
    }
    assert {path.stem for path in (tmp_path / "planted").glob("*.png")} == names
    assert all(QImage(str(path)).width() > 50 for path in (tmp_path / "planted").glob("*.png"))
    assert {line.split(":")[0] for line in told[:-1]} == {name for name in names if name.startswith("planted")}
    assert [line for line in told[:-1] if "no accessible name" not in line] == []
    assert told[-1] == f"12 pictures in {tmp_path / 'planted'}, 4 faults"
