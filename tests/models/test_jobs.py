# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from dit_desktop.models.jobs import Job, Jobs, steps_of


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.finish()
    qtbot.wait(1)


def nothing(_what: Any) -> None:
    pytest.fail("this should not be called")


def test_a_result_comes_back_to_the_thread_that_asked(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[Any] = []
    threads: list[Any] = []

    def work(job: Job) -> int:
        threads.append(threading.current_thread())
        for done in range(3):
            job.step(done, 3)
        return 42

    jobs.started.connect(lambda job: heard.append(("started", job.title)))
    jobs.progressed.connect(lambda _job, done, total: heard.append((done, total)))
    jobs.ended.connect(lambda job: heard.append(("ended", job.title)))

    def done(result: int) -> None:
        heard.append(result)
        threads.append(threading.current_thread())

    jobs.run("Count", work, done, nothing)
    qtbot.waitUntil(lambda: 42 in heard)
    assert heard == [("started", "Count"), (0, 3), (1, 3), (2, 3), ("ended", "Count"), 42]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_what_goes_wrong_is_handed_back(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[BaseException] = []

    def work(_job: Job) -> None:
        raise OSError("no room")

    jobs.run("Fail", work, nothing, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "no room"


def test_a_job_that_is_cancelled_ends_at_its_next_step_and_says_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    begun, steps = threading.Event(), []

    def work(job: Job) -> None:
        for number in range(10**6):
            steps.append(number)
            job.step(number, 10**6)
            begun.set()
            threading.Event().wait(0.001)

    with qtbot.waitSignal(jobs.ended):
        job = jobs.run("Long", work, nothing, nothing)
        assert begun.wait(5)
        job.cancel()
    assert len(steps) < 10**5


def test_one_job_waits_for_the_other(jobs: Jobs, qtbot: QtBot) -> None:
    go_on, order = threading.Event(), []
    jobs.run("1", lambda _job: go_on.wait(5), lambda _r: order.append(1), nothing)
    jobs.run("2", lambda _job: None, lambda _r: order.append(2), nothing)
    go_on.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == [1, 2]


def test_finishing_waits_for_what_runs_and_drops_what_waits(jobs: Jobs, qtbot: QtBot) -> None:
    go_on, begun, order = threading.Event(), threading.Event(), []

    def work(_job: Job) -> None:
        begun.set()
        go_on.wait(5)

    jobs.run("1", work, lambda _r: order.append(1), nothing)
    jobs.run("2", lambda _job: order.append(2), nothing, nothing)
    assert begun.wait(5)
    threading.Timer(0.05, go_on.set).start()
    jobs.finish()
    assert go_on.is_set()
    qtbot.waitUntil(lambda: order == [1])
    qtbot.wait(20)
    assert order == [1]


def test_an_answer_for_a_window_that_is_gone_disturbs_nobody(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    jobs, go_on = Jobs(), threading.Event()
    worker = jobs._worker
    jobs.run("1", lambda _job: go_on.wait(5), nothing, nothing)
    Shiboken.delete(jobs)
    go_on.set()
    worker.shutdown()
    qtbot.wait(10)
    assert caplog.records == []


@pytest.mark.parametrize("quiet, step, waits", [(0.0, "gentle", True), (0.0, "held", False), (60.0, "gentle", False)])
def test_while_somebody_types_work_that_nobody_waits_for_stands_aside(
    qtbot: QtBot,
    quiet: float,
    step: str,
    waits: bool,  # noqa: FBT001 - a parameter
) -> None:
    jobs, heard = Jobs(quiet=lambda: quiet), list[float]()

    def work(job: Job) -> float:
        at, begun = steps_of(job, "gentle"), time.perf_counter()
        for _number in range(100):
            at(step)
        return time.perf_counter() - begun

    jobs.run("Wait", work, heard.append, nothing)
    qtbot.waitUntil(lambda: bool(heard))
    jobs.finish()
    assert (heard[0] >= 0.4) is waits


def test_work_that_stands_aside_hears_at_once_that_it_is_to_stop(qtbot: QtBot) -> None:
    jobs, ended = Jobs(quiet=lambda: 0.0), list[Job]()

    def work(job: Job) -> None:
        while True:
            steps_of(job, "gentle")("gentle")

    jobs.ended.connect(ended.append)
    job = jobs.run("Wait", work, nothing, nothing)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    jobs.finish()
    assert job.was_cancelled


def standing() -> int:
    """How far behind others the thread that asks has the processor."""
    if sys.platform == "linux":
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    return -QThread.currentThread().priority().value


def test_work_has_the_processor_after_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[int] = []
    jobs.run("Tell", lambda _job: standing(), heard.append, nothing)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0] > standing()
