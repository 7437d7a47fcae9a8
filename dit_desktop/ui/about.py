# SPDX-License-Identifier: Apache-2.0
"""What this program is, in a few lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.mark import Mark
from dit_desktop.ui.style import em, space
from dit_desktop.ui.vault.column import words
from dit_desktop.version import __version__


class About(QDialog):
    """Name, version, licence, and what it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About DIT Desktop"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[space(self, 4)] * 4)
        rows.setSpacing(space(self, 1.5))
        rows.addWidget(Mark())
        for text, step, tone in (
            (_("DIT Desktop"), "title", ""),
            (_("Version {version}").format(version=__version__), "", "muted"),
            (_("Encrypted practice records for Dynamic Interpersonal Therapy: no network, no account."), "", ""),
            (_("It supports the work of a trained therapist and replaces no part of it."), "", ""),
            (_("Free software under the Apache License 2.0."), "", ""),
            (_("Stands on Qt {qt}, SQLCipher, ReportLab, Noto and Lucide.").format(qt=qVersion()), "small", "muted"),
        ):
            label = words(text, step, tone)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMinimumWidth(em(self) * 36)
            rows.addWidget(label)
        close = QPushButton(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        licences = QPushButton(_("Licences"))
        licences.setAutoDefault(False)
        licences.clicked.connect(self._show_licences)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(licences)
        line.addWidget(close)
        line.addStretch(1)
        rows.addSpacing(space(self))
        rows.addLayout(line)

    def _show_licences(self) -> None:
        from dit_desktop.ui.licences import Licences  # noqa: PLC0415 - reads 700 kB that few ask for

        Licences(self).open()
