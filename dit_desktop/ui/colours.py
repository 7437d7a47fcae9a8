# SPDX-License-Identifier: Apache-2.0
"""The two palettes of the program: every colour by name, and as Qt's roles."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Colours(NamedTuple):
    """The colours of one palette by name; anything drawn by hand takes them from here."""

    window: str
    base: str
    text: str
    muted: str
    outline: str  # of fields and buttons, 3:1 against window and base
    line: str  # between things; only decoration
    accent: str
    on_accent: str
    danger: str
    warn: str
    ok: str
    focus: str
    hover: str
    process: str  # the ground of private process notes
    danger_ground: str
    warn_ground: str
    ok_ground: str
    accent_ground: str


LIGHT = Colours(
    window="#F6F5F2",
    base="#FFFFFF",
    text="#1F2328",
    muted="#57606A",
    outline="#868B94",
    line="#DDDBD5",
    accent="#1F6F78",
    on_accent="#FFFFFF",
    danger="#B42318",
    warn="#8A5A00",
    ok="#1A7F37",
    focus="#0B5CAD",
    hover="#EDEBE6",
    process="#F1EBF5",
    danger_ground="#FDF0EE",
    warn_ground="#FBF4E4",
    ok_ground="#EFF8F1",
    accent_ground="#E8F2F3",
)
DARK = Colours(
    window="#1E2124",
    base="#26292D",
    text="#E8E6E3",
    muted="#A9B1BA",
    outline="#7D858F",
    line="#3A3F45",
    accent="#6CC5CF",
    on_accent="#0F2A2E",
    danger="#FF9B90",
    warn="#F2C572",
    ok="#7EE2A0",
    focus="#8CC4FF",
    hover="#30343A",
    process="#2B2532",
    danger_ground="#3A2826",
    warn_ground="#383023",
    ok_ground="#24342A",
    accent_ground="#243437",
)


def colours(of: QPalette) -> Colours:
    """The named colours that belong to a palette: those of the dark one if its window is dark."""
    return DARK if of.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def colour(of: QPalette, name: str) -> QColor:
    """One named colour ("muted", "danger", "focus" ...) as it is in a palette."""
    return QColor(getattr(colours(of), name))


def palette(named: Colours) -> QPalette:
    """The Qt palette made of named colours."""
    role = QPalette.ColorRole
    made = QPalette(QColor(named.base), QColor(named.window))
    for roles, name in (
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), named.text),
        ((role.Base, role.Button, role.ToolTipBase, role.Light), named.base),
        ((role.Window, role.Midlight), named.window),
        ((role.AlternateBase,), named.hover),
        ((role.Mid,), named.line),
        ((role.Dark,), named.outline),
        ((role.Shadow,), named.outline),
        ((role.PlaceholderText,), named.muted),
        ((role.Accent, role.Highlight, role.Link, role.LinkVisited), named.accent),
        ((role.HighlightedText,), named.on_accent),
    ):
        for one in roles:
            made.setColor(one, QColor(name))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(named.muted))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(named.line))
    made.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(named.text))
    return made
