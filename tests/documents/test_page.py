# SPDX-License-Identifier: Apache-2.0
"""What every paper must be, whatever is on it: readable by others, with no traces and nothing loose."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from dit_desktop.documents.executors import executors_sheet
from dit_desktop.documents.focus import our_focus
from dit_desktop.documents.letter import goodbye
from dit_desktop.documents.pack import executors_pack
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.recovery import full_access_sheet, recovery_sheet
from dit_desktop.records.letter import paragraphs
from tests.documents.papers import CODE, DAY, FOCUS, LETTER, PLAIN, PRACTICE, VAULT, about, loose_fonts, qpdf
from tests.documents.shelf import NOW, Shelf

PAPERS = {
    "letter": lambda: goodbye(LETTER, PRACTICE, DAY, draft=False),
    "draft": lambda: goodbye(LETTER, PRACTICE, DAY, draft=True, example=True),
    "plain": lambda: goodbye(LETTER, PLAIN, DAY, draft=False),
    "recovery": lambda: recovery_sheet(CODE, VAULT, DAY),
    "executors": lambda: executors_sheet(CODE, VAULT, PRACTICE, DAY),
    "pack": lambda: executors_pack(Shelf(PRACTICE), NOW),
    "full access": lambda: full_access_sheet(CODE, VAULT, DAY),
    "focus": lambda: our_focus(FOCUS, PRACTICE, DAY, "client", example=True),
}


NOBODYS = {
    "Recovery sheet",
    "Code for full access",
    "Executors’ sheet",
    "For the executors",
}  # whoever finds one should not learn whose it is


@pytest.fixture(params=sorted(PAPERS))
def paper(request: pytest.FixtureRequest) -> Paper:
    return PAPERS[request.param]()


def test_a_planted_loose_font_is_found() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(100, 100, "planted")
    canvas.save()
    assert loose_fonts(buffer.getvalue()) == ["Helvetica"]


def test_every_font_is_embedded_as_a_subset_and_can_be_read_back(paper: Paper) -> None:
    assert loose_fonts(paper.data) == []


def test_a_strict_reader_finds_no_fault(paper: Paper) -> None:
    checked = qpdf(paper.data, "--check")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_file_says_its_kind_its_practice_and_its_language(paper: Paper) -> None:
    lines = dict(line.split(":", 1) for line in about(paper.data).splitlines())
    assert lines["Title"].strip() == paper.title
    assert lines.get("Author", "").strip() == ("" if paper.title in NOBODYS else "Isobel Crane")
    assert lines["Tagged"].strip() == "yes"
    assert lines["Page size"].strip().endswith("(A4)")
    assert "3 " in lines["CreationDate"]
    with pikepdf.open(BytesIO(paper.data)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def strings(data: bytes) -> str:
    """Every string of a file outside its pages' drawing."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return "\n".join(repr(item) for item in [*pdf.objects, pdf.trailer])


def test_the_file_never_says_for_whom_it_is(paper: Paper) -> None:
    assert ("Isobel Crane" in strings(paper.data)) is (paper.title not in NOBODYS)
    for secret in ("Marian", "cupboard", *CODE.split("-")):
        assert secret not in strings(paper.data)


def spoken(data: bytes) -> list[tuple[str, str]]:
    """The role and text of every element in reading order."""
    found: list[tuple[str, str]] = []
    for line in about(data, "-struct-text").splitlines()[1:]:
        role, quoted, words = line.strip().partition('"')
        if not quoted:
            found.append((role.split()[0], ""))
        elif found:
            found[-1] = (found[-1][0], " ".join((found[-1][1] + words.removesuffix('"')).split()))
    return found


def test_a_screen_reader_hears_the_letter_in_its_order() -> None:
    long = replace(LETTER, work="\n\n".join(["A moment you both remember. " * 10] * 6))
    letter = goodbye(long, PRACTICE, DAY, draft=True, example=True)
    assert letter.pages == 2
    heard = spoken(letter.data)
    assert [role for role, _words in heard] == ["P"] * len(heard)
    head = [
        PRACTICE.name,
        PRACTICE.profession,
        PRACTICE.qualifications,
        PRACTICE.address,
        PRACTICE.phone,
        PRACTICE.email,
    ]
    body = ["3 September 2026", "Dear Marian,", *paragraphs(long), "With warm wishes,", "Isobel Crane"]
    assert [words for _role, words in heard] == [" ".join(text.split()) for text in head + body]


def test_a_screen_reader_hears_that_the_focus_has_a_heading() -> None:
    heard = spoken(our_focus(FOCUS, PRACTICE, DAY, "client").data)
    wording = FOCUS.client_wording.split("\n\n")
    assert heard == [("H1", "Our focus"), *(("P", text) for text in [*wording, FOCUS.reminder])]


SCRIPT = """
import sys
from tests.documents.papers import DAY, LETTER, PRACTICE
from dit_desktop.documents.letter import goodbye
from dit_desktop.documents.protect import protected, reopen
from dataclasses import replace
"""


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A program of its own that makes papers and is not watched by coverage, which writes and loads things itself."""
    command = [sys.executable, "-B", "-c", SCRIPT + script, *arguments]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, env=alone, capture_output=True, check=False, timeout=60)


def test_nothing_is_written_anywhere_while_a_paper_is_made_and_protected(tmp_path: Path) -> None:
    # With a file size limit of nothing even a library's temporary file would fail.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))\n"
    limit += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    planted = run(
        limit + "file = open(sys.argv[1], 'w', buffering=1)\nprint('planted', file=file)", str(tmp_path / "planted")
    )
    assert b"File too large" in planted.stderr
    made = run(
        limit
        + "data = protected(goodbye(LETTER, PRACTICE, DAY, draft=True).data, 'six words that nobody could guess')\n"
        + "reopen(data, 'six words that nobody could guess')\n"
        + "sys.stdout.buffer.write(data)"
    )
    assert made.stderr == b""
    assert made.stdout.startswith(b"%PDF")


def test_a_picture_named_in_the_text_is_never_opened(tmp_path: Path) -> None:
    picture = tmp_path / "private.png"
    picture.write_bytes(b"private")
    script = """
seen = []
sys.addaudithook(lambda event, found: seen.append(str(found[0])) if event == "open" else None)
picture = f'<img src="{sys.argv[1]}" width="10" height="10"/>'
goodbye(replace(LETTER, came=picture, salutation=picture), replace(PRACTICE, name=picture), DAY, draft=True)
print(seen.count(sys.argv[1]), any("NotoSerif" in path for path in seen))
open(sys.argv[1]).close()
print(seen.count(sys.argv[1]))
"""
    assert run(script, str(picture)).stdout.split() == [b"0", b"True", b"1"]


def test_making_a_paper_brings_no_network_into_the_program() -> None:
    script = "goodbye(LETTER, PRACTICE, DAY, draft=True); print(*sys.modules)"
    loaded = run(script).stdout.decode().split()
    assert "reportlab" in loaded
    assert not {"urllib.request", "http.client", "socket", "ssl"} & set(loaded)
