# SPDX-License-Identifier: Apache-2.0
"""Which backups stay, by any history of days, clocks and upgrades."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.store import bundle, retention
from dit_desktop.store.backup import backup
from dit_desktop.store.retention import DAYS, MONTHS, WEEKS, Dated, surplus
from dit_desktop.store.snapshot import Source
from dit_desktop.store.vault import Vault

FIRST = datetime(2026, 1, 1, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2016, 1, 1), datetime(2046, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HISTORIES = st.lists(st.tuples(MOMENTS, st.booleans()), min_size=1, max_size=60).map(
    lambda found: [Dated(number, moment, upgrade) for number, (moment, upgrade) in enumerate(found)]
)


def daily(days: int) -> list[Dated]:
    return [Dated(day, FIRST + timedelta(days=day)) for day in range(days)]


def test_a_year_of_days_leaves_twelve_days_ten_weeks_and_nine_months() -> None:
    made = daily(365)
    kept = sorted(set(made) - surplus(made, made[-1]), key=lambda each: each.length)
    assert kept[-12:] == made[-12:]
    weeks = {each.made_at.isocalendar()[:2] for each in kept}
    months = {(each.made_at.year, each.made_at.month) for each in kept}
    assert len(weeks) >= WEEKS
    assert len(months) == MONTHS
    assert len(kept) <= DAYS + WEEKS + MONTHS
    assert made[0] not in kept


def test_thinned_day_by_day_or_at_once_the_same_stay() -> None:
    kept: set[Dated] = set()
    for each in daily(400):
        kept.add(each)
        kept -= surplus(list(kept), each)
    made = daily(400)
    assert kept == set(made) - surplus(made, made[-1])


@given(HISTORIES, st.data())
def test_by_any_clock_the_newest_and_the_one_just_made_stay(history: list[Dated], data: st.DataObject) -> None:
    made = data.draw(st.sampled_from(history))
    gone = surplus(history, made)
    assert gone <= set(history)
    assert made not in gone
    assert history[-1] not in gone
    assert len(set(history) - gone) >= min(len(history), 1)
    days = {each.made_at.date() for each in history}
    kept_days = {each.made_at.date() for each in set(history) - gone}
    assert len(kept_days) >= min(len(days), DAYS)


@given(HISTORIES)
def test_the_order_in_which_they_are_found_does_not_matter(history: list[Dated]) -> None:
    assert surplus(history, history[-1]) == surplus(history[::-1], history[-1])


def test_a_backup_before_an_upgrade_stays_ninety_days_and_a_clock_that_jumps_does_not_age_it() -> None:
    before = Dated(0, FIRST, upgrade=True)
    later = [Dated(day, FIRST + timedelta(days=day)) for day in range(1, 200)]
    assert before not in surplus([before, *later[:89]], later[88])
    assert before in surplus([before, *later], later[-1])
    assert replace(before, upgrade=False) in surplus([replace(before, upgrade=False), *later[:89]], later[88])
    jumped = [replace(each, made_at=each.made_at + timedelta(days=3650)) for each in later[:40]]
    assert before not in surplus([before, *jumped], jumped[-1])


def test_one_is_due_once_a_day_when_something_was_saved(opened: Vault, tmp_path: Path) -> None:
    made = backup(opened, tmp_path / "to", clock=lambda: FIRST)
    source = made.manifest.source
    changed = Source(source.size, source.mtime_ns + 1)
    assert retention.is_due(None, source, FIRST)
    for hours, due in ((0, False), (11, False), (12, True), (-24, True), (24 * 3650, True), (-24 * 730, True)):
        assert retention.is_due(made, changed, FIRST + timedelta(hours=hours)) is due
        assert not retention.is_due(made, source, FIRST + timedelta(hours=hours))


def test_only_backups_of_this_practice_are_found_and_only_they_are_thinned(opened: Vault, tmp_path: Path) -> None:
    to = tmp_path / "to"
    moments = iter(FIRST + timedelta(days=day) for day in range(40))
    made = [backup(opened, to, clock=lambda: next(moments)) for _day in range(40)]
    stranger = to / made[0].path.name.replace("00000", "00009")
    with zipfile.ZipFile(made[0].path) as packed, zipfile.ZipFile(stranger, "w") as forged:
        for name in packed.namelist():
            last = b"ffffffffffff" if name == bundle.MANIFEST else opened.vault_id[-12:].encode()
            forged.writestr(name, packed.read(name).replace(opened.vault_id[-12:].encode(), last))
    broken = to / made[0].path.name.replace("00000", "00008")
    broken.write_bytes(b"broken")
    others = [to / "letter.txt", to / f"dit-00000000-00000001-x{bundle.SUFFIX}", broken, stranger]
    for path in others[:2]:
        path.write_text("mine")
    assert [each.path for each in retention.found(to, opened.vault_id)] == [each.path for each in made]
    removed = retention.thin(to, made[-1])
    assert len(removed) > 10
    assert set(to.iterdir()) == {each.path for each in made} - set(removed) | set(others)
    assert retention.thin(to, made[-1]) == []
