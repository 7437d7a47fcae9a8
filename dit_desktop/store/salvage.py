# SPDX-License-Identifier: Apache-2.0
"""A new vault out of a damaged one: whatever can still be read is put back, and what is lost is named.

The damaged file is only read.  The new vault has the old data key and therefore opens
with the same passphrase and the same recovery code; signed records keep their bytes,
salt and time; the chain goes on with a link that says where it was broken.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.records import body
from dit_desktop.records.kinds import KINDS
from dit_desktop.store import bodies, bundle, keys, places, rows, schema, seal, verify
from dit_desktop.store.building import beside
from dit_desktop.store.cells import cells
from dit_desktop.store.errors import DamagedVault, Exists, ForeignVault, InUse, TooNew, from_os
from dit_desktop.store.losses import Losses
from dit_desktop.store.moving import free, put_in_place
from dit_desktop.store.pages import Pages
from dit_desktop.store.questions import Questions
from dit_desktop.store.rescue import Rescue
from dit_desktop.store.seal import Finding
from dit_desktop.store.settings import write_settings
from dit_desktop.store.snapshot import go_on, workplace
from dit_desktop.store.source import Source, of_backup, of_folder, refuse_other

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Secret
    from dit_desktop.store.verify import Report

READING: Final = "reading"  # said before every page
_VERSION: Final = slice(60, 64)  # of the first page: the schema that wrote the file
_LENGTH: Final = slice(28, 32)  # and how many pages it had
_DAMAGED: Final = DamagedVault.code


@dataclass(frozen=True)
class Salvaged:
    """A new vault as `verify` tells it, and by kind how many records came back and how many are lost."""

    report: Report
    recovered: dict[str, int]
    lost: dict[str, int]
    findings: tuple[Finding, ...]  # of the damaged vault, every loss among them


def refuse(path: Path, folder: Path) -> None:
    """Tell what keeps a vault from being salvaged to this place, before anybody is asked for a secret."""
    verify.refuse(path)
    places.refuse_cloud(folder)
    if places.is_taken(folder):
        raise Exists


def salvage(path: Path, secret: Secret, folder: Path, *, state: Path | None = None, at: Step = go_on) -> Salvaged:
    """Read a damaged vault or backup into a new vault in a folder that is absent or empty.

    `state` remembers how far the chain had come; without it that lies beside the damaged records.
    """
    refuse(path, folder)
    folder = folder.resolve() if folder.is_symlink() else folder.absolute()
    packed = bundle.read(path) if path.is_file() else None
    file = packed.file if packed else keys.read(path)
    if packed is None:
        refuse_other(path / schema.DATABASE)
    key = secret.open(file)
    try:
        with beside(folder) as partial:
            with workplace(partial) as place:
                if packed:
                    source = of_backup(packed, place, at)
                else:
                    source = of_folder(path, file, key, place, state or path / "state.json")
                made = _made(source, partial, key, at)
            at("made")
    finally:
        keys.wipe(key)
    return made


def use(made: Path, folder: Path, moment: datetime) -> Path:
    """Let a new vault take the place of the damaged one beside it; returns where that one lies now."""
    places.folder_of(folder)
    aside = free(folder.with_name(f"{folder.name}-damaged-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"))
    try:
        put_in_place(made, folder, aside)
    except OSError as error:
        raise from_os(error) or error from error
    return aside


def _made(source: Source, partial: Path, key: bytearray, at: Step) -> Salvaged:
    """Write the new vault into its folder and check it."""
    database = partial / schema.DATABASE
    before = verify.stand(source.database)
    connection = schema.create(database, key, source.file.vault_id)
    try:
        with Pages(source.database, key, source.file.database_salt) as pages, _rules_away(connection):
            recovered, lost, findings = _filled(connection, pages, source, at)
    finally:
        connection.close()
    if verify.stand(source.database) != before:
        raise InUse(_("These records were being saved while they were read."))
    database.chmod(0o600)
    file = replace(source.file, database_salt=schema.head_salt(database))
    file.write(partial)
    write_settings(partial, source.settings)
    report = verify.of_records("vault", file, Questions(database, key, at=at))
    report = replace(report, example=source.settings.example)
    return Salvaged(report, recovered, lost, (*source.findings, *findings, *report.findings))


@contextmanager
def _rules_away(connection: Connection) -> Iterator[None]:
    """One transaction without the rules that keep signed records as they are: what is put back is signed already.

    Nobody sees the file before they are there again.
    """
    connection.execute("pragma foreign_keys = off")  # a child may come before its parent; they are checked in the end
    rules = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    with schema.transaction(connection):
        for name, _sql in rules:
            connection.execute(f"drop trigger {name}")
        yield
        for _name, sql in rules:
            connection.execute(sql)


def _filled(
    connection: Connection, pages: Pages, source: Source, at: Step
) -> tuple[dict[str, int], dict[str, int], list[Finding]]:
    """Put everything back; returns by kind what came back and what is lost, and names what was found."""
    rescue = Rescue(connection, source.file.vault_id)
    findings = list(_read(pages, rescue, at))
    damaged = bool(findings)
    findings += _rules(rescue)
    for earlier in list(bodies.revisions(connection)):
        _record, number, _revision, n = earlier.where.split()
        connection.execute("delete from revision where record_id = ? and n = ?", (number, n))
        rescue.revisions.discard((int(number), int(n)))
    moment = body.instant(rows.now())
    losses = Losses(connection, rescue, moment)
    findings += losses.destructions()
    recovered = dict(connection.execute("select kind, count(*) from record group by kind").fetchall())
    lost = losses.records()
    findings += [*losses.told(lost), *losses.of_the_chain(lost, source.length, damaged=damaged)]
    losses.fill(lost)
    _number_on(connection, rescue, losses.highest({*lost}))
    connection.execute("insert or ignore into stale select id from record")
    connection.execute("insert or ignore into swept select id from destruction")
    seal.go_on_after_loss(connection, moment, source.length)
    none = dict.fromkeys(sorted(KINDS), 0)
    return none | recovered, losses.counted(lost), findings


def _read(pages: Pages, rescue: Rescue, at: Step) -> Iterator[Finding]:
    """Take every row of every page that is what was written."""
    for number in range(1, pages.count + 1):
        at(READING)
        page = pages.get(number)
        if page is None:
            yield Finding(_DAMAGED, f"page {number}", _("This part of the file is not what was written."))
            continue
        if number == 1:
            yield from _header(page, pages.count)
        try:
            for cell in cells(number, page, pages.get):
                rescue.take(cell)
        except (IndexError, ValueError):
            yield Finding(_DAMAGED, f"page {number}", _("This page is out of order; what follows on it is lost."))
    if len(pages.bad) == pages.count:
        raise ForeignVault(_("Not one page of this file can be read with the key of this practice."))


def _header(page: bytes, count: int) -> Iterator[Finding]:
    version, length = (int.from_bytes(page[part], "big") for part in (_VERSION, _LENGTH))
    if version > schema.current():
        raise TooNew(_("A newer version of DIT Desktop (schema {n}) wrote these records.").format(n=version))
    if length > count:
        what = _("The file has been cut short: pages {first} to {last} are missing.")
        yield Finding(_DAMAGED, "file", what.format(first=count + 1, last=length))


def _rules(rescue: Rescue) -> Iterator[Finding]:
    """Whether the rules that protect signed records were there; where a page of them is lost nobody can say."""
    known = {schema.expected_digest(version + 1) for version in range(schema.current())}
    if schema.digest_of(rescue.rules) not in known:
        what = _("The rules that protect signed records could not be read whole; the new practice has them all.")
        yield Finding(_DAMAGED, "schema", what)


def _number_on(connection: Connection, rescue: Rescue, highest: int) -> None:
    """Let no number be given a second time: what belonged to a lost record must not find another in its place."""
    top = {"record": highest, "attachment": max((0, *rescue.named_attachments), default=0)}
    for table, known in top.items():
        number = max(known, rescue.sequences.get(table, 0))
        connection.execute("delete from sqlite_sequence where name = ?", (table,))
        connection.execute("insert into sqlite_sequence(name, seq) values(?, ?)", (table, number))
