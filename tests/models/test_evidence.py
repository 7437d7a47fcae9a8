# SPDX-License-Identifier: Apache-2.0
"""What a shared version cites stays findable as it stood that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dit_desktop.models.desk import Desk
from dit_desktop.models.evidence import as_cited, citing
from dit_desktop.records.formulation import Evidence, Formulation
from dit_desktop.records.relationships import Narrative
from tests.opened import client_with_course


def test_a_cited_moment_is_found_as_it_stood_when_the_version_was_shared(desk: Desk) -> None:
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    moment = desk.add(Narrative(**mine, happened="He came for the last hour."))
    desk.save(replace(moment, happened="He came for the last hour of it."))
    desk.settle()
    evidence = (Evidence(key="a", cited=moment.id), Evidence(key="b"), Evidence(key="c", cited=10**9))
    version = desk.add(Formulation(**mine, evidence=evidence))
    open_one = as_cited(desk, version.evidence[0])
    assert open_one is not None
    assert open_one.was == desk.get(Narrative, moment.id)
    assert not open_one.changed
    shared = desk.sign(citing(desk, version))
    assert [each.as_of is None for each in shared.evidence] == [False, True, True]
    desk.save(replace(desk.get(Narrative, moment.id), happened="He did not come."))
    desk.settle()
    found = as_cited(desk, shared.evidence[0])
    assert found is not None
    assert isinstance(found.was, Narrative)
    assert found.was.happened == "He came for the last hour of it."
    assert found.changed
    assert found.now == desk.get(Narrative, moment.id)
    assert desk.get(Narrative, moment.id).happened == "He did not come."
    assert as_cited(desk, shared.evidence[1]) is None
    assert as_cited(desk, shared.evidence[2]) is None
    long_ago = replace(shared.evidence[0], as_of=datetime(2001, 1, 1, tzinfo=UTC))
    lost = as_cited(desk, long_ago)
    assert lost is not None
    assert lost.was is None  # what stands there now is never passed off as what was cited
