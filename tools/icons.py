# SPDX-License-Identifier: Apache-2.0
"""Draws the program's mark as a vector, and from it the icons of Windows and macOS: `python -m tools.icons`."""

import math
import sys

from PIL import Image, ImageDraw

from dit_desktop.ui.colours import LIGHT
from tools import environment

FOLDER = environment.ROOT / "packaging" / "icons"
_SIDE = 1024
_SESSIONS = 16
_CORNER = 0.22  # of the tile's side
_MARGIN = 0.06  # what systems leave free around a tile
_PAPER = "#ffffff"
_FINER = 4  # drawn larger by this and averaged down
_WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_MACOS = (16, 32, 64, 128, 256, 512, 1024)


def dots(side: float, *, few: bool) -> list[tuple[float, float, float]]:
    """Middle and radius of every dot of the mark on a tile; fewer and stronger ones for the smallest sizes."""
    number = _SESSIONS // 2 if few else _SESSIONS
    found = []
    for index in range(number):
        angle = math.tau * index / number - math.pi / 2
        radius = side * ((0.045 if few else 0.020) + 0.030 * index / (number - 1))
        reach = side * 0.30
        found.append((side / 2 + math.cos(angle) * reach, side / 2 + math.sin(angle) * reach, radius))
    return found


def vector() -> str:
    """The mark on its tile as SVG."""
    edge, inner = _SIDE * _MARGIN, _SIDE * (1 - 2 * _MARGIN)
    circles = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>' for x, y, r in dots(_SIDE, few=False))
    tile = f'<rect x="{edge:.0f}" y="{edge:.0f}" width="{inner:.0f}" height="{inner:.0f}" rx="{inner * _CORNER:.0f}"'
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}">'
    return f'{start}{tile} fill="{LIGHT.accent}"/><g fill="{_PAPER}">{circles}</g></svg>\n'


def picture(side: int) -> Image.Image:
    """The same drawing in pixels, one size at a time, so that small ones stay clear."""
    large = side * _FINER
    margin = 0.0 if side <= 32 else large * _MARGIN
    made = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(made)
    box = (margin, margin, large - margin - 1, large - margin - 1)
    pen.rounded_rectangle(box, (large - 2 * margin) * _CORNER, fill=LIGHT.accent)
    for x, y, radius in dots(large, few=side <= 24):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_PAPER)
    return made.resize((side, side), Image.Resampling.LANCZOS)


def main() -> int:
    """Write the vector and every icon file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "dit-desktop.svg").write_text(vector(), "utf-8", newline="\n")
    windows = [picture(side) for side in _WINDOWS]
    windows[-1].save(FOLDER / "dit-desktop.ico", sizes=[(side, side) for side in _WINDOWS], append_images=windows[:-1])
    macos = [picture(side) for side in _MACOS]
    macos[-1].save(FOLDER / "dit-desktop.icns", append_images=macos[:-1])
    picture(256).save(FOLDER / "dit-desktop.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
