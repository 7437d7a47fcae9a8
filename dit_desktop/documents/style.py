# SPDX-License-Identifier: Apache-2.0
"""The faces, colours and paragraph styles of everything the program puts on paper."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from dit_desktop.paths import resource

SERIF = "NotoSerif-Regular"
SERIF_ITALIC = "NotoSerif-Italic"
SANS = "NotoSans-Regular"
SANS_BOLD = "NotoSans-Bold"

INK = HexColor(0x1F2328)
MUTED = HexColor(0x57606A)
ACCENT = HexColor(0x1F6F78)

LEFT, CENTRE, RIGHT = TA_LEFT, TA_CENTER, TA_RIGHT


@functools.cache
def glyphs(face: str) -> Mapping[int, int]:
    """The characters a face can draw, by code point; the face is made known to ReportLab when first asked for."""
    font = TTFont(face, str(resource("fonts", f"{face}.ttf")))
    pdfmetrics.registerFont(font)
    found: Mapping[int, int] = font.face.charToGlyph
    return found


def style(face: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    """Running text in a face, ragged right, that never leaves one line of a paragraph alone on a page."""
    glyphs(face)
    usual: dict[str, Any] = {"textColor": INK, "allowWidows": 0, "allowOrphans": 0, "splitLongWords": 1}
    return ParagraphStyle(f"{face} {size}", fontName=face, fontSize=size, leading=leading, **(usual | more))


def millimetres(length: float) -> float:
    """A length in the points a page is measured in."""
    return length * float(mm)
