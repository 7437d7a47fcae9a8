# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date

from dit_desktop.models.desk import Desk
from dit_desktop.models.offering import named, offered
from dit_desktop.records.agreement import Consent, Wording
from dit_desktop.records.client import Client
from dit_desktop.records.contact import Communication, Contact, Role
from dit_desktop.records.practice import Currency, Practice
from dit_desktop.records.relationships import Narrative, Person
from tests.opened import client_with_course, note


def test_what_can_be_chosen_is_of_the_same_course_and_never_the_record_itself(desk: Desk) -> None:
    course, other = client_with_course(desk), client_with_course(desk)
    edna = desk.add(Person(client=course.client, parent=course.id, name="Edna"))
    nobody = desk.add(Person(client=course.client, parent=course.id))
    desk.add(Person(client=other.client, parent=other.id, name="Somebody else's"))
    written = note(desk, course, day=date(2026, 11, 12))
    moment = desk.add(Narrative(client=course.client, parent=course.id, heading="The last day"))
    assert offered(desk, "Person", edna) == [(nobody.id, "Person without a name")]
    assert offered(desk, "Narrative SessionNote Person", written) == [
        (moment.id, "The last day"),
        (edna.id, "Edna"),
        (nobody.id, "Person without a name"),
    ]


def test_of_a_client_their_contacts_are_offered_and_all_the_people_of_their_courses(desk: Desk) -> None:
    course = client_with_course(desk)
    client = desk.save(replace(desk.get(Client, course.client), called="Wren"))
    gp = desk.add(Contact(client=client.id, parent=client.id, name="Dr Amadi", role=Role.GP))
    peter = desk.add(Person(client=client.id, parent=course.id, name="Peter"))
    call = Communication(client=client.id, parent=client.id)
    found = offered(desk, "Client Contact Person", call)
    assert found == [(client.id, "Wren"), (gp.id, "Dr Amadi, GP"), (peter.id, "Peter")]
    assert offered(desk, "Client", Consent()) == []


def test_wordings_are_the_whole_practices(desk: Desk) -> None:
    wording = desk.add(Wording(name="Privacy notice, second version"))
    assert offered(desk, "Wording", Consent(client=5, parent=5)) == [(wording.id, "Privacy notice, second version")]


def test_a_name_as_long_as_a_page_is_cut_to_a_line() -> None:
    assert named(Person(name="Edna\n" * 1000)) == ("Edna " * 1000)[:60] + "…"


def test_fees_are_in_pounds_until_the_practice_says_otherwise(desk: Desk) -> None:
    assert desk.currency() == "£"
    desk.save(
        replace(desk.practice(), currency=Currency.CHF) if desk.practice().id else Practice(currency=Currency.CHF)
    )
    assert desk.currency() == "CHF"
