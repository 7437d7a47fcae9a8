# SPDX-License-Identifier: Apache-2.0
"""An export as a folder: every record in an open form, the papers made of them, and a list of all files."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dit_desktop.i18n import _, ngettext
from dit_desktop.paths import private_folder, write_atomically
from dit_desktop.records import body
from dit_desktop.records.attached import Attachment
from dit_desktop.records.client import Client
from dit_desktop.records.kinds import KINDS
from dit_desktop.store import attachments, exchange, exports, rows, schema
from dit_desktop.store.errors import DamagedVault, DiskFull, Exists, Missing, ReadOnly, Refused, from_os
from dit_desktop.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from dit_desktop.records.fields import Record
    from dit_desktop.store.vault import Vault

    # The papers of a client, each a file name and its bytes, made from the client's code and the records of
    # the practice and the client.
    Papers = Callable[[str, Sequence[Record]], Iterable[tuple[str, bytes]]]

MANIFEST: Final = "manifest.json"
INDEX: Final = "index.html"
_LONGEST: Final = 60  # characters of a folder's name
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows keeps these for devices


@dataclass(frozen=True)
class Wanted:
    """What is to leave the vault."""

    code: str | None = None  # one client's, or everybody's
    process_notes: bool = False


@dataclass
class _Folder:
    """The folder being written; what was written is taken away again if the export does not come to its end."""

    path: Path
    files: list[dict[str, Any]] = field(default_factory=list)
    not_whole: int = 0  # attached files that were left out

    def write(self, name: str, data: bytes) -> None:
        """Write one file, its folders too, and remember it for the manifest."""
        private_folder((self.path / name).parent)
        write_atomically(self.path / name, data)
        self.files.append({"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})

    def clear(self, *, made: bool) -> None:
        """Take away what was written, and the folder itself if it was `made` for this."""
        for file in self.files:
            (self.path / file["path"]).unlink(missing_ok=True)
        folders = [path for path in self.path.glob("**/") if path != self.path or made]
        for path in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            if not any(path.iterdir()):
                path.rmdir()


@dataclass(frozen=True)
class Exported:
    """What has left the vault."""

    files: int
    clients: int
    not_whole: int = 0  # attached files that a part is missing of, and that were left out


def export(vault: Vault, to: Path, wanted: Wanted, papers: Papers) -> Exported:
    """Write what is wanted into a folder that is absent or empty.

    It is listed, and noted in the chain, before the first file is written; a vault that can only be read notes nothing.
    """
    clients = _clients(vault, wanted.code)
    made = _refuse_taken(to)
    whose = clients[0].id if wanted.code is not None else 0
    leaving = exports.exported(_("All records") if not whose else _("The records"), to, whose, protected=False)
    listed = None if vault.read_only else vault.write(lambda connection: exports.put(connection, leaving, None))
    folder = _Folder(to)
    try:
        private_folder(to)
        _write(vault, folder, clients, wanted, papers)
    except BaseException as error:
        folder.clear(made=made)
        with suppress(OSError, Refused):  # it stays on the list, where it is told that nothing lies there
            vault.put_in_bin(listed.id if listed else 0)  # where nothing can be written it never was on it
        if isinstance(error, OSError):
            raise _told(error) from error
        raise
    return Exported(len(folder.files), len(clients), folder.not_whole)


def _refuse_taken(to: Path) -> bool:
    """Whether the folder must be made; raises Exists if anything is in it."""
    try:
        if to.is_dir() and not any(to.iterdir()):
            return False
        if to.exists() or to.is_symlink():
            raise Exists
    except OSError as error:
        raise _told(error) from error
    return True


def _told(error: OSError) -> Exception:
    """An error of the system in words for whoever exports."""
    state = from_os(error)
    if isinstance(state, DiskFull):
        what = _("There is not enough room for the export.")
        safe = _("The practice is unchanged; what had been written of the export was removed again.")
        return DiskFull(what, safe=safe, next_step=_("Free some space, or choose another disk."))
    if isinstance(state, ReadOnly):
        what, safe = _("The folder for the export cannot be written to."), _("The practice is unchanged.")
        return ReadOnly(what, safe=safe, next_step=_("Choose another folder."))
    return state or error


def _clients(vault: Vault, code: str | None) -> list[Client]:
    """The clients whose records leave, those in the bin too."""
    found = [*vault.find(Client), *vault.find(Client, binned=True)]
    chosen = [client for client in found if code in (None, client.code)]
    if code is not None and not chosen:
        next_step = _("Compare it with the list of clients; capital letters count.")
        raise Missing(_("No client has this code."), next_step=next_step)
    return sorted(chosen, key=lambda client: client.id)


def _write(vault: Vault, folder: _Folder, clients: Sequence[Client], wanted: Wanted, papers: Papers) -> None:
    counts: Counter[str] = Counter(dict.fromkeys(KINDS, 0))

    def put(name: str, client: int, code: str | None) -> list[Record]:
        with vault.reading() as connection:
            records = exchange.records_of(connection, client, process_notes=wanted.process_notes)
            made = exchange.records_file(connection, vault.vault_id, records, client=client or None, code=code)
        folder.write(name, exchange.dump(made))
        counts.update(type(record).__name__ for record in records)
        return records

    folder.write(exchange.SCHEMA, exchange.dump(exchange.schema()))
    practice = put(exchange.PRACTICE, 0, None)
    for client, name in zip(clients, folder_names(clients), strict=True):
        place = f"{exchange.CLIENTS}/{name}"
        records = put(f"{place}/{exchange.RECORD}", client.id, client.code)
        for paper, data in papers(name, [*practice, *records]):
            folder.write(f"{place}/documents/{paper}", data)
        folder.not_whole += _attached(vault, folder, f"{place}/attachments/{name}", records)
    head = vault.head()
    folder.write(INDEX, _index(folder.files).encode())
    manifest = {
        "format": exchange.FORMAT,
        "program": __version__,
        "vault_id": vault.vault_id,
        "schema": schema.current(),
        "exported_at": body.instant(rows.now()),
        "chain": {"length": head.length, "head": head.link.hex()},
        "counts": counts,
        "files": sorted(folder.files, key=lambda file: str(file["path"])),
    }
    folder.write(MANIFEST, exchange.dump(manifest))  # last, so that a folder without one is known to be unfinished


def _attached(vault: Vault, folder: _Folder, place: str, records: Sequence[Record]) -> int:
    """Write the files of a client under the numbers of their records; how many are not whole and stay out."""
    not_whole = 0
    for record in records:
        if isinstance(record, Attachment) and record.kind is not None:
            try:
                folder.write(f"{place}-{record.id}{record.kind.suffix}", attachments.read(vault, record))
            except DamagedVault:
                not_whole += 1
    return not_whole


def folder_names(clients: Sequence[Client]) -> list[str]:
    """A folder's name for each client, made of the code alone; no two are the same on any system."""
    taken: set[str] = set()
    names = []
    for client in clients:
        plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", client.code))[:_LONGEST].strip(".-_")
        name = plain if plain and not _RESERVED.fullmatch(plain) else f"client-{client.id}"
        while name.casefold() in taken:
            name = f"{name}-{client.id}"
        taken.add(name.casefold())
        names.append(name)
    return names


_PAGE: Final = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><style>
:root {{ color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }}
body {{ max-width: 46rem; margin: 3rem auto; padding: 0 1rem }}
td {{ padding: .15rem 1.5rem .15rem 0 }} td:last-child {{ text-align: right }}
</style></head><body>
<h1>{title}</h1>
<p>{about}</p>
<table>
{files}
</table>
</body></html>
"""


def _index(files: Sequence[dict[str, Any]]) -> str:
    """A page from which every file can be opened with a click, with no client data but the codes."""
    lines = []
    for file in sorted(files, key=lambda file: str(file["path"])):
        path = html.escape(str(file["path"]))
        size = ngettext("{n} byte", "{n} bytes", file["bytes"]).format(n=f"{file['bytes']:,}")
        lines.append(f'<tr><td><a href="{path}">{path}</a></td><td>{html.escape(size)}</td></tr>')
    about = _(
        "Everything that DIT Desktop {version} kept, in open forms. Each record.json holds one client's records and "
        "practice.json what belongs to the whole practice; schema.json says what every field means. "
        "manifest.json lists the files with their checksums."
    ).format(version=__version__)
    title = html.escape(_("Exported records"))
    return _PAGE.format(title=title, about=html.escape(about), files="\n".join(lines))
