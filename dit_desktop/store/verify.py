# SPDX-License-Identifier: Apache-2.0
"""Whether a vault holds together, found by reading alone: not one byte of it is changed, nor any time."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from dit_desktop.i18n import _
from dit_desktop.store import bodies, bundle, keys, places, rows, schema, seal
from dit_desktop.store.errors import (
    DamagedBackup,
    DamagedVault,
    InUse,
    NotAVault,
    Refused,
)
from dit_desktop.store.journal import is_hot, journal_of
from dit_desktop.store.questions import Questions
from dit_desktop.store.seal import Finding
from dit_desktop.store.settings import read_settings
from dit_desktop.store.snapshot import go_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Secret

T = TypeVar("T")

_PAGE: Final = re.compile(r"page (\d+)")


@dataclass(frozen=True)
class Report:
    """What was found in a vault or backup; what could not be read is None or missing."""

    kind: str  # "vault" or "backup"
    vault_id: str
    schema: int | None
    program: str | None
    counts: dict[str, int]
    head: seal.Head | None
    changed_at: datetime | None
    example: bool
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds together."""
        return not self.findings


def report(path: Path, secret: Secret) -> Report:
    """Read a vault from its first byte to its last and tell what was found; raises what keeps it from being opened."""
    if path.is_file():
        return _of_file(path, secret)
    folder = places.folder_of(path)
    file = keys.read(folder)
    database = folder / schema.DATABASE
    before = stand(database)
    schema.look(database, file.database_salt)
    key = secret.open(file)
    try:
        found = [*around(folder)]
        made = of_records("vault", file, Questions(database, key, found))
    finally:
        keys.wipe(key)
    if stand(database) != before:
        raise InUse(_("These records were being saved while they were read, so nothing can be said about them."))
    return replace(made, example=read_settings(folder).example)


def refuse(path: Path) -> None:
    """Tell what keeps a path from being read at all, before anybody is asked for a secret."""
    if path.is_file():
        bundle.read(path)
    else:
        places.folder_of(path)


def _of_file(path: Path, secret: Secret) -> Report:
    """A backup is read from a copy that is as encrypted as itself, so that it may lie where nothing can be written."""
    packed = bundle.read(path)
    key = secret.open(packed.file)
    try:
        with tempfile.TemporaryDirectory(prefix="dit-desktop-") as folder:
            return of_backup(packed, Path(folder), key)
    finally:
        keys.wipe(key)


def of_backup(packed: bundle.Bundle, folder: Path, key: bytearray, at: Step = go_on) -> Report:
    """Unpack a backup into an empty folder and tell what was found there."""
    database = folder / schema.DATABASE
    spoilt = packed.unpack(folder, at)
    found = [Finding(DamagedBackup.code, name, _("This is not what was backed up.")) for name in spoilt]
    try:
        schema.look(database, packed.file.database_salt)
        made = of_records("backup", packed.file, Questions(database, key, found, at))
    except (DamagedVault, NotAVault) as error:
        raise DamagedBackup from error
    listed = packed.manifest
    said = (listed.vault_id, listed.schema, listed.program, listed.counts, listed.head)
    if said != (made.vault_id, made.schema, made.program, made.counts, made.head):
        what = _("This list does not fit the records beside it.")
        found.append(Finding(DamagedBackup.code, bundle.MANIFEST, what))
    codes = {DamagedVault.code: DamagedBackup.code}
    findings = [replace(item, code=codes.get(item.code, item.code)) for item in (*made.findings, *found)]
    return replace(made, example=listed.example, findings=tuple(dict.fromkeys(findings)))


def stand(database: Path) -> list[tuple[int, int] | None]:
    """Size and time of the records and their journal, by which a save in between is noticed."""
    found: list[tuple[int, int] | None] = []
    for path in (database, journal_of(database)):
        try:
            about = path.stat()
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((about.st_size, about.st_mtime_ns))
    return found


def of_records(kind: str, file: keys.KeyFile, questions: Questions) -> Report:
    """Ask everything of a records file, the longest question beside all the others."""
    with questions.meanwhile("file", structure):
        _ask_of_the_file(file, questions)
        questions.gather("records", bodies.each)
        questions.gather("revisions", bodies.revisions)
        questions.gather("chain", seal.check)
        counts = questions.ask("records", rows.counts)
        changed = questions.ask("records", _changed_at)
        made = _report(kind, file, questions, counts or {})
    return replace(made, changed_at=changed, findings=tuple(dict.fromkeys(questions.findings)))


def of_copy(file: keys.KeyFile, questions: Questions) -> Report:
    """Ask of a copy that is to be a backup whether it is whole, in one walk over its rows.

    No body is read as a record: that it is what was written, the pages say, and that it is
    what was signed, the chain.  The `structure` is left to whoever asks, who has time for it meanwhile.
    """
    _ask_of_the_file(file, questions)
    walked = questions.ask("records", bodies.walk)
    questions.gather("revisions", bodies.earlier_texts)
    if walked is not None:
        questions.findings += walked.findings
        questions.gather("chain", lambda connection: seal.check(connection, walked.signed))
    return _report("vault", file, questions, walked.counts if walked else {})


def _ask_of_the_file(file: keys.KeyFile, questions: Questions) -> None:
    questions.gather("file", _pages)
    questions.ask("schema", lambda connection: schema.examine(connection, file.vault_id))
    questions.gather("file", _references)
    questions.gather("attachments", bodies.attachments)


def _report(kind: str, file: keys.KeyFile, questions: Questions, counts: dict[str, int]) -> Report:
    about = questions.ask("schema", _about)
    head = questions.ask("chain", seal.head)
    return Report(
        kind=kind,
        vault_id=file.vault_id,
        schema=about[0] if about else None,
        program=about[1] if about else None,
        counts=counts,
        head=head,
        changed_at=None,
        example=False,
        findings=tuple(dict.fromkeys(questions.findings)),
    )


def around(folder: Path) -> Iterator[Finding]:
    """What the key files say, and a save that was interrupted."""
    yield from key_files(folder)
    yield from _journal(folder / schema.DATABASE)


def key_files(folder: Path) -> Iterator[Finding]:
    """Both copies must be whole and the same: one alone is one accident away from none."""
    found = []
    for name in (keys.FILE, keys.COPY):
        try:
            data = (folder / name).read_bytes()
            keys.parse(data)
            found.append(data)
        except FileNotFoundError:
            yield Finding("damaged_keys", name, _("This key file is missing; the other one was used."))
        except (Refused, OSError):
            yield Finding("damaged_keys", name, _("This key file is damaged; the other one was used."))
    if len(set(found)) > 1:
        yield Finding("damaged_keys", keys.COPY, _("The two key files are not the same."))


def _journal(database: Path) -> Iterator[Finding]:
    if is_hot(database):
        what = _(
            "Saving was interrupted here. Opening the practice puts that right; this check changes nothing. Until then "
            "this file must stay beside the records: without it nobody can tell that anything is missing."
        )
        yield Finding("damaged_vault", journal_of(database).name, what)


def _pages(connection: Connection) -> Iterator[Finding]:
    for (text,) in connection.execute("pragma cipher_integrity_check"):
        page = _PAGE.search(str(text))
        where = f"page {page[1]}" if page else "file"
        yield Finding("damaged_vault", where, _("This part of the file is not what was written."))


def structure(connection: Connection) -> Iterator[Finding]:
    """What the database itself finds wrong with its tables, indexes and the search in them."""
    for (text,) in connection.execute("pragma integrity_check"):
        if text != "ok":
            yield Finding("damaged_vault", "file", str(text).replace("\n", " "))


def _references(connection: Connection) -> Iterator[Finding]:
    for table, row, parent, _rule in connection.execute("pragma foreign_key_check"):
        what = _("This points to a {table} that is not there.").format(table=parent)
        yield Finding("damaged_vault", f"{table} {row}", what)


def _about(connection: Connection) -> tuple[int, str]:
    version = int(connection.execute("pragma user_version").fetchone()[0])
    return version, str(connection.execute("select program from meta").fetchone()[0])


def _changed_at(connection: Connection) -> datetime | None:
    """When a record was last written; in a vault without records, when anything last happened to it."""
    last = connection.execute("select at from chain order by seq desc limit 1").fetchone()
    return rows.last_change(connection) or datetime.fromisoformat(last[0])
