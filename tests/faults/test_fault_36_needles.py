# SPDX-License-Identifier: Apache-2.0
"""A word in every field of every kind, and in attached files: no file outside an export holds one, however written.

The same by keys in the whole program, after use, lock, quit and kill: tests/journeys/test_needles.py.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from dit_desktop.records.attached import Attachment, FileKind
from dit_desktop.records.client import Client
from dit_desktop.records.fields import Part, Record, fields, part_type
from dit_desktop.records.kinds import KINDS
from dit_desktop.store import attachments, opened, rows
from dit_desktop.store.backup import backup
from dit_desktop.store.export import Wanted, export
from dit_desktop.ui.pages.page import Target
from tests.journeys.needles import needles, scan
from tests.practices import empty
from tests.records.pictures import docx, paragraph
from tests.ui.pages.test_attachments import pdf
from tests.ui.window import Replaced, new_practice, unlock, until, window_on

LEAST = 300


def sown(kind: Any, fresh: Iterator[str], used: list[str]) -> Record | Part:
    """A record of a kind with a word of its own in every field that holds words, in its parts too."""
    found: dict[str, Any] = {}
    for item in fields(kind):
        inside = part_type(item)
        if item.type is str:
            found[item.name] = next(fresh)
            used.append(found[item.name])
        elif inside:
            found[item.name] = (sown(inside, fresh, used),)
        elif get_origin(item.type) is tuple and get_args(item.type)[0] is str:
            found[item.name] = (next(fresh),)
            used.append(found[item.name][0])
    made: Record | Part = kind(**found)
    return made


def test_fault_36_a_word_in_every_field_is_in_no_file_but_an_export(tmp_path: Path) -> None:
    used: list[str] = []
    fresh = needles(random.Random(36))
    vault, _code = empty(tmp_path / "home" / "practice")
    for kind in (*KINDS.values(), *KINDS.values()):
        record: Any = sown(kind, fresh, used)
        made = vault.add(record)
        vault.save(made, visit=True)
    assert len(used) >= LEAST
    used.append(next(fresh))
    client, data = vault.find(Client)[0].id, b"%PDF-1.4 " + used[-1].encode()
    record = Attachment(client=client, parent=client, kind=FileKind.PDF)
    vault.write(lambda connection: attachments.put(connection, record, data, rows.now()))
    made_backup = backup(vault, tmp_path / "home" / "backups")
    assert scan([tmp_path], used)[0] == [], "in use"
    export(vault, tmp_path / "export", Wanted(process_notes=True), lambda _code, _records: ())
    vault.close()
    found = {item.needle for item in scan([tmp_path / "export"], used)[0]}
    assert len(found) >= LEAST, "the words were not in the records"
    assert used[-1] in found, "the attached file was not there"
    shutil.rmtree(tmp_path / "export")
    left, size = scan([tmp_path], used)
    assert left == [], "closed"
    assert size > made_backup.path.stat().st_size


def test_fault_36_a_file_that_is_attached_looked_at_and_lent_is_readable_nowhere_after_locking(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, other, name = islice(needles(random.Random(37)), 3)
    plain = word.replace("é", "e")  # as a page of a PDF holds it
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{name}.pdf").write_bytes(pdf(plain))
    (outside / "letter.docx").write_bytes(docx(paragraph(other)))
    home = tmp_path / "home"
    folder, replaced = new_practice(home / "practice"), Replaced()
    given: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not given.append(url))  # type: ignore[func-returns-value]
    monkeypatch.setenv("TMPDIR", str(home))
    with window_on(folder, replaced) as window:
        unlock(window)
        assert window.desk is not None
        assert window.workspace is not None
        client = window.desk.add(Client(code="K-36", name=name))
        window.workspace.go(Target("attachments", client.id))
        page: Any = window.workspace.current
        page.attach(sorted(outside.iterdir()))
        until(lambda: len(page.desk.find(Attachment)) == 2 and page.files.editor.record is not None)
        for record in page.desk.find(Attachment):
            page.open(Target("attachments", client.id, record.id))
            page.look()
            wanted = other if record.kind is FileKind.DOCX else plain
            qtbot.waitUntil(lambda wanted=wanted: wanted in page.view._text.toPlainText())  # type: ignore[misc] # noqa: SLF001
        assert scan([home], [word, plain, other, name])[0] == []
        page.lend()
        until(lambda: given)
        lent = Path(given[0].toLocalFile())
        assert lent.exists()
        assert opened.FOLDER in lent.parts
        window.lock()
        until(lambda: replaced.lines)
    found, size = scan([home], [word, plain, other, name])
    assert found == []
    assert size > 50_000
    assert {item.needle for item in scan([outside], [other, name])[0]} >= {name}, "the scan does not see a file name"
