# SPDX-License-Identifier: Apache-2.0
"""Words, edges and the ring of the focus can be seen on every ground of both palettes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from dit_desktop.ui.colours import DARK, LIGHT, Colours, colour, colours, palette

BOTH = pytest.mark.parametrize("named", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "base", "hover", "process", "danger_ground", "warn_ground", "ok_ground", "accent_ground")
WORDS = ("text", "muted")
MEANINGS = ("accent", "danger", "warn", "ok")


def luminance(name: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(name[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_faint(named: Colours, inks: tuple[str, ...], grounds: tuple[str, ...], least: float) -> list[str]:
    return [
        f"{ink} on {ground}: {contrast(getattr(named, ink), getattr(named, ground)):.2f}"
        for ink in inks
        for ground in grounds
        if contrast(getattr(named, ink), getattr(named, ground)) < least
    ]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_faint_colour_is_found() -> None:
    faint = LIGHT._replace(muted="#A0A0A0")
    assert too_faint(faint, WORDS, ("base",), 4.5) == ["muted on base: 2.61"]


@BOTH
def test_words_can_be_read_on_every_ground(named: Colours) -> None:
    assert too_faint(named, WORDS, GROUNDS, 4.5) == []


@BOTH
def test_coloured_words_can_be_read_on_pages_and_fields(named: Colours) -> None:
    assert too_faint(named, MEANINGS, ("window", "base"), 4.5) == []
    assert too_faint(named, ("on_accent",), ("accent",), 4.5) == []


@BOTH
def test_a_message_can_be_read_on_its_own_ground(named: Colours) -> None:
    pairs = (
        (named.accent, named.accent_ground),
        (named.ok, named.ok_ground),
        (named.warn, named.warn_ground),
        (named.danger, named.danger_ground),
    )
    assert min(contrast(ink, ground) for ink, ground in pairs) >= 4.5


@BOTH
def test_edges_and_the_focus_ring_can_be_seen(named: Colours) -> None:
    assert too_faint(named, ("outline", "focus", "accent"), ("window", "base"), 3) == []
    assert too_faint(named, ("focus",), GROUNDS, 3) == []


@BOTH
def test_a_palette_knows_its_named_colours(named: Colours) -> None:
    of = palette(named)
    assert colours(of) == named
    assert colour(of, "danger").name().upper() == named.danger
    assert of.color(QPalette.ColorRole.Window).name().upper() == named.window
    assert of.color(QPalette.ColorRole.Highlight).name().upper() == named.accent
