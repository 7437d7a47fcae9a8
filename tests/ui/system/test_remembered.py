# SPDX-License-Identifier: Apache-2.0
"""No folder that was shown in a file dialog is remembered; what other programs keep beside it stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSettings

from dit_desktop.ui.remembered import forget

NATIVE, USER = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
DIALOG = """
import sys
from PySide6.QtWidgets import QApplication, QFileDialog
from dit_desktop.ui.remembered import remember_nothing

app = QApplication(["dialog"])
if sys.argv[2:]:
    remember_nothing()
dialog = QFileDialog(None, "A file", sys.argv[1])
dialog.show()
dialog.accept()
del dialog
"""


def test_no_folder_of_a_file_dialog_is_kept_in_any_file(tmp_path: Path) -> None:
    shown, home = tmp_path / "Heron", tmp_path / "home"
    shown.mkdir()
    home.mkdir()
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}

    def kept(*more: str) -> list[Path]:
        subprocess.run([sys.executable, "-c", DIALOG, str(shown), *more], env=environment, check=True, timeout=60)
        return [path for path in home.rglob("*") if path.is_file() and b"Heron" in path.read_bytes()]

    assert kept("remember nothing") == []
    assert kept() == [home / "QtProject.conf"]


def test_what_was_kept_is_taken_back_and_nothing_else(tmp_path: Path) -> None:
    before = Path(QSettings(USER, "QtProject").fileName()).parent
    QSettings.setPath(NATIVE, USER, str(tmp_path))
    try:
        for key in ("history", "lastVisited", "sidebarWidth"):
            QSettings(USER, "QtProject").setValue(f"FileDialog/{key}", "Heron")
        assert set(QSettings(USER, "QtProject").allKeys()) >= {"FileDialog/lastVisited"}
        forget()
        assert QSettings(USER, "QtProject").allKeys() == ["FileDialog/sidebarWidth"]
    finally:
        QSettings.setPath(NATIVE, USER, str(before))
