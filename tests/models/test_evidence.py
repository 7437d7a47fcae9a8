# SPDX-License-Identifier: Apache-2.0
"""What a shared version cites stays findable as it stood that day."""

from __future__ import annotations

from dataclasses import replace
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
    assert as_cited(desk, version.evidence[0]) == desk.get(Narrative, moment.id)
    shared = desk.sign(citing(desk, version))
    assert [each.as_of is None for each in shared.evidence] == [False, True, True]
    desk.save(replace(desk.get(Narrative, moment.id), happened="He did not come."))
    desk.settle()
    found = as_cited(desk, shared.evidence[0])
    assert isinstance(found, Narrative)
    assert found.happened == "He came for the last hour of it."
    assert desk.get(Narrative, moment.id).happened == "He did not come."
    assert as_cited(desk, shared.evidence[1]) is None
