# SPDX-License-Identifier: Apache-2.0
"""The key file: what opens it, what does not, and what hostile or damaged files can do."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dit_desktop.store import keys, typed, wrapping
from dit_desktop.store.errors import (
    DamagedKeys,
    Missing,
    ReadOnly,
    Refused,
    TooNew,
    WrongCode,
    WrongPassphrase,
)
from tests.store.keyfiles import CODE, forged, key_file
from tests.store.practices import CHEAP, PASSPHRASE


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60), st.binary(min_size=16, max_size=16))
def test_any_passphrase_and_any_code_give_the_key_back(passphrase: str, code: bytes) -> None:
    key, file = key_file(passphrase, code)
    again = keys.parse(file.dump())
    assert again == file
    assert keys.open_with_passphrase(again, passphrase) == key
    assert keys.open_with_passphrase(again, unicodedata.normalize("NFD", passphrase)) == key
    assert keys.open_with_code(again, typed.write_code(code)) == key


@pytest.mark.parametrize(
    "passphrase",
    ["f\u00fcnf \u00c4pfel", "trailing ", " ", "\U0001f98a" * 50, "\ud800half", "x" * 1000, "\u00fc" * 1000],
)
def test_a_passphrase_opens_in_either_spelling_and_nothing_near_it_does(passphrase: str) -> None:
    key, file = key_file(passphrase)
    for spelling in (passphrase, unicodedata.normalize("NFD", passphrase)):
        assert keys.open_with_passphrase(file, spelling) == key
    for near in (passphrase[:-1], passphrase[1:], passphrase.swapcase() + " ", ""):
        if near != passphrase and len(near) <= len(passphrase):
            with pytest.raises(WrongPassphrase):
                keys.open_with_passphrase(file, near)


def test_two_new_keys_differ_and_no_file_holds_one() -> None:
    key, file = key_file()
    assert len(key) == 32
    assert key != keys.new_key()
    assert bytes(key) not in file.dump()
    assert base64.b64encode(key) not in file.dump()


def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file(tmp_path: Path) -> None:
    _key, file = key_file()
    file.write(tmp_path)
    with pytest.raises(WrongPassphrase):
        keys.open_with_passphrase(keys.read(tmp_path), PASSPHRASE + "x")
    data = file.dump()
    for at in range(0, len(data), 7):
        damaged = data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]
        if damaged.split() != data.split():  # a space may become another one
            with pytest.raises(DamagedKeys):
                keys.parse(damaged)


def test_a_flipped_format_number_is_damage_and_a_real_one_is_a_newer_program() -> None:
    _key, file = key_file()
    with pytest.raises(DamagedKeys):
        keys.parse(file.dump().replace(b'"format": 2', b'"format": 0'))
    with pytest.raises(TooNew):
        keys.parse(forged(file, lambda found: found.update(format=3)))


def test_a_lost_or_damaged_file_is_replaced_by_its_copy(tmp_path: Path) -> None:
    _key, file = key_file()
    file.write(tmp_path)
    main, copy = tmp_path / keys.FILE, tmp_path / keys.COPY
    assert main.read_bytes() == copy.read_bytes()
    assert main.stat().st_mode & 0o777 == copy.stat().st_mode & 0o777 == 0o600
    main.write_bytes(main.read_bytes()[:-9])
    assert keys.read(tmp_path) == file
    main.unlink()
    assert keys.read(tmp_path) == file
    main.mkdir()
    assert keys.read(tmp_path) == file


def test_without_a_good_copy_the_file_is_named_damaged_or_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        keys.read(tmp_path)
    (tmp_path / keys.COPY).write_bytes(b"{}")
    with pytest.raises(DamagedKeys):
        keys.read(tmp_path)
    (tmp_path / keys.COPY).unlink()
    (tmp_path / keys.FILE).write_bytes(b"")
    with pytest.raises(DamagedKeys):
        keys.read(tmp_path)
    (tmp_path / keys.FILE).unlink()
    (tmp_path / keys.FILE).mkdir()
    with pytest.raises(DamagedKeys):
        keys.read(tmp_path)


def test_a_change_refused_half_way_leaves_what_opened_before(tmp_path: Path) -> None:
    key, file = key_file()
    file.write(tmp_path)
    (tmp_path / f".{keys.FILE}.partial").mkdir()  # the second write cannot begin
    other = file.with_slot(keys.passphrase_slot(key, file.vault_id, "another passphrase", CHEAP))
    with pytest.raises(OSError, match="directory"):
        other.write(tmp_path)
    assert keys.open_with_passphrase(keys.read(tmp_path), PASSPHRASE) == key


def test_a_new_slot_takes_the_place_of_the_one_of_its_kind() -> None:
    key, file = key_file()
    changed = file.with_slot(keys.passphrase_slot(key, file.vault_id, "another passphrase", CHEAP))
    assert sorted(slot.kind for slot in changed.slots) == ["passphrase", "recovery"]
    assert keys.open_with_passphrase(changed, "another passphrase") == key
    with pytest.raises(WrongPassphrase):
        keys.open_with_passphrase(changed, PASSPHRASE)
    assert keys.open_with_code(changed, typed.write_code(CODE)) == key


def test_without_a_slot_of_its_kind_nothing_opens() -> None:
    _key, file = key_file()
    with pytest.raises(WrongPassphrase):
        keys.open_with_passphrase(replace(file, slots=file.slots[1:]), PASSPHRASE)
    with pytest.raises(WrongCode):
        keys.open_with_code(replace(file, slots=file.slots[:1]), typed.write_code(CODE))


def test_a_code_with_a_slip_is_told_at_once_and_one_of_another_practice_by_its_tag() -> None:
    _key, file = key_file()
    code = typed.write_code(CODE)
    began = time.perf_counter()
    with pytest.raises(WrongCode, match="slip"):
        keys.open_with_code(file, ("1" if code[0] == "0" else "0") + code[1:])
    assert time.perf_counter() - began < 1
    with pytest.raises(WrongCode, match="another practice"):
        keys.open_with_code(file, typed.write_code(bytes(16)))


def test_a_slot_moved_to_another_vault_or_edited_opens_nothing() -> None:
    _key, file = key_file()
    _other, elsewhere = key_file("a different passphrase", bytes(16))
    passphrase, recovery = file.slots
    assert passphrase.cost is not None
    moved = replace(elsewhere, slots=file.slots)
    dearer = replace(file, slots=(replace(passphrase, cost=replace(passphrase.cost, passes=2)), recovery))
    salted = replace(file, slots=(replace(passphrase, salt=bytes(16)), recovery))
    for wrong in (moved, dearer, salted):
        with pytest.raises(WrongPassphrase):
            keys.open_with_passphrase(keys.parse(wrong.dump()), PASSPHRASE)
    with pytest.raises(WrongCode, match="another practice"):
        keys.open_with_code(keys.parse(moved.dump()), typed.write_code(CODE))


@settings(max_examples=80, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["format", "slots", "check", "kdf", "kind", "memory"]), inner, max_size=6)
        ),
    )
)
def test_no_json_breaks_the_reading_of_a_key_file(found: Any) -> None:
    with pytest.raises(Refused):
        keys.parse(json.dumps(found).encode())


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # root may read everything, and tests may run as root
    with pytest.raises(ReadOnly):
        keys.read(tmp_path)


def test_the_program_writes_nothing_cheaper_than_it_promises() -> None:
    assert (keys.LEAST.memory, keys.LEAST.passes, keys.LEAST.lanes) == (64 * 1024, 3, 4)
    assert keys.STRONG.memory == 256 * 1024
    for cost in (keys.STRONG, keys.Cost()):
        assert cost.memory >= keys.LEAST.memory
        assert cost.passes >= keys.LEAST.passes
        assert cost.lanes >= keys.LEAST.lanes


def test_a_wiped_key_is_zero() -> None:
    key = keys.new_key()
    keys.wipe(key)
    assert key == bytes(32)


def test_a_library_that_cannot_fill_a_buffer_gives_the_same_key() -> None:
    class Older:
        """The step as releases before 47 offer it."""

        def derive(self, given: bytes) -> bytes:
            return hashlib.sha256(given).digest()

    class Newer(Older):
        """The same step, filling a buffer as well."""

        def derive_into(self, given: bytes, result: bytearray) -> None:
            result[:] = self.derive(given)

    assert wrapping.filled(Older(), "derive", b"code") == wrapping.filled(Newer(), "derive", b"code")
    assert wrapping.filled(Newer(), "derive", b"code") == hashlib.sha256(b"code").digest()
