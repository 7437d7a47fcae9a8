# SPDX-License-Identifier: Apache-2.0
"""A letter, a focus and a practice to put on paper, and the tools that read a PDF as others do."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter
from dit_desktop.records.practice import Letterhead, Practice

DAY = date(2026, 9, 3)
CODE = "0710-4GM2-RC1M-70Y4-0H28-9H85-8PFC"
VAULT = "1a2b3c4d-0000-4000-8000-000000000000"
PRACTICE = Practice(
    name="Isobel Crane",
    profession="Psychodynamic psychotherapist",
    qualifications="DIT-accredited practitioner (20-day course)",
    address="The Garden Room\n14 Mill Lane\nExampleton",
    phone="01632 960123",
    email="isobel@example.org",
    letterhead=Letterhead.ON,
)
PLAIN = replace(PRACTICE, letterhead=Letterhead.OFF)
LETTER = Letter(
    salutation="Marian",
    opening="I said that I would write to you as we came towards the end.",
    came="When you came you told me you were “fine, just slow”. You woke at four.\n\nIt had begun after the move.",
    pattern="It took us some weeks to find words for what kept happening: “back in the cupboard”.",
    work="You offered to finish early because I looked tired. You said “don't be silly”.",
    changed="You notice that you are angry. You say what you would like. You sleep.",
    unchanged="Your mother still looks past you to the door.",
    ending="When your father left, nobody said goodbye. So we have tried to.",
    ahead="If a low spell settles in, go to your doctor early.",
    close="Thank you for the work you have done here, and goodbye.",
)
FOCUS = Formulation(
    self_view="a useful thing",
    working="Handiness defends against longing.",
    client_wording="You feel people want you for what you do. So you do more.\n\nIt wears you out & nobody sees you.",
    reminder="Useful, or back in the cupboard.",
)


def _run(data: bytes, *command: str) -> str:
    return subprocess.run([*command], input=data, capture_output=True, check=True).stdout.decode()


def text(data: bytes, *options: str) -> str:
    """What a person finds who selects and copies the whole paper."""
    return _run(data, "pdftotext", "-enc", "UTF-8", *options, "-", "-")


def words(data: bytes) -> list[str]:
    """The words of a paper in the order they stand there."""
    return text(data).split()


def about(data: bytes, *options: str) -> str:
    """What the file says about itself."""
    return _run(data, "pdfinfo", *options, "-")


def loose_fonts(data: bytes) -> list[str]:
    """The fonts that are not embedded, not a subset, or cannot be turned back into text."""
    lines = _run(data, "pdffonts", "-").splitlines()[2:]
    assert lines, "a paper without any font would pass by having nothing to check"
    return [line.split()[0] for line in lines if line.split()[-5:-2] != ["yes", "yes", "yes"]]


def qpdf(data: bytes, *options: str) -> subprocess.CompletedProcess[str]:
    """What a strict reader says of the file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(data)
        return subprocess.run(["qpdf", *options, str(file)], capture_output=True, text=True, check=False)
