# SPDX-License-Identifier: Apache-2.0
"""The commands that open no practice: the program's own parts, the days of a course, the score of a measure."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dit_desktop import cli
from dit_desktop.paths import resource
from tests.practices import run


class TestSelftest:
    PARTS = ("sqlcipher", "argon2", "reportlab", "pdf-protect", "fonts", "keyring-backend", "resources")

    def test_every_part_has_its_line(self) -> None:
        said = run("selftest")
        assert [line.split()[0] for line in said.stdout.splitlines()] == list(self.PARTS)
        assert all(re.fullmatch(r"\S+ \S+ ok", line) for line in said.stdout.splitlines())
        assert said.returncode == 0

    def test_a_part_that_fails_says_so(self, tmp_path: Path) -> None:
        fonts = tmp_path / "fonts"
        fonts.mkdir()
        where = "import dit_desktop.paths as p; print(p.resource('fonts'))"
        real = subprocess.run([sys.executable, "-c", where], capture_output=True, check=True, text=True).stdout.strip()
        said = run("--json", "selftest", before=f"mount --bind '{fonts}' '{real}'")
        found = json.loads(said.stdout)
        assert said.returncode == 1
        assert found["ok"] is False
        assert [part["part"] for part in found["parts"] if not part["ok"]] == ["reportlab", "pdf-protect", "fonts"]
        real = real.replace("fonts", "instruments")
        said = run("--json", "selftest", before=f"mount --bind '{fonts}' '{real}'")
        (part,) = [part for part in json.loads(said.stdout)["parts"] if not part["ok"]]
        assert (part["part"], part["why"]) == ("resources", "The instruments are missing.")


class TestSchedule:
    COURSE = (
        '{"start": "2026-09-03", "weekday": "thursday", "length": 16, "phases": [4, 8, 4], "missed_counts": true, '
        '"breaks": [{"from": "2026-10-19", "to": "2026-11-01"}], '
        '"events": [{"date": "2026-09-17", "state": "missed"}, {"date": "2026-09-24", "state": "cancelled_by_me"}]}'
    )

    def test_a_course_gives_a_line_for_every_appointment(self, tmp_path: Path) -> None:
        (tmp_path / "course.json").write_text(self.COURSE)
        lines = run("schedule", tmp_path / "course.json").stdout.splitlines()
        assert lines[:5] == [
            "2026-09-03 booked 1 initial",
            "2026-09-10 booked 2 initial",
            "2026-09-17 missed 3 initial",
            "2026-09-24 cancelled_by_me - -",
            "2026-10-01 booked 4 initial",
        ]
        assert lines[-1] == "2027-01-07 booked 16 ending"
        found = json.loads(run("--json", "schedule", tmp_path / "course.json").stdout)
        assert found["appointments"][3] == {
            "date": "2026-09-24",
            "number": None,
            "phase": None,
            "state": "cancelled_by_me",
        }

    @pytest.mark.parametrize(
        "text, where",
        [
            ("not json", "not a JSON file"),
            ("[]", "start"),
            ('{"start": "soon"}', "start"),
            ('{"start": "2026-09-03", "weekday": 8}', "weekday"),
            ('{"start": "2026-09-03", "length": "ten"}', "length"),
            ('{"start": "2026-09-03", "aura": 1}', "aura"),
            ('{"start": "2026-09-03", "events": [{"date": "2026-09-03", "state": "x"}]}', "events"),
        ],
    )
    def test_a_file_that_is_no_course_is_a_matter_of_usage(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, where: str
    ) -> None:
        (tmp_path / "course.json").write_text(text)
        with pytest.raises(SystemExit) as ended:
            cli.main(["schedule", str(tmp_path / "course.json")])
        assert ended.value.code == 2
        assert where in capsys.readouterr().err

    def test_no_file_is_told(self, tmp_path: Path) -> None:
        assert run("schedule", tmp_path / "nothing.json").stderr.startswith("ERROR missing: ")


class TestMeasure:
    """What the rows of scores come to is tried in tests/records; here is what the commands make of them."""

    KEYS = ("total", "raw", "prorated", "band", "caseness", "flag")

    def scored(self, capsys: pytest.CaptureFixture[str], name: str, *answers: str) -> dict[str, object]:
        assert cli.main(["--json", "measure", "score", str(resource("instruments", f"{name}.toml")), *answers]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found.pop("ok") is True
        assert found.pop("format") == 1
        return dict(found)

    def test_the_score_is_one_object_in_both_forms(self) -> None:
        file = resource("instruments", "phq-9.toml")
        said = run("measure", "score", file, "--answers", "-,2,2,2,2,2,2,1,0")  # a word that begins with a hyphen
        expected = {
            "total": 15,
            "raw": 14.625,
            "prorated": 8,
            "band": "moderately severe",
            "caseness": True,
            "flag": False,
        }
        assert (said.returncode, said.stderr, said.stdout.count("\n")) == (0, "", 1)
        assert said.stdout == json.dumps(expected, sort_keys=True) + "\n"
        said = run("measure", "score", file, "--answers=-,2,2,2,2,2,2,1,0", "--json")
        assert json.loads(said.stdout) == {**expected, "ok": True, "format": 1}

    def test_what_there_is_no_answer_to_is_null(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.scored(capsys, "core-10") == {**dict.fromkeys(self.KEYS), "prorated": 0}
        assert self.scored(capsys, "phq-9", "--answers", "-,-,-,1,1,1,1,1,1")["flag"] is True

    def test_an_item_that_does_not_apply_is_told_by_the_highest_total(self, capsys: pytest.CaptureFixture[str]) -> None:
        found = self.scored(capsys, "wsas", "--answers", "NA,8,8,8,8")
        assert (found["total"], found["of"], found["band"], found["caseness"]) == (32, 32, None, None)
        assert "of" not in self.scored(capsys, "wsas", "--answers", "8,8,8,8,8")

    def test_entered_scores_stay_as_they_are(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.scored(capsys, "core-om", "--answers", "9.9")["total"] == 9.9
        found = self.scored(capsys, "ecr-r", "--answers", "-,3")
        assert (found["total"], found["scores"]) == (None, [None, 3])

    def test_an_answer_it_does_not_have_is_a_matter_of_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(["measure", "score", str(resource("instruments", "gad-7.toml")), "--answers", "9,0,0,0,0,0,0"])
        assert ended.value.code == 2
        assert "--answers: answer 1 is no whole number from 0 to 3" in capsys.readouterr().err

    @pytest.mark.parametrize("path", sorted(resource("instruments").glob("*.toml")), ids=lambda path: path.stem)
    def test_every_instrument_of_the_program_is_sound(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["measure", "check", str(path)]) == 0
        said = capsys.readouterr()
        assert said.out == ""
        assert "can be used" in said.err
        assert cli.main(["measure", "check", "--json", str(path)]) == 0
        said = capsys.readouterr()
        assert (json.loads(said.out), said.err) == ({"ok": True, "format": 1, "mistakes": []}, "")

    @pytest.mark.parametrize("command", ["check", "score"])
    def test_every_mistake_has_its_line(self, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "own.toml"
        text = resource("instruments", "gad-7.toml").read_text("utf-8")
        path.write_text(text.replace('title = "GAD-7"', "").replace("cut_off = 8", "cut_off = 80"), "utf-8")
        assert cli.main(["measure", command, str(path)]) == 1
        said = capsys.readouterr()
        assert said.out.splitlines() == [
            "title: This is missing.",
            "cut_off: This should be more than 0 and at most 21.",
        ]
        assert said.err == ""
        assert cli.main(["--json", "measure", command, str(path)]) == 1
        found = json.loads(capsys.readouterr().out)
        assert (found["ok"], [each["where"] for each in found["mistakes"]]) == (False, ["title", "cut_off"])

    @pytest.mark.parametrize("data", [b"\xff", b"#" * (1024 * 1024 + 1), b"id ="])
    def test_a_file_of_another_kind_is_one_mistake(
        self, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "own.toml").write_bytes(data)
        assert cli.main(["measure", "check", str(tmp_path / "own.toml")]) == 1
        assert re.fullmatch("the file: .+\n", capsys.readouterr().out)

    def test_of_an_endless_file_only_the_first_bytes_are_read(self, tmp_path: Path) -> None:
        with (tmp_path / "own.toml").open("wb") as file:
            file.truncate(16 * 1024**3)
        code = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        code += "import sys; from dit_desktop.cli import main; sys.exit(main(sys.argv[1:]))"
        words = [sys.executable, "-c", code, "measure", "check", str(tmp_path / "own.toml")]
        said = subprocess.run(words, capture_output=True, check=False, text=True, timeout=60)
        assert (said.returncode, said.stdout) == (1, "the file: larger than such a file can be\n")

    def test_no_file_is_told(self, tmp_path: Path) -> None:
        said = run("measure", "check", tmp_path / "nothing.toml")
        assert (said.returncode, said.stdout) == (1, "")
        assert said.stderr.startswith("ERROR missing: ")
