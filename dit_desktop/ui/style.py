# SPDX-License-Identifier: Apache-2.0
"""How the program looks: two palettes, one type scale, one spacing unit, and what follows the system."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from dit_desktop.paths import resource
from dit_desktop.ui.colours import DARK, LIGHT, Colours, palette
from dit_desktop.ui.drawn import Drawn
from dit_desktop.ui.strokes import TARGET

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from dit_desktop.records.settings import Appearance

_LEAST_POINTS = 10.0  # Windows says 9, which is small for a day of reading
_SIZES = {"title": 1.6, "heading": 1.2, "small": 0.9}


def em(widget: QWidget) -> int:
    """The size of the text in a widget in pixels; every measure on the screen is a multiple of it."""
    return QFontInfo(widget.font()).pixelSize()


def inset(line: QLineEdit) -> None:
    """Leave room between the edge of a line and its text."""
    side = round(em(line) * 0.25)
    line.setTextMargins(side, 0, side, 0)


def space(widget: QWidget, units: float = 1) -> int:
    """So many spacing units in pixels; one unit is half the text size."""
    return round(em(widget) * units / 2)


def _of_type(step: str) -> str:
    """What can have a step of the type scale."""
    return f'QLabel[type="{step}"], Link[type="{step}"]'


def _sheet(named: Colours, points: float) -> str:
    """The few rules Qt's palette has no words for: the type scale and the tones of labels."""
    sizes = "".join(f"{_of_type(name)} {{ font-size: {points * factor:.1f}pt; }}" for name, factor in _SIZES.items())
    weights = ", ".join(map(_of_type, ("title", "heading", "label"))) + " { font-weight: 600; }"
    tones = "".join(
        f'QLabel[tone="{name}"] {{ color: {getattr(named, name)}; }}'
        for name in ("muted", "accent", "danger", "warn", "ok")
    )
    mark = round(points * 1.7)
    marks = (
        f"QCheckBox::indicator, QRadioButton::indicator {{ width: {mark}px; height: {mark}px; }}"
        f"QCheckBox, QRadioButton {{ min-height: {TARGET}px; }}"
        f"QPushButton {{ icon-size: {mark}px; }}"
    )
    bars = (
        "QScrollBar { background: transparent; border: none; }"
        "QScrollBar:vertical { width: 12px; } QScrollBar:horizontal { height: 12px; }"
        f"QScrollBar::handle {{ background: {named.outline}; border-radius: 3px; margin: 3px; }}"
        "QScrollBar::handle:vertical { min-height: 32px; } QScrollBar::handle:horizontal { min-width: 32px; }"
        f"QScrollBar::handle:hover {{ background: {named.muted}; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: none; }"
    )
    tip = f"QToolTip {{ color: {named.text}; background: {named.base}; border: 1px solid {named.outline}; }}"
    return sizes + weights + tones + marks + bars + tip


def typed(widget: QWidget, step: str = "", tone: str = "") -> None:
    """Give a label a step of the type scale ("title", "heading", "label", "small") and a tone ("muted", ...)."""
    shown = widget.isVisible() or widget.property("type") is not None
    widget.setProperty("type", step)
    widget.setProperty("tone", tone)
    if shown:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _system_font() -> QFont:
    """The system's own font, or the Noto Sans that comes with the program where the system has none."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if sys.platform.startswith("linux") and font.family().lower() in {"", "sans", "sans serif"}:
        for file in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
            number = QFontDatabase.addApplicationFont(str(resource("fonts", file)))
            for family in QFontDatabase.applicationFontFamilies(number):
                font.setFamily(family)
    font.setPointSizeF(max(font.pointSizeF(), _LEAST_POINTS))
    return font


class Look(QObject):
    """Keeps an application looking as it was asked to, also when the system turns dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._font = _system_font()
        self._scheme = ""
        self._percent = 0
        self._shown: tuple[Colours, float] | None = None
        self._windows: list[QWidget] = []
        style = Drawn(QStyleFactory.create("Fusion"))
        app.setStyle(style)
        # Fusion's own palette follows the system; asking for the scheme itself costs the first page 10 ms.
        self._system_dark = style.standardPalette().color(QPalette.ColorRole.Window).lightness() < 128
        app.styleHints().colorSchemeChanged.connect(self._turn)

    def set(self, scheme: str, percent: int) -> None:
        """Take a palette ("system", "light" or "dark") and a text size."""
        self._scheme, self._percent = scheme, percent
        self._repaint()

    def dress(self, window: QWidget) -> None:
        """Let a window bear the rules from now on, and the application none.

        Under rules of the whole application every widget is looked through each time it is put into another one: a
        page takes three times as long to make as in the air, where no rule reaches it before it is whole.
        """
        self._windows.append(window)
        window.destroyed.connect(lambda: self._undress(window))
        self._shown = None
        self._repaint()

    def _undress(self, window: QWidget) -> None:
        self._windows.remove(window)
        self._shown = None  # without a window the application bears them again

    def _dark(self) -> bool:
        if self._scheme in {"light", "dark"}:
            return self._scheme == "dark"
        return self._system_dark

    def _turn(self, scheme: QtCore.Qt.ColorScheme) -> None:
        self._system_dark = scheme is QtCore.Qt.ColorScheme.Dark
        self._repaint()

    def _repaint(self) -> None:
        named = DARK if self._dark() else LIGHT
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * self._percent / 100)
        if self._shown == (named, font.pointSizeF()):
            return
        self._shown = (named, font.pointSizeF())
        bearers: list[QApplication | QWidget] = [*self._windows] or [self._app]
        # Under a sheet every step would polish every widget; with a thousand of them that is seconds.
        self._app.setStyleSheet("")
        for window in self._windows:
            window.setStyleSheet("")
        self._app.setFont(font)
        self._app.setPalette(palette(named))
        for each in bearers:
            each.setStyleSheet(_sheet(named, font.pointSizeF()))


def apply(app: QApplication, appearance: Appearance | None = None, percent: int = 100) -> None:
    """Make an application look as the settings say; call it again when they change."""
    apply_named(app, str(appearance.value) if appearance else "system", percent)
    ring(app)


def ring(app: QApplication) -> None:
    """Let a ring stand around what has the focus, from the first call on; the first page is painted without it."""
    from dit_desktop.ui.ring import Ringing  # noqa: PLC0415 - after the first paint

    if app.findChild(Ringing) is None:
        Ringing(app)


def apply_named(app: QApplication, scheme: str, percent: int) -> None:
    """The same with the name of the palette, for a first page that has no time to load the settings' own words."""
    (app.findChild(Look) or Look(app)).set(scheme, percent)


def dress(window: QWidget) -> None:
    """Let a window bear the looks of the application, if it has any yet."""
    app = QApplication.instance()
    look = app.findChild(Look) if app else None
    if look is not None:
        look.dress(window)
