# SPDX-License-Identifier: Apache-2.0
"""The commands for a vault as a whole: create, verify, export and key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dit_desktop.commands.terminal import DONE, REFUSED
from dit_desktop.i18n import _, ngettext
from dit_desktop.paths import data_folder, state_file
from dit_desktop.records.body import instant
from dit_desktop.records.fields import Record
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.practice import Practice
from dit_desktop.store import keys
from dit_desktop.store.errors import Refused, WeakPassphrase
from dit_desktop.store.export import Wanted
from dit_desktop.store.export import export as write_export
from dit_desktop.store.places import folder_of
from dit_desktop.store.settings import read_settings
from dit_desktop.store.vault import Secret, open_vault
from dit_desktop.store.vault import create as create_vault
from dit_desktop.store.verify import Report, refuse, report

if TYPE_CHECKING:
    from argparse import Namespace

    from dit_desktop.commands.terminal import Terminal


def places_of(options: Namespace) -> tuple[Path, Path]:
    """The folder of the vault, and the file that remembers how far its chain had come."""
    told = options.data is not None
    folder = Path(options.data) if told else data_folder()
    return folder, state_file(folder, told=told)


def secret_of(options: Namespace, terminal: Terminal) -> Secret:
    """What opens the vault: the passphrase, or with --code the code."""
    if options.code:
        return Secret(terminal.secret(_("Recovery code")), code=True)
    return Secret(terminal.secret(_("Passphrase")))


def create(options: Namespace, terminal: Terminal) -> int:
    """Make a new vault."""
    folder, state = places_of(options)
    passphrase = terminal.secret(_("New passphrase"), twice=True)
    fill = None
    if options.example:
        from dit_desktop.store.example import example_practice  # noqa: PLC0415 - only the example needs its files

        fill = example_practice(date.today())  # noqa: DTZ011 - the day on the wall of whoever looks at the example
    vault, code = create_vault(folder, passphrase, state=state, fill=fill)
    vault.close()
    terminal.say(_("Write this code down and keep it away from the computer; it is shown only now."))
    terminal.answer(f"recovery code: {code}", vault_id=vault.vault_id, recovery_code=code)
    return DONE


def verify(options: Namespace, terminal: Terminal) -> int:
    """Tell whether a vault holds together."""
    path = Path(options.path)
    refuse(path)
    found = report(path, secret_of(options, terminal))
    terminal.answer("\n".join(plain(found)), ok=found.ok, **told(found))
    return DONE if found.ok else REFUSED


def told(found: Report) -> dict[str, Any]:
    """The report as JSON knows it."""
    return {
        "kind": found.kind,
        "vault_id": found.vault_id,
        "schema": found.schema,
        "program": found.program,
        "counts": found.counts,
        "chain": {
            "length": found.head.length if found.head else None,
            "head": found.head.link.hex() if found.head else None,
        },
        "changed_at": instant(found.changed_at) if found.changed_at else None,
        "example": found.example,
        "findings": [{"code": item.code, "where": item.where, "what": item.what} for item in found.findings],
    }


def plain(found: Report) -> Iterator[str]:
    """The report in lines; what could not be read is a question mark."""
    yield f"{found.kind} {found.vault_id}"
    yield f"schema {'?' if found.schema is None else found.schema}, program {found.program or '?'}"
    yield from (f"{kind} {number}" for kind, number in sorted(found.counts.items()))
    yield f"chain {found.head.length} {found.head.link.hex()}" if found.head else "chain ? ?"
    yield f"last change {instant(found.changed_at) if found.changed_at else '?'}"
    yield "OK" if found.ok else "DAMAGED"
    yield from (f"- {item.where}: {item.what}" for item in found.findings)


def key(options: Namespace, terminal: Terminal) -> int:
    """Tell the data key; the records file itself is not needed, so a damaged one can still be rescued."""
    folder, _state = places_of(options)
    file = keys.read(folder_of(folder))
    found = secret_of(options, terminal).open(file)
    try:
        text = found.hex()
    finally:
        keys.wipe(found)
    terminal.say(_("Whoever has this key can read every record, now and later. Keep it nowhere."))
    terminal.answer(text, key=text)
    return DONE


def export(options: Namespace, terminal: Terminal) -> int:
    """Write the records in an open form."""
    folder, state = places_of(options)
    folder_of(folder)
    secret = Secret(terminal.secret(_("Passphrase")))
    papers = _Papers(_paper_passphrase(terminal) if options.protect else "", example=read_settings(folder).example)
    vault = open_vault(folder, secret, state=state)
    try:
        if vault.read_only:
            terminal.say(_("These records can only be read, so the export is not noted in them."))
        made = write_export(vault, Path(options.to), Wanted(options.client, options.process_notes), papers)
    finally:
        vault.close()
    if options.client is not None and made.clients > 1:
        terminal.say(_("More than one client has this code; the records of all of them are in the folder."))
    if made.not_whole:
        one = "{n} attached file is not whole and was left out."
        words = ngettext(one, "{n} attached files are not whole and were left out.", made.not_whole)
        terminal.say(words.format(n=made.not_whole))
    if options.protect:
        terminal.say(_("The papers are protected; all other files are in clear. Whoever has the folder can read them."))
    else:
        terminal.say(_("These files are in clear. Whoever has the folder can read them."))
    terminal.answer(str(made.files), files=made.files)
    return DONE


def _paper_passphrase(terminal: Terminal) -> str:
    """What protects the papers of an export; checked before anything is written."""
    from dit_desktop.documents.errors import NotMade  # noqa: PLC0415 - half a second only an export of papers pays
    from dit_desktop.documents.protect import checked  # noqa: PLC0415

    try:
        return checked(terminal.secret(_("Passphrase for the papers"), twice=True))
    except NotMade as error:
        raise WeakPassphrase(error.what, next_step=error.next) from error


class _Papers:
    """Makes the signed goodbye letters of a client as they were given."""

    def __init__(self, passphrase: str, *, example: bool) -> None:
        """Protect every paper with the passphrase unless it is empty."""
        self._passphrase = passphrase
        self._example = example

    def __call__(self, code: str, records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
        """The name and bytes of each paper."""
        practice = next((item for item in records if isinstance(item, Practice)), Practice())
        taken: set[str] = set()
        for letter in records:
            if isinstance(letter, Letter) and letter.signed_at and letter.state is not LetterState.NOT_WRITTEN:
                yield from self._letter(letter, letter.signed_at, practice, code, taken)

    def _letter(
        self, letter: Letter, signed_at: datetime, practice: Practice, code: str, taken: set[str]
    ) -> Iterator[tuple[str, bytes]]:
        from dit_desktop.documents.errors import NothingWritten, NotMade  # noqa: PLC0415 - see _paper_passphrase
        from dit_desktop.documents.letter import goodbye  # noqa: PLC0415
        from dit_desktop.documents.protect import protected, reopen  # noqa: PLC0415
        from dit_desktop.documents.writing import file_name  # noqa: PLC0415

        day = signed_at.astimezone(UTC).date()
        try:
            paper = goodbye(letter, practice, day, draft=letter.state is LetterState.SHARED, example=self._example)
            data = protected(paper.data, self._passphrase) if self._passphrase else paper.data
            reopen(data, self._passphrase)
        except NothingWritten:
            return
        except NotMade as error:
            raise Refused(error.what, safe=error.safe, next_step=error.next) from error
        name = file_name("goodbye-letter", code, day)
        if name in taken:
            name = name.replace(".pdf", f"-{letter.id}.pdf")
        taken.add(name)
        yield name, data
