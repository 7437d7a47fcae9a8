# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess
from io import BytesIO

import pikepdf
import pytest

from dit_desktop.documents.errors import DoesNotOpen, PassphraseMissing, PassphraseTooLong, WrongPassphrase
from dit_desktop.documents.letter import goodbye
from dit_desktop.documents.protect import checked, new_passphrase, protected, reopen
from tests.documents.papers import DAY, LETTER, PRACTICE, qpdf, text

WORD = "correct horse battery staple"
PAPER = goodbye(LETTER, PRACTICE, DAY, draft=False)


def test_a_protected_paper_is_aes_256_of_the_newest_revision() -> None:
    said = qpdf(protected(PAPER.data, WORD), "--show-encryption", f"--password={WORD}").stdout
    assert "R = 6" in said
    for kind in ("stream", "string", "file"):
        assert f"{kind} encryption method: AESv3" in said


@pytest.mark.parametrize("word", ["", WORD, "cafe\u0301 über £5", "é" * 63, "x" * 127])
def test_other_readers_open_it_with_the_passphrase_and_find_the_same_text(word: str) -> None:
    # A generated one is no parameter: every test process would give it another name.
    word = word or new_passphrase()
    data = protected(PAPER.data, word)
    assert reopen(data, word) == PAPER.pages
    assert qpdf(data, "--check", f"--password={checked(word)}").returncode == 0
    if len(checked(word).encode()) <= 32:  # poppler's commands take no longer one
        assert text(data, "-upw", checked(word)) == text(PAPER.data)


@pytest.mark.parametrize("wrong", ["", "wrong", WORD.upper(), WORD + " "])
def test_a_wrong_passphrase_is_refused_by_us_and_by_others(wrong: str) -> None:
    data = protected(PAPER.data, WORD)
    assert qpdf(data, "--check", f"--password={wrong}").returncode == 2
    with pytest.raises(subprocess.CalledProcessError):
        text(data, "-upw", wrong)
    with pytest.raises(WrongPassphrase):
        reopen(data, wrong)


def test_nothing_of_the_paper_can_be_read_without_it() -> None:
    assert b"Goodbye letter" in PAPER.data or "Goodbye letter" in _title(PAPER.data)
    data = protected(PAPER.data, WORD)
    for secret in ("Goodbye letter", "Isobel Crane", "en-GB", "Marian"):
        assert secret.encode() not in data
        assert secret.encode("utf-16-be") not in data
    with pikepdf.open(BytesIO(data), password=WORD) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Goodbye letter"


def _title(data: bytes) -> str:
    with pikepdf.open(BytesIO(data)) as pdf:
        return str(pdf.docinfo["/Title"])


def test_a_passphrase_typed_in_parts_is_the_same_as_one_typed_whole() -> None:
    assert reopen(protected(PAPER.data, "cafe\u0301"), "caf\u00e9") == PAPER.pages


def test_a_passphrase_that_would_lock_everybody_out_is_refused() -> None:
    for word in ("x" * 128, "é" * 64):
        with pytest.raises(PassphraseTooLong):
            protected(PAPER.data, word)
    for word in ("", "  \n"):
        with pytest.raises(PassphraseMissing):
            protected(PAPER.data, word)


def test_a_paper_that_should_be_protected_and_is_not_is_found() -> None:
    with pytest.raises(DoesNotOpen):
        reopen(PAPER.data, WORD)
    weak = BytesIO()
    with pikepdf.open(BytesIO(PAPER.data)) as pdf:
        pdf.save(weak, encryption=pikepdf.Encryption(owner=WORD, user=WORD, R=4))
    with pytest.raises(DoesNotOpen):
        reopen(weak.getvalue(), WORD)


def test_a_damaged_paper_is_found() -> None:
    assert reopen(PAPER.data) == PAPER.pages
    for damaged in (b"", b"not a paper", PAPER.data[: len(PAPER.data) // 2]):
        with pytest.raises(DoesNotOpen):
            reopen(damaged)


def test_generated_passphrases_are_long_and_never_the_same() -> None:
    made = {new_passphrase() for _time in range(200)}
    assert len(made) == 200
    for word in made:
        assert [len(group) for group in word.split("-")] == [4] * 6
        assert not set(word) & set("ILOU")
