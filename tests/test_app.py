# SPDX-License-Identifier: Apache-2.0
"""The program without a screen, as its demonstration starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_without_a_screen_the_example_leaves_its_letter_and_a_picture_of_every_page(tmp_path: Path) -> None:
    places = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA")}
    said = subprocess.run(
        [sys.executable, "-m", "dit_desktop", "--example", "--offscreen", str(tmp_path / "out")],
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert "Passphrase: " in said.stdout
    assert str(tmp_path / "out") in said.stdout
    letters = list((tmp_path / "out").glob("goodbye-letter-C-009-*.pdf"))
    assert len(letters) == 1
    assert letters[0].read_bytes().startswith(b"%PDF")
    pictures = {path.name[3:] for path in (tmp_path / "out").glob("*.png")}
    assert {
        f"{page}-{look}.png" for page in ("unlock", "overview", "note", "letter") for look in ("light", "dark")
    } <= (pictures)
