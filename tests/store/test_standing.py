# SPDX-License-Identifier: Apache-2.0
"""Which keys there are and since when, and the yearly proof that the paper with the code is at hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dit_desktop.store import keys, proof, rewrap, standing, typed, wrapping
from dit_desktop.store.errors import WrongCode
from dit_desktop.store.rewrap import NewKeys
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import PASSPHRASE, Practice

OWN = Secret(PASSPHRASE)


def test_every_key_is_told_with_the_moment_it_was_made(practice: Practice, opened: Vault) -> None:
    now = datetime.now(UTC)
    before = standing.standing(opened)
    assert set(before.made) == {keys.PASSPHRASE, keys.RECOVERY}
    rewrap.change(opened, OWN, NewKeys(keeper=typed.new_code()))
    after = standing.standing(opened)
    assert set(after.made) == {keys.PASSPHRASE, keys.RECOVERY, keys.KEEPER}
    assert after.made[keys.PASSPHRASE] == before.made[keys.PASSPHRASE] < now <= after.made[keys.KEEPER]
    assert keys.read(practice.folder).slot(keys.KEEPER) == opened.held.file.slot(keys.KEEPER)


def test_a_proof_is_due_a_year_after_the_last_and_is_noted_without_the_code(practice: Practice, opened: Vault) -> None:
    made = standing.standing(opened)
    assert made.by_groups
    assert not made.proof_is_due(made.proven_at + timedelta(days=364))
    assert made.proof_is_due(made.proven_at + timedelta(days=366))
    assert not made.proof_is_due()
    groups = practice.code.split("-")
    assert standing.prove(opened, {1: groups[1], 4: groups[4].lower()}) is None
    again = standing.standing(opened)
    assert again.proven_at > made.proven_at
    with opened.reading() as connection:
        everything = str(connection.execute("select * from chain").fetchall())
    assert rewrap.PROVEN in everything
    assert not any(group in everything for group in groups)


def test_a_wrong_group_is_named_and_nothing_is_noted(practice: Practice, opened: Vault) -> None:
    length, groups = opened.head().length, practice.code.split("-")
    assert standing.prove(opened, {1: groups[1], 4: groups[3]}) == 4
    assert standing.prove(opened, {0: groups[1]}) == 0
    assert standing.prove(opened, {0: "\ud800"}) == 0
    assert opened.head().length == length


def test_the_groups_of_a_code_cannot_be_tried_without_the_data_key(practice: Practice) -> None:
    """Twenty bits each would be guessed in a second, were they not tied to a key that nobody has."""
    file, groups = keys.read(practice.folder), practice.code.split("-")
    slot = file.slot(keys.RECOVERY)
    assert slot is not None
    assert proof.fits(practice.key(), slot.salt, slot.tags, 0, groups[0])
    assert not proof.fits(keys.new_key(), slot.salt, slot.tags, 0, groups[0])
    text = (practice.folder / keys.FILE).read_text()
    assert not any(joint.join(groups[at : at + 2]) in text for at in range(6) for joint in ("", "-"))


def test_a_code_of_an_older_practice_is_proven_as_a_whole(practice: Practice, opened: Vault) -> None:
    key, file = practice.key(), opened.held.file
    old = replace(keys._empty(keys.RECOVERY), made_at=None)  # noqa: SLF001 - as format 1 had it
    under = wrapping.expanded(typed.read_code(practice.code), old.salt)
    opened.held.file = file.with_slot(keys._wrap(key, file.vault_id, old, under))  # noqa: SLF001
    made = standing.standing(opened)
    assert not made.by_groups
    assert made.made[keys.RECOVERY] == made.proven_at
    with pytest.raises(WrongCode, match="whole code"):
        standing.prove(opened, {0: practice.code[:4]})
    with pytest.raises(WrongCode, match="another practice"):
        standing.prove_whole(opened, typed.new_code())
    standing.prove_whole(opened, practice.code)
    assert standing.standing(opened).proven_at > made.proven_at


def test_the_full_access_code_is_no_proof_of_the_other(opened: Vault) -> None:
    keeper = typed.new_code()
    rewrap.change(opened, OWN, NewKeys(keeper=keeper))
    with pytest.raises(WrongCode, match="full-access"):
        standing.prove_whole(opened, keeper)


def test_a_key_file_of_the_first_format_still_opens(practice: Practice) -> None:
    key, file = practice.key(), keys.read(practice.folder)
    old = replace(keys._empty(keys.RECOVERY), made_at=None)  # noqa: SLF001 - as format 1 had it
    slot = keys._wrap(key, file.vault_id, old, wrapping.expanded(bytes(16), old.salt))  # noqa: SLF001
    text = replace(file, slots=(slot,)).dump()
    assert b"made_at" not in text
    assert b"tags" not in text
    assert keys.open_with_code(keys.parse(text), typed.write_code(bytes(16))) == practice.key()


def test_a_time_without_a_zone_in_a_chain_changed_by_hand_breaks_nothing(opened: Vault) -> None:
    with opened.reading() as connection:
        for name in ("chain_fixed",):
            connection.execute(f"drop trigger {name}")
        connection.execute("update chain set at = '2020-01-01T00:00:00' where seq = 1")
    opened.held.file = opened.held.file.without([keys.RECOVERY])
    assert standing.standing(opened).proof_is_due()
    with pytest.raises(WrongCode):
        standing.prove(opened, {0: "0000"})
