# SPDX-License-Identifier: Apache-2.0
"""What a version of the focus cites, as it stood when the version was shared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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


def as_cited(desk: Desk, evidence: Evidence) -> Record | None:
    """A cited record as it stood when the version was shared; as it stands now while the version is not."""
    if evidence.cited is None:
        return None
    now = desk.get(Record, evidence.cited)
    if evidence.as_of is None or now.changed_at == evidence.as_of:
        return now
    return next((was for was in desk.revisions(now) if was.changed_at == evidence.as_of), now)
