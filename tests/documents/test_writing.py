# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import errno
import re
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.documents.errors import CannotWrite, DoesNotOpen, FolderMissing, NoRoom, from_os
from dit_desktop.documents.letter import goodbye
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.protect import reopen
from dit_desktop.documents.writing import Written, file_name, write_paper
from tests.documents.papers import DAY, LETTER, PRACTICE, qpdf, text

PAPER = goodbye(LETTER, PRACTICE, DAY, draft=False)


def test_a_file_is_named_by_kind_code_and_day() -> None:
    assert file_name("Goodbye letter", "C-009", DAY) == "goodbye-letter-C-009-2026-09-03.pdf"
    assert file_name("Our focus", "", DAY) == "our-focus-2026-09-03.pdf"
    assert file_name("Überweisung", "C/009", DAY) == "uberweisung-C-009-2026-09-03.pdf"


@given(st.text(), st.text())
def test_no_kind_or_code_leaves_the_folder_or_breaks_a_system(kind: str, code: str) -> None:
    name = file_name(kind, code, DAY)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*\.pdf", name)
    assert len(name) < 150


@pytest.mark.parametrize("odd", ["CON", "nul", "LPT1", "..", "../../etc", "C:\\x", "a\x00b", ".hidden", "x" * 400])
def test_names_that_systems_keep_for_themselves_are_safe(odd: str) -> None:
    for name in (file_name(odd, "", DAY), file_name("", odd, DAY), file_name(odd, odd, DAY)):
        assert PureWindowsPath(name).name == name
        assert PureWindowsPath(name).stem.casefold() not in {"con", "nul", "lpt1"}
        assert ".." not in name
        assert not name.startswith(".")


def test_the_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    assert write_paper(path, PAPER) == Written(path, PAPER.pages, protected=False)
    assert path.read_bytes() == PAPER.data
    assert list(tmp_path.iterdir()) == [path]


def test_a_protected_file_holds_the_paper_and_opens_only_with_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    assert write_paper(path, PAPER, "a word or two") == Written(path, PAPER.pages, protected=True)
    data = path.read_bytes()
    assert reopen(data, "a word or two") == PAPER.pages
    assert text(data, "-upw", "a word or two") == text(PAPER.data)
    assert qpdf(data, "--check").returncode == 2
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_paper_is_not_written_over_a_good_one(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    write_paper(path, PAPER)
    for damaged in (PAPER.data[:900], PAPER.data[:-200]):
        with pytest.raises(DoesNotOpen):
            write_paper(path, Paper(PAPER.title, damaged, PAPER.pages, [], []))
    with pytest.raises(DoesNotOpen):
        write_paper(path, Paper(PAPER.title, PAPER.data, PAPER.pages + 1, [], []))
    assert path.read_bytes() == PAPER.data


def test_a_folder_that_is_not_there_has_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        write_paper(tmp_path / "gone" / "letter.pdf", PAPER)
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(FolderMissing):
        write_paper(tmp_path / "file" / "letter.pdf", PAPER)


def test_a_folder_where_the_file_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").mkdir()
    with pytest.raises(CannotWrite):
        write_paper(tmp_path / "letter.pdf", PAPER)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]


def test_a_full_disk_and_a_closed_one_have_their_own_words() -> None:
    assert isinstance(from_os(OSError(errno.ENOSPC, "full")), NoRoom)
    assert isinstance(from_os(OSError(errno.EROFS, "closed")), CannotWrite)
    for state in (NoRoom, CannotWrite, FolderMissing):
        assert all((state.what, state.safe, state.next, state.code))
