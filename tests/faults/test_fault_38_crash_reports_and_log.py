# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: S102 - an error can come from anywhere, also from code made at run time
"""Words planted in every place an error can carry them: none comes into a report or into the log."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from dit_desktop.store import crash, eventlog
from dit_desktop.store.errors import DiskFull, Refused
from dit_desktop.store.eventlog import Event, EventLog
from tests.journeys.needles import needles, scan

NOW = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)


def fail(error: BaseException, local: str) -> BaseException:
    """The error as it is once it was raised, with the word in a variable beside it."""
    kept = {"name": local, "text": [local] * 3}
    try:
        raise error
    except type(error) as caught:
        assert kept
        return caught


def from_made_code(word: str) -> BaseException:
    """An error in a function, a file and a module of this name."""
    spelt = word.replace("é", "e")
    code = compile(f"def {spelt}():\n    raise ValueError({word!r})\n{spelt}()", f"/home/{word}/{word}.py", "exec")
    try:
        exec(code, {"__name__": f"dit_desktop.{word}"})
    except ValueError as error:
        return error
    raise AssertionError


def of_made_type(word: str) -> BaseException:
    """An error whose very type carries the word, in a module that has none such."""
    kind = type(word, (LookupError,), {"__module__": "dit_desktop.store.rows", "__qualname__": word})
    made: BaseException = kind(word)
    return fail(made, word)


def of_false_module(word: str) -> BaseException:
    kind = type("ValueError", (ValueError,), {"__module__": word})
    made: BaseException = kind(word)
    return fail(made, word)


class HostileError(Exception):
    """Has nothing good to say when it is asked."""

    def __str__(self) -> str:
        raise RuntimeError(self.args[0])


def chained(word: str) -> BaseException:
    try:
        try:
            Path(f"/home/{word}/{word}.pdf").read_bytes()
        except OSError as error:
            raise KeyError(word) from error
    except KeyError as error:
        error.add_note(word)
        return error
    raise AssertionError


def deep(word: str) -> BaseException:
    def down(name: str, left: int) -> None:
        if not left:
            raise RecursionError(name)
        down(name, left - 1)

    try:
        down(word, 300)
    except RecursionError as error:
        return error
    raise AssertionError


ERRORS: dict[str, Callable[[str], BaseException]] = {
    "message": lambda word: fail(ValueError(word), word),
    "unicode": lambda word: fail(UnicodeDecodeError("utf-8", word.encode(), 0, 1, word), word),
    "system": lambda word: fail(PermissionError(13, word, f"/home/{word}/Letters/{word}.pdf"), word),
    "syntax": lambda word: fail(SyntaxError(word, (f"{word}.py", 1, 1, word)), word),
    "attribute": lambda word: fail(AttributeError(word, name=word, obj=word), word),
    "own": lambda word: fail(Refused(word, safe=word, next_step=word), word),
    "group": lambda word: fail(BaseExceptionGroup(word, [ValueError(word), fail(KeyError(word), word)]), word),
    "hostile": lambda word: fail(HostileError(word), word),
    "chained": chained,
    "deep": deep,
    "made code": from_made_code,
    "made type": of_made_type,
    "false module": of_false_module,
}


@pytest.mark.parametrize("name", ERRORS)
def test_fault_38_no_word_of_an_error_comes_into_its_report(name: str, tmp_path: Path) -> None:
    words = list(islice(needles(random.Random(name)), 5))
    for number, word in enumerate(words):
        error = ERRORS[name](word)
        (tmp_path / "careless").mkdir(exist_ok=True)
        told = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        (tmp_path / "careless" / f"{number}.txt").write_text(told, "utf-8")
        path = crash.keep(tmp_path, crash.text_of(error, NOW), NOW)
        assert path is not None
        assert "What went wrong: " in path.read_text("utf-8")
    spelt = [word.replace("é", "e") for word in words]
    careless = {item.needle.replace("é", "e") for item in scan([tmp_path / "careless"], [*words, *spelt])[0]}
    assert careless == set(spelt), "the words were not where an error carries them"
    found, size = scan([tmp_path / crash.FOLDER], [*words, *spelt])
    assert found == []
    assert size > 500
    assert not any(text in path.read_text("utf-8") for path in (tmp_path / crash.FOLDER).iterdir() for text in HOMES)


HOMES = ("/home", str(Path.home()) + "/", ".py", os.sep + "tmp")


def test_fault_38_a_report_says_what_a_developer_needs(tmp_path: Path) -> None:
    with pytest.raises(TypeError) as raised:
        EventLog(tmp_path).note(Event.OPENED, seconds=1.5)  # type: ignore[arg-type]
    text = crash.text_of(raised.value, NOW)
    assert "When: 2026-11-26T18:30:00+00:00" in text
    assert "What went wrong: TypeError" in text
    assert "  dit_desktop.store.eventlog, line " in text
    assert f"Python {sys.version.split()[0]}" in text
    ours = crash.text_of(fail(DiskFull(), ""), NOW)
    assert "What went wrong: dit_desktop.store.errors.DiskFull" in ours


def every_event() -> Iterator[dict[str, Any]]:
    for event in Event:
        yield {"event": event}
        yield {"event": event, "code": DiskFull.code, "places": 3}


def test_fault_38_the_log_takes_known_words_and_numbers_and_nothing_else(tmp_path: Path) -> None:
    (word,) = islice(needles(random.Random(5)), 1)
    log = EventLog(tmp_path)
    for given in every_event():
        log.note(**given)
    log.note(Event.REFUSED, word)
    tried: list[Callable[[], None]] = [
        lambda: log.note(word),  # type: ignore[arg-type]
        lambda: log.note(Event.REFUSED, "", **{word: 3}),
        lambda: log.note(Event.REFUSED, places=word),  # type: ignore[arg-type]
        lambda: log.note(Event.REFUSED, places=True),
        lambda: log.note(Event.REFUSED, places=1.5),  # type: ignore[arg-type]
    ]
    for act in tried:
        with pytest.raises(TypeError):
            act()
    lines = eventlog.read(tmp_path).splitlines()
    assert len(lines) == 2 * len(Event) + 1
    assert lines[-1].endswith(" refused internal")
    assert lines[1].endswith(f"{Event.OPENED.value} disk_full places=3")
    found, size = scan([tmp_path], [word, *(line.split()[1] for line in lines[:1])])
    assert {item.needle for item in found} == {Event.OPENED.value}
    assert size > 500


def test_fault_38_the_log_does_not_grow_without_end(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    log.note(Event.OPENED)
    path = tmp_path / eventlog.FOLDER / eventlog.FILE
    path.write_bytes(path.read_bytes() * (eventlog.LARGEST // path.stat().st_size + 1))
    log.note(Event.CLOSED)
    log.note(Event.OPENED)
    assert sorted(each.name for each in path.parent.iterdir()) == [eventlog.FILE, eventlog.EARLIER]
    assert len(path.read_text("ascii").splitlines()) == 2
    assert eventlog.read(tmp_path).splitlines()[-1].endswith(" opened")


def test_fault_38_old_reports_make_room_for_new_ones_and_all_are_private(tmp_path: Path) -> None:
    for day in range(crash.MOST + 5):
        when = NOW + timedelta(days=day)
        crash.keep(tmp_path, crash.text_of(ValueError(), when), when)
    crash.keep(tmp_path, "the same moment\n", when)
    found = crash.reports(tmp_path)
    assert len(found) == crash.MOST
    assert found[0].text == "the same moment\n"
    assert (tmp_path / crash.FOLDER).stat().st_mode & 0o777 == 0o700
    assert {report.path.stat().st_mode & 0o777 for report in found} == {0o600}


# Ends by a fault while the log of hard ends is open, in a function of the program that somebody's words are given to.
ENDED = """
import os, signal, sys
from pathlib import Path
from dit_desktop.store import crash, eventlog
class Number(int): pass
def note(self, event, code="", **counts):
    name = sys.argv[2]
    os.kill(os.getpid(), int(sys.argv[3]))
watch = crash.HardEnd(Path(sys.argv[1]))
code = compile("def write(end, word): end(word)", eventlog.__file__, "exec")
space = {}
exec(code, space)
space["write"](lambda word: note(None, word), sys.argv[2])
"""


@pytest.mark.parametrize(
    "number, words", [(signal.SIGSEGV, "Segmentation fault"), (signal.SIGABRT, "Aborted"), (signal.SIGBUS, "Bus")]
)
def test_fault_38_of_a_hard_end_only_kind_and_place_are_kept(tmp_path: Path, number: int, words: str) -> None:
    (word,) = islice(needles(random.Random(6)), 1)
    home = tmp_path / word
    home.mkdir()
    assert crash.after_hard_end(home) is None
    ended = subprocess.run([sys.executable, "-c", ENDED, home, word, str(int(number))], check=False, timeout=30)
    assert ended.returncode == -number
    assert (home / crash.FOLDER / crash.HARD).stat().st_size > 100
    path = crash.after_hard_end(home)
    assert path is not None
    text = path.read_text("utf-8")
    assert words in text
    assert "dit_desktop.store.eventlog, line 1" in text
    assert not any(told in text for told in (word, *HOMES, "write"))
    assert crash.after_hard_end(home) is None, "told once"


def test_fault_38_a_quiet_end_leaves_nothing(tmp_path: Path) -> None:
    watch = crash.HardEnd(tmp_path)
    assert (tmp_path / crash.FOLDER / crash.HARD).exists()
    watch.stop()
    assert list(tmp_path.iterdir()) == []
    assert crash.after_hard_end(tmp_path) is None
