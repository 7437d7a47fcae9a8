# SPDX-License-Identifier: Apache-2.0
"""A file on its way in: read, told from its content, cleaned, proven and kept; whatever is wrong with it is said."""

from __future__ import annotations

import itertools
import os
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from dit_desktop.models import attachments as model
from dit_desktop.models.attachments import attach, content, file_name
from dit_desktop.models.decoding import picture
from dit_desktop.models.desk import Desk
from dit_desktop.models.jobs import Job, Jobs
from dit_desktop.records.attached import LARGEST, Attachment, FileKind
from dit_desktop.records.client import Client
from dit_desktop.records.files.cleaning import cleaned
from dit_desktop.store.errors import Refused
from tests.opened import make_empty, open_copy
from tests.records.pictures import docx, flat_png, jpeg, paragraph, png
from tests.records.test_files import HOSTILE, OTHER

QUIET = Job("", lambda *_told: None)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_empty(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def desk(empty: Path, tmp_path: Path, qapp: object) -> Iterator[Desk]:  # noqa: ARG001 - its timers need one
    made = Desk(open_copy(empty, tmp_path / "vault"))
    yield made
    made.close()


@pytest.fixture
def client(desk: Desk) -> int:
    return desk.add(Client(code="K-36", name="Marguerite Quillfeather")).id


def file(tmp_path: Path, data: bytes, name: str = "letter.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def refusal(desk: Desk, client: int, path: Path) -> Refused:
    with pytest.raises(Refused) as told:
        attach(desk, client, path, QUIET)
    assert desk.find(Attachment) == []
    assert told.value.safe.startswith("Nothing was")
    return told.value


def test_a_picture_is_kept_without_its_place_and_shown_upright(desk: Desk, client: int, tmp_path: Path) -> None:
    path = file(tmp_path, jpeg(6), "IMG_1\u202e2\x07.HEIC")
    record = attach(desk, client, path, QUIET)
    assert (record.kind, record.client, record.parent, record.what) == (FileKind.JPEG, client, client, "IMG_1 2")
    kept = content(desk, record, QUIET)
    assert b"NEEDLE" in path.read_bytes(), "the file itself stays as it is"
    assert b"NEEDLE" not in kept
    image = picture(FileKind.JPEG, kept)
    assert (image.width(), image.height()) == (20, 40)
    assert picture(FileKind.JPEG, cleaned(FileKind.JPEG, jpeg(1))).width() == 40
    assert file_name(desk, record) == f"K-36-attached-{record.id}.jpg"


@pytest.mark.parametrize("name", OTHER)
def test_whatever_else_it_is_it_is_refused_in_words(desk: Desk, client: int, tmp_path: Path, name: str) -> None:
    told = refusal(desk, client, file(tmp_path, OTHER[name]))
    assert told.what
    assert ("JPEG" in told.next) == (name != "nothing")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_not_kept(desk: Desk, client: int, tmp_path: Path, name: str) -> None:
    refusal(desk, client, file(tmp_path, HOSTILE[name], "letter.docx"))


def test_a_picture_that_unpacks_to_more_than_a_limit_is_refused_before_it_is_unpacked(
    desk: Desk, client: int, tmp_path: Path
) -> None:
    bomb = file(tmp_path, flat_png(60_000, 60_000))
    began = time.monotonic()
    assert "60 million" in refusal(desk, client, bomb).what
    assert time.monotonic() - began < 2
    image = picture(FileKind.PNG, flat_png(3000, 3000))
    assert (image.width(), image.height()) == (2400, 2400)


def test_a_picture_whose_inside_is_not_one_is_refused(desk: Desk, client: int, tmp_path: Path) -> None:
    broken = png()
    at = broken.index(b"IHDR") + 4
    head = b"IHDR" + bytes(8) + broken[at + 8 : at + 13]
    head += zlib.crc32(head).to_bytes(4, "big")
    refusal(desk, client, file(tmp_path, broken[: at - 4] + head + broken[at + 17 :]))


def test_more_than_the_limit_and_what_never_ends_is_refused_at_once(desk: Desk, client: int, tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as large:
        large.write(b"%PDF-1.7")
        large.truncate(LARGEST + 1)
    assert "25 MB" in refusal(desk, client, path).what
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    for odd in (pipe, Path("/dev/zero"), tmp_path, tmp_path / "missing.pdf", Path("a\0b")):
        began = time.monotonic()
        refusal(desk, client, odd)
        assert time.monotonic() - began < 1
    with path.open("r+b") as large:
        large.truncate(LARGEST)
    assert attach(desk, client, path, QUIET).content[0].size == LARGEST


def test_while_a_large_file_is_attached_and_read_the_window_misses_no_beat(
    qapp: object, desk: Desk, client: int, tmp_path: Path
) -> None:
    assert qapp
    path = file(tmp_path, b"%PDF-1.7" + os.urandom(LARGEST - 8))
    jobs, threads = Jobs(), set()
    done: list[Any] = []
    beats: list[float] = []

    def work(job: Job) -> bytes:
        threads.add(threading.current_thread().name)
        return content(desk, attach(desk, client, path, job), job)

    jobs.run("", work, done.append, done.append)
    while not done:
        beats.append(time.monotonic())
        QTest.qWait(5)
    assert len(done[0]) == LARGEST
    assert threads.isdisjoint({threading.main_thread().name})
    longest = max(after - before for before, after in itertools.pairwise(beats))
    assert longest < 0.3, f"{longest:.3f} s without a beat"


def test_a_document_and_a_sound_are_kept_as_they_are(desk: Desk, client: int, tmp_path: Path) -> None:
    for name, data in (("a.docx", docx(paragraph("Dear"))), ("b.mp3", b"ID3\x04\x00" + bytes(50))):
        record = attach(desk, client, file(tmp_path, data, name), QUIET)
        assert content(desk, record, QUIET) == data
    assert model.words(docx(paragraph("Dear"))) == "Dear"


def test_what_is_read_is_no_picture_of_another_kind() -> None:
    with pytest.raises(Refused):
        picture(FileKind.PNG, b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    assert not QImage.fromData(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").isNull()
