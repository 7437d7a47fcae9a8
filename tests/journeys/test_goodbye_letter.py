# SPDX-License-Identifier: Apache-2.0
"""A course from the assessment to the goodbye letter on paper, locked on the way, and read again from outside."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.journeys.accessible import Node
from tests.journeys.processes import wait_for
from tests.journeys.program import PASSPHRASE, Program, command, make_practice
from tests.journeys.reader import Reader
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

CLIENT = {"Made-up name": "Heron", "Name they use": "Rowan"}
PRACTICE = {"Your name": "Isobel Crane", "Letters close with": "With every good wish,"}
FIRST_NOTE = "Came in out of the rain, and told of the removal van."
SECOND_NOTE = "Stayed on the landing, and then came back."
ASSESSMENT = {
    "What brings them": "“I’m gone before anybody can ask.”",
    "Since when": "Since the spring, when the flat was sold.",
    "Who was involved": "A brother who stopped ringing.",
    "What they hope for": "To stay in one room with one person.",
}
FORMULATION = {
    "Self: “I am …”": "too much for people",
    "Other: “They are …”": "about to turn away",
    "Feeling on the surface": "irritation",
    "Feeling harder to bear": "longing",
    "What the pattern is for": "It spares them waiting at the window.",
    "Working text": "Leaves first; the second goodbye is the one that counts.",
    "Client’s wording": "When I want somebody near I pack a bag.",
    "One-line reminder": "Packs a bag when somebody comes near.",
}
RESPONSE = "“You make it sound as if I had a reason.”"
LETTER = {
    "Why I am writing": "I said I would write, and this is yours to correct.",
    "What brought you": "You came because every room had become a waiting room.",
    "The pattern we found": "You packed a bag whenever somebody came near.",
    "What we worked on": "We both remember the landing.",
    "What is different": "You rang your brother & stayed on the line.",
    "What is not": "Sunday evenings are still long.",
    "Saying goodbye": "Ending may feel like being sent away.",
    "Looking ahead": "When the suitcase comes down, ring somebody first.",
    "Goodbye": "It was good to work with you.",
}
# By the name under which each text is stored; what is typed into the letter last is cut open by the lock.
LETTER_FIELDS = ("opening", "came", "pattern", "work", "changed", "unchanged", "ending", "ahead", "close")
SECRETS = ("Heron", "Rowan", "C-001", "landing", "suitcase", "bag")


def _words(screen: Screen) -> str:
    """Every name, description and text that shows or is hidden in any window."""
    found = [node for root in screen.tree.read(hidden=True) for node in root.walk()]
    return "\n".join(f"{node.name}\n{node.description}\n{_text(node)}" for node in found)


def _text(node: Node) -> str:
    return node.text if "Text" in node.interfaces else ""


def _open_course(program: Program) -> None:
    screen = program.screen
    program.go("ctrl+comma", "text", "Your name")
    program.write(PRACTICE)
    program.go("ctrl+n", "text", "Made-up name")
    program.write(CLIENT)
    program.go("ctrl+1", "push button", re.compile("sixteen sessions"))
    screen.press("Return")
    screen.find("push button", "Write session 1")
    screen.press("Return")
    program.write({"What we talked about": FIRST_NOTE})


def _formulate(program: Program) -> None:
    screen = program.screen
    program.go("ctrl+3", "text", "What brings them")
    program.write(ASSESSMENT)
    program.go("ctrl+6", "text", "Working text")
    program.write(FORMULATION)
    program.press_button("This version was shared")
    program.write({"What they said": RESPONSE})
    screen.find("label", re.compile("^Shared, and kept as it was said"))


def _write_second_note(program: Program) -> None:
    """Choose the second session from the list; the reminder and the last note stand by it."""
    screen = program.screen
    program.go("ctrl+7", "table", "Sessions")
    screen.click(screen.find("cell", "2"))
    screen.press("Return")
    screen.find("label", re.compile("session 2 of 16"))
    screen.find("label", re.compile(re.escape(FORMULATION["One-line reminder"])))
    beside = [_text(node) for node in screen.all("label", re.compile("^The last note"))]
    assert any(FIRST_NOTE in text for text in beside), beside
    program.write({"What we talked about": SECOND_NOTE})


def _export(program: Program, path: Path) -> str:
    """Export the paper that is shown to a path typed in; returns the passphrase that was offered."""
    screen = program.screen
    screen.find("graphic", re.compile("^Page 1 of "))
    assert "checked" in screen.find("radio button", re.compile("^Protected")).states
    passphrase = screen.find("text", "Passphrase of the file").text
    program.export(path, r"^Written and opened again: 1 page.*AES-256")
    return passphrase


def _read_pdf(path: Path, passphrase: str) -> str:
    """The words of a protected PDF, read with other people's tools; without its passphrase nobody reads it."""

    def run(*line: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(part) for part in line], capture_output=True, encoding="utf-8", check=False)

    assert run("pdfinfo", path).returncode != 0
    assert run("pdfinfo", "-upw", passphrase + "x", path).returncode != 0
    told = run("qpdf", f"--password={passphrase}", "--show-encryption", path)
    assert "R = 6" in told.stdout, told.stdout + told.stderr
    assert "AESv3" in told.stdout
    words = run("pdftotext", "-upw", passphrase, path, "-")
    assert words.returncode == 0, words.stderr
    return " ".join(words.stdout.split())


def _lock_and_return(program: Program) -> str:
    """Lock in the middle of a word of the letter, unlock, and go on; returns the text there then is."""
    screen = program.screen
    ending = LETTER["Goodbye"]
    area = program.write({"Goodbye": ending})
    screen.press(*["Left"] * 4)
    before = screen.find("frame").name
    screen.press("ctrl+l")
    screen.find("push button", "Unlock")
    assert screen.find("frame").name == "DIT Desktop"
    told = _words(screen)
    assert [word for word in SECRETS if word in told] == []
    program.unlock()
    area = screen.find("text", "Goodbye")
    wait_for(lambda: "focused" in area.now(), "the cursor back in the letter")
    assert area.text == ending
    assert screen.find("frame").name == before
    screen.type("<& so>")
    now = f"{ending[:-4]}<& so>{ending[-4:]}"
    wait_for(lambda: area.text == now, f"{now!r}, there is {area.text!r}")
    return now


def _read_from_outside(data: Path, ending: str, exported: Path) -> None:
    """Verify, export and an independent reader agree on what was typed."""
    verified = command("verify", data, stdin=PASSPHRASE + "\n")
    assert verified["ok"]
    assert verified["findings"] == []
    made = {kind: number for kind, number in verified["counts"].items() if number}
    singles = dict.fromkeys(("Assessment", "Client", "Course", "Formulation", "Letter", "Practice", "Sharing"), 1)
    assert made == {**singles, "Appointment": 2, "SessionNote": 2, "Exported": 2}

    reader = Reader(data, PASSPHRASE)
    assert [note["material"] for note in reader.records("SessionNote")] == [FIRST_NOTE, SECOND_NOTE]
    assert reader.records("SessionNote")[1]["reminder"] == FORMULATION["One-line reminder"]
    letter = reader.records("Letter")[0]
    assert [letter[name] for name in LETTER_FIELDS] == [*list(LETTER.values())[:-1], ending]
    assert letter["salutation"] == CLIENT["Name they use"]
    assert reader.records("Sharing")[0]["response"] == RESPONSE
    for kind, typed in {
        "Assessment": ASSESSMENT,
        "Formulation": FORMULATION,
        "Client": CLIENT,
        "Practice": PRACTICE,
    }.items():
        assert set(typed.values()) <= set(map(str, reader.records(kind)[0].values())), kind

    command("export", "--data", data, "--to", exported, stdin=PASSPHRASE + "\n")
    record = json.loads((exported / "clients" / "C-001" / "record.json").read_text("utf-8"))
    said = json.dumps(record, ensure_ascii=False)
    notes = (FIRST_NOTE, SECOND_NOTE, RESPONSE, ending)
    texts = [*notes, *CLIENT.values(), *ASSESSMENT.values(), *FORMULATION.values(), *list(LETTER.values())[:-1]]
    assert [text for text in texts if json.dumps(text, ensure_ascii=False) not in said] == []


def test_a_course_from_assessment_to_letter_is_all_there_after_locking_and_for_other_readers(
    screen: Screen, tmp_path: Path
) -> None:
    data = tmp_path / "practice"
    make_practice(data)
    program = Program(screen, data)
    program.open()
    _open_course(program)
    _formulate(program)
    _write_second_note(program)

    program.go("ctrl+9", "text", "Why I am writing")
    program.write({name: text for name, text in LETTER.items() if name != "Goodbye"})
    ending = _lock_and_return(program)
    program.wait_saved()
    screen.press("ctrl+p")
    letter, focus = tmp_path / "letter.pdf", tmp_path / "our focus.pdf"
    words = _read_pdf(letter, _export(program, letter))
    for text in (*list(LETTER.values())[:-1], ending, *PRACTICE.values(), "Dear Rowan"):
        assert text in words, words
    program.go("ctrl+6", "push button", "Our focus as a page")
    program.press_button("Our focus as a page")
    words = _read_pdf(focus, _export(program, focus))
    assert FORMULATION["Client’s wording"] in words, words
    assert FORMULATION["Working text"] not in words
    program.quit()
    _read_from_outside(data, ending, tmp_path / "exported")
