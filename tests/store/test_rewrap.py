# SPDX-License-Identifier: Apache-2.0
"""New keys for a vault that is closed or open: what opens it before opens nothing after, and nothing in between."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from dit_desktop.store import keys, rewrap, typed, vault
from dit_desktop.store.errors import DiskFull, ReadOnly, Refused, WeakPassphrase, WrongCode, WrongPassphrase
from dit_desktop.store.rewrap import NewKeys
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import CHEAP, PASSPHRASE, Practice, contents

OTHER = "seven lanterns over a quiet harbour"
OWN = Secret(PASSPHRASE)
CHANGED = NewKeys(passphrase=OTHER, cost=CHEAP)


def opens(folder: Path) -> set[str]:
    """Which of a few secrets open what lies in a folder, by both copies of the key file."""
    found = set()
    for name in (keys.FILE, keys.COPY):
        file = keys.parse((folder / name).read_bytes())
        for words in (PASSPHRASE, OTHER):
            try:
                keys.wipe(Secret(words).open(file))
            except WrongPassphrase:
                continue
            found.add(words)
    return found


def events(opened: Vault) -> list[str]:
    sql = "select event from chain order by seq"
    return [row[0] for row in opened.ask(lambda connection: connection.execute(sql).fetchall())]


def test_a_new_passphrase_opens_instead_of_the_old_one(practice: Practice) -> None:
    assert opens(practice.folder) == {PASSPHRASE}
    rewrap.renew(practice.folder, OWN, CHANGED)
    assert opens(practice.folder) == {OTHER}
    assert rewrap.check(practice.folder, Secret(OTHER)) == keys.PASSPHRASE
    with pytest.raises(WrongPassphrase):
        rewrap.check(practice.folder, OWN)


def test_a_new_code_opens_instead_of_the_old_one(practice: Practice) -> None:
    code = typed.new_code()
    rewrap.renew(practice.folder, Secret(practice.code, code=True), NewKeys(recovery=code))
    assert rewrap.check(practice.folder, Secret(code, code=True)) == keys.RECOVERY
    with pytest.raises(WrongCode):
        rewrap.check(practice.folder, Secret(practice.code, code=True))


def test_a_key_file_that_cannot_be_replaced_opens_as_before(practice: Practice) -> None:
    before = contents(practice.folder)
    (practice.folder / ".keys.json.partial").mkdir()  # where the second file would be written first
    with pytest.raises(OSError, match="directory"):
        rewrap.renew(practice.folder, OWN, CHANGED)
    assert contents(practice.folder) == before
    (practice.folder / keys.COPY).unlink()
    with pytest.raises(OSError, match="directory"):
        rewrap.renew(practice.folder, OWN, CHANGED)


def test_of_an_open_practice_keys_and_chain_change_in_one_act(practice: Practice, opened: Vault) -> None:
    keeper = typed.new_code()
    rewrap.change(opened, OWN, CHANGED)
    rewrap.change(opened, Secret(OTHER), NewKeys(keeper=keeper, recovery=typed.new_code()))
    assert opens(practice.folder) == {OTHER}
    assert rewrap.check(practice.folder, Secret(keeper, code=True)) == keys.KEEPER
    rewrap.change(opened, Secret(OTHER), NewKeys(gone=(keys.KEEPER,)))
    with pytest.raises(WrongCode):
        rewrap.check(practice.folder, Secret(keeper, code=True))
    assert events(opened)[-4:] == [
        "passphrase changed",
        "recovery code renewed",
        "full-access code made",
        "full-access code revoked",
    ]
    opened.close()
    vault.open_vault(practice.folder, Secret(OTHER), state=practice.state).close()


@pytest.mark.parametrize(
    "secret, new, refusal",
    [
        (Secret("something else"), CHANGED, WrongPassphrase),
        (OWN, NewKeys(passphrase="password1234", cost=CHEAP), WeakPassphrase),
        (OWN, NewKeys(recovery="0000"), WrongCode),
    ],
)
def test_what_is_refused_changes_nothing(
    practice: Practice, opened: Vault, secret: Secret, new: NewKeys, refusal: type[Refused]
) -> None:
    before, length = contents(practice.folder), opened.head().length
    with pytest.raises(refusal):
        rewrap.change(opened, secret, new)
    assert contents(practice.folder) == before
    assert opened.head().length == length
    assert opened.held.file == keys.read(practice.folder)


def test_keys_that_cannot_be_written_leave_no_word_in_the_chain(practice: Practice, opened: Vault) -> None:
    length, before = opened.head().length, contents(practice.folder)
    (practice.folder / ".keys.json.partial").mkdir()
    with pytest.raises(OSError, match="directory"):
        rewrap.change(opened, OWN, CHANGED)
    assert opened.head().length == length
    assert contents(practice.folder) == before
    (practice.folder / ".keys.json.partial").rmdir()
    rewrap.change(opened, OWN, CHANGED)
    assert opened.head().length == length + 1


def test_where_the_chain_cannot_be_told_the_keys_are_put_back(practice: Practice, opened: Vault) -> None:
    def at(step: str) -> None:
        if step == "written":
            assert opens(practice.folder) == {OTHER}
            raise InterruptedError

    for give_back in (True, False):
        if not give_back:
            (practice.folder / ".keys.json.copy.partial").unlink(missing_ok=True)
        with pytest.raises(InterruptedError):
            rewrap.change(opened, OWN, CHANGED, at=at)
        assert opens(practice.folder) == {PASSPHRASE}
    assert opened.held.file == keys.read(practice.folder)


def test_a_closed_or_unwritable_practice_keeps_its_keys(practice: Practice, opened: Vault) -> None:
    opened.close()
    with pytest.raises(Refused, match="closed"):
        rewrap.change(opened, OWN, CHANGED)
    assert opens(practice.folder) == {PASSPHRASE}


def test_the_systems_errors_are_told_in_words_for_keys() -> None:
    assert isinstance(rewrap.told(OSError(errno.ENOSPC, "")), DiskFull)
    assert isinstance(rewrap.told(OSError(errno.EROFS, "")), ReadOnly)
    unknown = OSError(errno.EIO, "")
    assert rewrap.told(unknown) is unknown
