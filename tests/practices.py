# SPDX-License-Identifier: Apache-2.0
"""Practices for tests: made quickly, opened with their key, and handed to the program as a process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from dit_desktop.records.client import Client, FeeKind
from dit_desktop.records.course import Appointment, AppointmentState, Break, Course, Weekday
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.practice import Practice
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.store import keys, schema, vault
from dit_desktop.store.vault import Secret, Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

CODE = r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}"  # as a recovery code is written
PASSPHRASE: Final = "copper lantern orbit meadow quilt harbour"
SECRET: Final = Secret(PASSPHRASE)
CHEAP: Final = keys.Cost(64, 1, 1)
NEEDLE: Final = "Marguerite Quillfeather"
SIGNED_AT: Final = datetime(2026, 9, 3, 12, tzinfo=UTC)
HARD_WORDS: Final = (
    "apostrophe ' and \" quote",
    "<b>bold & <img src=x>",
    "nul \0 inside",
    "family 👩‍👩‍👧 and 𠜎",
    "שלום and \u202eright to left\u202c",
    "half a character \ud83d here",
    "line\r\nbreaks\u2028and\ttabs",
    "'); drop table record; --",
    "../../etc/passwd",
)


def empty(folder: Path) -> tuple[Vault, str]:
    """A new vault, open, and its recovery code."""
    return vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)


def filled(folder: Path) -> str:
    """A vault with a little of everything, closed; returns its recovery code."""
    made, code = empty(folder)
    made.add(Practice(name="Isobel Crane", profession="Psychotherapist"))
    made.add(Break(from_on=date(2026, 10, 19), to_on=date(2026, 11, 1)))
    client = made.add(Client(code="K-01", name=NEEDLE, fee_kind=FeeKind.LOWER, born_on=date(1990, 2, 28)))
    made.add(Client(code="K-01", name="Somebody else"))
    made.put_in_bin(made.add(Client(code="", alias="Taken out")).id)
    course = made.add(Course(parent=client.id, client=client.id, slot_day=Weekday.THURSDAY))
    mine: dict[str, Any] = {"parent": course.id, "client": client.id}
    when = datetime(2026, 9, 3, 10)  # noqa: DTZ001 - wall-clock time, as appointments have it
    made.add(Appointment(starts_at=when, state=AppointmentState.HELD, **mine))
    note = made.sign(made.add(SessionNote(material=f"What {NEEDLE} said", **mine)), at=SIGNED_AT)
    made.add(Addendum(written="Added later", parent=note.id, client=client.id))
    draft = made.add(SessionNote(material="First words", **mine))
    made.save(SessionNote(id=draft.id, material="Other words", **mine), visit=True)
    letter = Letter(salutation="Rowan", opening="Sixteen weeks ago.", close="Goodbye.", state=LetterState.FINAL, **mine)
    made.sign(made.add(letter), at=SIGNED_AT)
    made.close()
    return code


@contextmanager
def by_hand(folder: Path, passphrase: str = PASSPHRASE) -> Iterator[Connection]:
    """The records file opened by somebody who has the key and does as they like."""
    key = keys.open_with_passphrase(keys.read(folder), passphrase)
    connection = schema.connect(folder / schema.DATABASE, key, "rw")
    try:
        yield connection
    finally:
        connection.close()


def edit_signed_note(folder: Path, passphrase: str = PASSPHRASE) -> int:
    """Change a signed note past its trigger, which is put back as it was; returns the note's id."""
    with by_hand(folder, passphrase) as connection:
        rules = connection.execute("select name, sql from sqlite_master where tbl_name = 'record' and type = 'trigger'")
        found = [(name, sql) for name, sql in rules if " before update on " in sql]
        for name, _sql in found:
            connection.execute(f"drop trigger {name}")
        sql = "select id from record where kind = 'SessionNote' and signed_at is not null"
        number = int(connection.execute(sql).fetchone()[0])
        connection.execute("update record set body = json_set(body, '$.material', 'Nothing') where id = ?", (number,))
        for _name, sql in found:
            connection.execute(sql)
    return number


def copy(source: Path, to: Path) -> Path:
    """A practice for one test to spoil."""
    shutil.copytree(source, to)
    return to


def look(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file's bytes and time, and the folders' times."""
    paths = [folder, *folder.rglob("*")]
    return {str(path): (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns) for path in paths}


def run(*arguments: object, stdin: str = "", before: str = "") -> subprocess.CompletedProcess[str]:
    """The program as a process; `before` is shell run first, in a mount space of its own where it may mount."""
    words = [sys.executable, "-m", "dit_desktop", *map(str, arguments)]
    if before:
        words = ["unshare", "--mount", "--map-root-user", "sh", "-ec", f'{before}\nexec "$@"', "sh", *words]
    made = subprocess.run(
        words, input=stdin.encode("utf-8", "surrogateescape"), capture_output=True, check=False, timeout=60
    )
    return subprocess.CompletedProcess(words, made.returncode, made.stdout.decode(), made.stderr.decode())


def read_only(own: Path, disk: Path) -> str:
    copied = f"cp -a '{own}' '{disk}/practice'\nmount -o remount,ro '{disk}'\n! touch '{disk}/x' 2>/dev/null"
    return f"mount -t tmpfs -o size=16m none '{disk}'\n{copied}"
