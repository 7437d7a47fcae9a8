# SPDX-License-Identifier: Apache-2.0
"""All of one version of the focus to look at: the card, the two texts under it, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.fields import worded
from dit_desktop.records.formulation import together
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.focus.card import FocusCard
from dit_desktop.ui.focus.evidence import EvidenceList
from dit_desktop.ui.focus.panel import Panel
from dit_desktop.ui.pages.page import brief, plain
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import em, space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.formulation import Formulation


class FocusSight(QWidget):
    """Shows one version; nothing is written here."""

    def __init__(self, desk: Desk) -> None:
        """Make it empty."""
        super().__init__()
        self._reminder = plain("heading", "accent", wraps=True)
        self._sentence = plain(tone="muted", wraps=True)
        self._card = FocusCard()
        self._wording = Panel(worded(_("{Client}’s wording"), desk.person()))
        self._working = Panel(_("Working text"))
        self.evidence = EvidenceList(desk)
        texts = Flow(gap=space(self, 2))
        for panel in (self._wording, self._working):
            panel.setMinimumWidth(em(self) * 20)
            grows(panel)
            texts.addWidget(panel)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, space(self), space(self), space(self))
        inside.setSpacing(space(self, 2))
        inside.addWidget(self._reminder)
        inside.addWidget(self._card)
        inside.addWidget(self._sentence)
        inside.addLayout(texts)
        inside.addWidget(self.evidence)
        inside.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(inner))

    def show_version(self, version: Formulation | None) -> None:
        """Show a version, or nothing."""
        reminder = version.reminder if version else ""
        self._reminder.setText(f"“{brief(reminder)}”" if reminder else "")
        self._reminder.setVisible(bool(reminder))
        self._card.show_version(version)
        self._sentence.setText(brief(together(version)) if version else "")
        self._wording.show_words(version.client_wording if version else "")
        self._working.show_words(version.working if version else "")
        self.evidence.show_version(version)
