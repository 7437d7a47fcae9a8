# SPDX-License-Identifier: Apache-2.0
"""Attached files on their way in and out; everything here takes its time and is meant for a job's thread."""

from __future__ import annotations

import os
import re
import stat
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.models.decoding import picture
from dit_desktop.paths import write_atomically
from dit_desktop.records.attached import LARGEST, Attachment, FileKind
from dit_desktop.records.client import Client
from dit_desktop.records.files import cleaning, docx, telling
from dit_desktop.store import attachments, opened, rows
from dit_desktop.store.errors import Refused
from dit_desktop.store.export import folder_names

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.models.jobs import Job

_KEPT: Final = _("Nothing was attached, and the file itself is as it was.")
_LONGEST: Final = 120  # characters of a name that is taken over
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_MEGA: Final = 1024 * 1024


def attach(desk: Desk, client: int, path: Path, job: Job) -> Attachment:
    """Read a file, tell what it is, take the metadata off a picture, and keep it with a client's record."""
    data = _read(path)
    job.step(1, 4)
    kind = telling.kind_of(data)
    if kind is None:
        raise _not_taken(data)
    try:
        data = cleaning.cleaned(kind, data)
    except cleaning.Unreadable as error:
        raise _unreadable() from error
    job.step(2, 4)
    _prove(kind, data)
    job.step(3, 4)
    day = date.today()  # noqa: DTZ011 - the therapist's own day
    record = Attachment(client=client, parent=client, what=_called(path), day=day, kind=kind)
    return desk.alter(lambda connection: attachments.put(connection, record, data, rows.now()))


def content(desk: Desk, record: Attachment, job: Job) -> bytes:
    """The file of a record."""
    return desk.examine(lambda vault: attachments.read(vault, record, lambda _step: job.step(0, 0)))


def lend(desk: Desk, record: Attachment, job: Job) -> Path:
    """A copy for another program, in the private folder that locking takes away."""
    data = content(desk, record, job)
    return desk.examine(lambda vault: opened.lend(vault.folder, file_name(desk, record), data))


def save_copy(desk: Desk, record: Attachment, path: Path, job: Job) -> Path:
    """Write the file where somebody wants it, in clear, and read it back."""
    data = content(desk, record, job)
    try:
        write_atomically(path, data)
        whole = path.read_bytes() == data
    except OSError as error:
        safe, what = _("Nothing was written; the file is kept as it was."), _("The copy could not be written there.")
        raise Refused(what, safe=safe, next_step=_("Choose another folder, or free some space.")) from error
    if not whole:
        raise Refused(_("The copy does not read back as it was written."), safe=_("The file is kept as it was."))
    return path


def file_name(desk: Desk, record: Attachment) -> str:
    """What a copy is called: the client's code and the number of the record, and no name of anybody."""
    (code,) = folder_names([desk.get(Client, record.client)])
    return f"{code}-attached-{record.id}{record.kind.suffix if record.kind else ''}"


def _called(path: Path) -> str:
    """The file's own name without its ending, as the first words for what it is; they can be changed."""
    return _UNSEEN.sub(" ", path.stem)[:_LONGEST].strip()


def _read(path: Path) -> bytes:
    """A file's bytes; of one that is too large, or never ends, no more than it takes to know that."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Refused(_("This is not a file."), safe=_KEPT, next_step=_("Choose a file, not a folder."))
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        next_step = _("Look whether it is still there and whether you may read it.")
        raise Refused(_("This file cannot be read."), safe=_KEPT, next_step=next_step) from error
    if len(data) > LARGEST:
        what = _("This file is too large: at most {n} MB are taken.").format(n=LARGEST // _MEGA)
        next_step = _("Scan it in fewer dots or in grey, save the picture smaller, or attach it in parts.")
        raise Refused(what, safe=_KEPT, next_step=next_step)
    if not data:
        raise Refused(_("There is nothing in this file."), safe=_KEPT, next_step=_("Save it again and try once more."))
    return data


def _not_taken(data: bytes) -> Refused:
    if telling.is_heic(data):
        what = _("This picture is in the form that telephones keep (HEIC), which few programs can read.")
        return Refused(what, safe=_KEPT, next_step=_("Share it from the telephone as a JPEG, and attach that."))
    what = _("This kind of file is not taken. What counts is what is in it, not what its name says.")
    next_step = _("PDF, pictures (JPEG, PNG), Word (DOCX, without macros) and sound (MP3, M4A, WAV, OGG, FLAC) are.")
    return Refused(what, safe=_KEPT, next_step=next_step)


def _unreadable() -> Refused:
    what = _("This file does not hold together, so nobody could look at it later.")
    return Refused(what, safe=_KEPT, next_step=_("Open it where it comes from, save it again, and attach that."))


def _prove(kind: FileKind, data: bytes) -> None:
    """Refuse what could not be shown later."""
    if kind in {FileKind.JPEG, FileKind.PNG}:
        picture(kind, data, 64)
    elif kind is FileKind.DOCX:
        words(data)


def words(data: bytes) -> str:
    """The words of a Word document."""
    try:
        return docx.text_of(data)
    except docx.Hostile as error:
        raise _unreadable() from error
