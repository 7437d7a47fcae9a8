# SPDX-License-Identifier: Apache-2.0
"""Every page there is, and the actions that open them."""

from __future__ import annotations

from dit_desktop.ui.actions import GO, Action
from dit_desktop.ui.pages.assessment import AssessmentPage
from dit_desktop.ui.pages.attachments import AttachmentsPage
from dit_desktop.ui.pages.backups import BackupsPage
from dit_desktop.ui.pages.checks import ChecksPage
from dit_desktop.ui.pages.clients import ClientsPage
from dit_desktop.ui.pages.closing import ClosingPage
from dit_desktop.ui.pages.details import DetailsPage
from dit_desktop.ui.pages.diary import DiaryPage
from dit_desktop.ui.pages.erase import ErasePage
from dit_desktop.ui.pages.errors import ErrorsPage
from dit_desktop.ui.pages.executors import ExecutorsPage
from dit_desktop.ui.pages.export import ExportPage
from dit_desktop.ui.pages.exports import ExportsPage
from dit_desktop.ui.pages.formulation import FormulationPage
from dit_desktop.ui.pages.goals import GoalsPage
from dit_desktop.ui.pages.keys import KeysPage
from dit_desktop.ui.pages.letter import LetterPage
from dit_desktop.ui.pages.log import LogPage
from dit_desktop.ui.pages.misfiled import MisfiledPage
from dit_desktop.ui.pages.missed import MissedPage
from dit_desktop.ui.pages.note import NotePage
from dit_desktop.ui.pages.overview import OverviewPage
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.pages.pattern import PatternPage
from dit_desktop.ui.pages.people import PeoplePage
from dit_desktop.ui.pages.practice import PracticePage
from dit_desktop.ui.pages.reports import ReportsPage
from dit_desktop.ui.pages.review import ReviewPage
from dit_desktop.ui.pages.safety import SafetyPage
from dit_desktop.ui.pages.search import SearchPage
from dit_desktop.ui.pages.sessions import SessionsPage
from dit_desktop.ui.pages.settings import SettingsPage
from dit_desktop.ui.pages.today import TodayPage
from dit_desktop.ui.pages.wordings import WordingsPage

# The pages in the order of the sidebar and of the menu of ways; a new page is one line here.
PAGES: tuple[type[Page], ...] = (
    TodayPage,
    ClientsPage,
    DiaryPage,
    PracticePage,
    SearchPage,
    BackupsPage,
    KeysPage,
    ExecutorsPage,
    SettingsPage,
    OverviewPage,
    DetailsPage,
    AssessmentPage,
    SafetyPage,
    PeoplePage,
    FormulationPage,
    PatternPage,
    SessionsPage,
    NotePage,
    MissedPage,
    ReviewPage,
    ClosingPage,
    GoalsPage,
    LetterPage,
    AttachmentsPage,
    WordingsPage,
    ExportPage,
    ChecksPage,
    MisfiledPage,
    ErasePage,
    ErrorsPage,
    LogPage,
    ExportsPage,
    ReportsPage,
)


def _opening(page: type[Page]) -> Action:
    """The action that opens a page."""
    words = (page.name, page.title, GO, page.keys, page.icon)
    return Action(*words, inside=page.inside, do=lambda at: at.go(Target(page.name, at.client)))


OPENING: tuple[Action, ...] = tuple(_opening(page) for page in PAGES if page.listed or page.offered)
