# SPDX-License-Identifier: Apache-2.0
"""What a version of the focus cites, as it stood when the version was shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dit_desktop.records.fields import Record
from dit_desktop.store.errors import Missing

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.formulation import Evidence, Formulation


def citing(desk: Desk, version: Formulation) -> Formulation:
    """The version with the moment at which each cited record was last changed.

    The next change of such a record keeps what it was before, so that its revision of that moment can be found.
    """
    return replace(version, evidence=tuple(_dated(desk, each) for each in version.evidence))


def _dated(desk: Desk, evidence: Evidence) -> Evidence:
    if evidence.cited is None:
        return evidence
    try:
        cited = desk.get(Record, evidence.cited)
    except Missing:
        return evidence
    desk.open_visit(cited.id)
    return replace(evidence, as_of=cited.changed_at)


class Cited(NamedTuple):
    """What is cited: as it stands now, and as it stood when the version was shared, which may not be kept any more."""

    now: Record
    was: Record | None

    @property
    def changed(self) -> bool:
        """Whether it has been changed since."""
        return self.was is None or self.now.changed_at != self.was.changed_at


def as_cited(desk: Desk, evidence: Evidence) -> Cited | None:
    """A cited record as it stood when the version was shared; as it stands now while the version is not."""
    if evidence.cited is None:
        return None
    try:
        now = desk.get(Record, evidence.cited)
    except Missing:
        return None
    if evidence.as_of is None or now.changed_at == evidence.as_of:
        return Cited(now, now)
    return Cited(now, next((was for was in desk.revisions(now) if was.changed_at == evidence.as_of), None))
