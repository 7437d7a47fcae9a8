# SPDX-License-Identifier: Apache-2.0
"""Whether everything leaves the vault, in a form that says so, and comes back as it was."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import stat
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args, get_origin

import jsonschema
import pytest

from dit_desktop.records.client import Client
from dit_desktop.records.exported import Exported
from dit_desktop.records.fields import Part, Record, fields
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.partdate import PartDate
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.session import SessionNote
from dit_desktop.store import exchange, export, exports
from dit_desktop.store.errors import Exists, Missing
from dit_desktop.store.export import Wanted
from dit_desktop.store.vault import Vault, open_vault
from tests.practices import HARD_WORDS, NEEDLE, SECRET, copy, empty, filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


PRIVATE = "drawn to hurry her along"


def no_papers(_code: str, _records: Sequence[Record]) -> list[tuple[str, bytes]]:
    return []


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exchange") / "practice"
    filled(folder)
    return folder


@pytest.fixture
def opened(practice: Path, tmp_path: Path) -> Iterator[Vault]:
    made = open_vault(copy(practice, tmp_path / "own"), SECRET, state=tmp_path / "own" / "state.json")
    yield made
    made.close()


def everything(vault: Vault) -> list[Record]:
    with vault.reading() as connection:
        numbers = [row[0] for row in connection.execute("select id from record order by id")]
    return [vault.get(number) for number in numbers]


def json_files(folder: Path) -> dict[str, Any]:
    return {path.relative_to(folder).as_posix(): json.loads(path.read_bytes()) for path in folder.rglob("*.json")}


def filled_in(kind: Any, words: str) -> Any:
    """A value of a field's type that is not its default."""
    if get_origin(kind) is tuple:
        return (filled_in(get_args(kind)[0], words),) * 2
    if issubclass(kind, Enum):
        return list(kind)[-1]
    if issubclass(kind, Part):
        return kind(key="1", **{item.name: filled_in(item.type, words) for item in fields(kind)})
    known = {
        str: words,
        int: 9,  # nothing's default, and within every limit
        bool: True,
        Decimal: Decimal("12.50"),
        date: date(1990, 2, 28),
        datetime: datetime(2026, 9, 3, 10),  # noqa: DTZ001 - wall-clock time, as appointments have it
        time: time(10, 30),
        PartDate: PartDate("2019-03"),
    }
    return known[kind]


class TestEverything:
    def test_what_is_read_back_is_what_the_vault_holds(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        assert exchange.read_records(tmp_path / "out") == everything(opened)

    def test_every_field_of_every_kind_leaves_and_comes_back(self, tmp_path: Path) -> None:
        made, _code = empty(tmp_path / "own")
        client = made.add(Client(code="A"))
        for kind in KINDS.values():
            values = {item.name: filled_in(item.type, f"{item.name} of it") for item in fields(kind)}
            made.add(kind(client=0 if kind is Client else client.id, parent=client.id, **values))
        export.export(made, tmp_path / "out", Wanted(process_notes=True), no_papers)
        back = exchange.read_records(tmp_path / "out")
        assert back == everything(made)
        defaults = {kind: {item.name: item for item in dataclasses.fields(kind)} for kind in KINDS.values()}
        for record in back[1:]:
            for item in fields(type(record)):
                assert getattr(record, item.name) != defaults[type(record)][item.name].default
        made.close()
        self.check_schema(tmp_path / "out")

    def check_schema(self, folder: Path) -> None:
        found = json_files(folder)
        checker = jsonschema.Draft202012Validator(found["schema.json"])
        for made in found.values():
            checker.validate(made)

    def test_every_json_file_fits_the_schema(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        self.check_schema(tmp_path / "out")

    def test_the_schema_is_a_schema_and_allows_nothing_more(self) -> None:
        made = exchange.schema()
        jsonschema.Draft202012Validator.check_schema(made)

        def objects(inside: Any) -> Iterator[dict[str, Any]]:
            if isinstance(inside, dict):
                if "properties" in inside and inside.get("type") == "object":
                    yield inside
                inside = list(inside.values())
            if isinstance(inside, list):
                for each in inside:
                    yield from objects(each)

        found = list(objects(made))
        assert len(found) > 2 * len(KINDS)
        assert all(each["additionalProperties"] is False for each in found)

    def test_an_unknown_or_missing_field_does_not_fit(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        found = json_files(tmp_path / "out")
        checker = jsonschema.Draft202012Validator(found["schema.json"])
        good = found["practice.json"]
        assert checker.is_valid(good)
        changed = json.loads(json.dumps(good))
        changed["records"][0]["fields"]["aura"] = "blue"
        assert not checker.is_valid(changed)
        changed = json.loads(json.dumps(good))
        del changed["records"][0]["fields"]["name"]
        assert not checker.is_valid(changed)

    def test_signed_state_revisions_and_addenda_leave_too(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        items = json_files(tmp_path / "out")["clients/K-01/record.json"]["records"]
        notes = [item for item in items if item["kind"] == "SessionNote"]
        signed = next(item for item in notes if item["signed_at"])
        assert signed["signed_at"] == "2026-09-03T12:00:00.000000Z"
        assert [item["fields"]["written"] for item in signed["addenda"]] == ["Added later"]
        draft = next(item for item in notes if not item["signed_at"])
        assert [was["fields"]["material"] for was in draft["revisions"]] == ["First words"]
        assert draft["fields"]["material"] == "Other words"
        earlier = exchange.read_revisions(tmp_path / "out")
        assert earlier == {draft["id"]: opened.revisions(opened.get(draft["id"]))}

    def test_no_record_leaves_twice(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        numbers = [record.id for record in exchange.read_records(tmp_path / "out")]
        assert len(numbers) == len(set(numbers)) == len(everything(opened))

    @pytest.mark.parametrize("words", [*HARD_WORDS, "a long note " * 90_000], ids=[*map(ascii, HARD_WORDS), "1 MB"])
    def test_any_words_come_back_as_they_were(self, opened: Vault, tmp_path: Path, words: str) -> None:
        client = opened.find(Client)[0]
        note = opened.add(SessionNote(material=words, client=client.id, parent=client.id))
        assert opened.get(note.id) == note
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        back = {record.id: record for record in exchange.read_records(tmp_path / "out")}
        assert back[note.id] == note
        self.check_schema(tmp_path / "out")

    def test_process_notes_stay_unless_they_are_asked_for(self, opened: Vault, tmp_path: Path) -> None:
        client = opened.find(Client)[0].id
        note = opened.add(ProcessNote(felt=PRIVATE, client=client, parent=client))
        opened.save(ProcessNote(id=note.id, felt="Nothing", client=client, parent=client), visit=True)
        for out, asked in ((tmp_path / "out", False), (tmp_path / "all", True)):
            export.export(opened, out, Wanted(process_notes=asked), no_papers)
            said = [path for path in out.rglob("*") if path.is_file() and PRIVATE.encode() in path.read_bytes()]
            assert [path.name for path in said] == [exchange.RECORD] * asked
            self.check_schema(out)
            counted = json.loads((out / export.MANIFEST).read_bytes())["counts"]["ProcessNote"]
            assert counted == int(asked)


class TestFolder:
    def test_the_manifest_lists_every_other_file_and_the_number_is_right(self, opened: Vault, tmp_path: Path) -> None:
        out = tmp_path / "out"

        def papers(code: str, records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
            assert any(type(record).__name__ == "Practice" for record in records)
            yield f"letter-{code}.pdf", b"%PDF"

        made = export.export(opened, out, Wanted(), papers)
        there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
        manifest = json_files(out)["manifest.json"]
        assert made.files == len(there)
        assert {file["path"] for file in manifest["files"]} == there - {"manifest.json"}
        assert "clients/K-01/documents/letter-K-01.pdf" in there
        for file in manifest["files"]:
            data = (out / file["path"]).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
        assert manifest["chain"] == {"length": opened.head().length, "head": opened.head().link.hex()}
        assert sum(manifest["counts"].values()) == len(everything(opened))

    def test_only_this_user_can_read_it(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "above" / "out", Wanted(), no_papers)
        for path in (tmp_path / "above").rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)

    def test_no_name_of_a_person_is_in_a_file_name_or_on_the_first_page(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        assert NEEDLE in (tmp_path / "out/clients/K-01/record.json").read_text()
        assert not [path for path in tmp_path.rglob("*") if "Quill" in path.name]
        assert "Quill" not in (tmp_path / "out" / export.INDEX).read_text()

    def test_the_first_page_leads_to_every_file(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        page = (tmp_path / "out" / export.INDEX).read_text()
        for name in json_files(tmp_path / "out").keys() - {"manifest.json"}:
            assert f'<a href="{name}">' in page

    def test_a_name_that_looks_like_markup_is_shown_as_it_is(self, opened: Vault, tmp_path: Path) -> None:
        export.export(opened, tmp_path / "out", Wanted(), lambda _code, _records: [("R&D <b>.pdf", b"%PDF")])
        page = (tmp_path / "out" / export.INDEX).read_text()
        assert "R&amp;D &lt;b&gt;.pdf" in page
        assert "<b>" not in page

    def test_one_client_leaves_without_the_others(self, opened: Vault, tmp_path: Path) -> None:
        other = opened.add(Client(code="Z-9", name="Not to be seen"))
        made = export.export(opened, tmp_path / "out", Wanted(code="Z-9"), no_papers)
        assert made.clients == 1
        back = exchange.read_records(tmp_path / "out")
        assert [record.id for record in back if isinstance(record, Client)] == [other.id]
        assert {record.client for record in back} == {0, other.id}
        assert [record.what for record in back if isinstance(record, Exported)] == ["The records"]
        assert NEEDLE not in "".join(path.read_text() for path in (tmp_path / "out").rglob("*.json"))

    def test_two_clients_with_one_code_both_leave(self, opened: Vault, tmp_path: Path) -> None:
        assert export.export(opened, tmp_path / "out", Wanted(code="K-01"), no_papers).clients == 2
        assert sorted(path.name for path in (tmp_path / "out/clients").iterdir()) == ["K-01", "K-01-4"]

    def test_an_unknown_code_leaves_nothing(self, opened: Vault, tmp_path: Path) -> None:
        before = opened.head()
        with pytest.raises(Missing):
            export.export(opened, tmp_path / "out", Wanted(code="nobody"), no_papers)
        assert not (tmp_path / "out").exists()
        assert opened.head() == before

    def test_a_folder_with_anything_in_it_is_left_alone(self, opened: Vault, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine.txt").write_text("mine")
        for to in (tmp_path / "out", tmp_path / "out" / "mine.txt"):
            with pytest.raises(Exists):
                export.export(opened, to, Wanted(), no_papers)
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]

    def test_the_chain_says_that_records_left(self, opened: Vault, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        export.export(opened, tmp_path / "out", Wanted(), no_papers)
        with opened.reading() as connection:
            events = [row[0] for row in connection.execute("select event from chain order by seq")]
        assert events[-1] == exports.EVENT

    def test_a_folder_no_system_takes_is_refused_by_the_system(self, opened: Vault, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="too long"):
            export.export(opened, tmp_path / ("x" * 300), Wanted(), no_papers)

    def test_what_somebody_else_put_there_meanwhile_stays(self, opened: Vault, tmp_path: Path) -> None:
        out = tmp_path / "out"

        def papers(_code: str, _records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
            (out / "mine.txt").write_text("mine")
            yield "one.pdf", b"%PDF"
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            export.export(opened, out, Wanted(), papers)
        assert list(out.rglob("*")) == [out / "mine.txt"]

    @pytest.mark.parametrize("there", ["out", "elsewhere"])
    def test_an_export_that_breaks_off_leaves_nothing(self, opened: Vault, tmp_path: Path, there: str) -> None:
        out = tmp_path / "out"
        (tmp_path / there).mkdir()

        def papers(_code: str, _records: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
            yield "one.pdf", b"%PDF"
            assert list(out.rglob("one.pdf"))
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            export.export(opened, out, Wanted(), papers)
        assert out.exists() == (there == "out")
        assert list(out.rglob("*")) == []


class TestFolderNames:
    @pytest.mark.parametrize(
        "code, name",
        [
            ("K-01", "K-01"),
            ("Ä 7", "Ä-7"),
            ("", "client-1"),
            ("../../etc/passwd", "etc-passwd"),
            ("a/b\\c", "a-b-c"),
            ("..", "client-1"),
            ("CON", "client-1"),
            ("lpt1.x", "client-1"),
            ("<b>&", "b"),
            ("\ud83d\0", "client-1"),
            ("x" * 500, "x" * 60),
        ],
    )
    def test_a_folder_is_named_by_the_code_alone(self, code: str, name: str) -> None:
        assert export.folder_names([Client(id=1, code=code)]) == [name]

    def test_no_two_are_the_same_on_any_system(self) -> None:
        codes = ["A", "a", "A-2", "", "", "client-4", "a/", "Ä", "A\u0308"]
        names = export.folder_names([Client(id=number, code=code) for number, code in enumerate(codes, 1)])
        assert len({name.casefold() for name in names}) == len(codes)
        assert names[0] == "A"
