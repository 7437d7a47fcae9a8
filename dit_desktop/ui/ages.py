# SPDX-License-Identifier: Apache-2.0
"""How long ago something was, in words that stay true while one reads them."""

from __future__ import annotations

from datetime import datetime

from dit_desktop.i18n import _, ngettext
from dit_desktop.ui.reading import show_date, show_time


def how_long_ago(moment: datetime, now: datetime) -> str:
    """A moment seen from another: today 18:04, yesterday 18:04, 3 days ago, or the date after a week."""
    then, here = moment.astimezone(), now.astimezone()
    days = (here.date() - then.date()).days
    clock = show_time(then.time().replace(second=0, microsecond=0))
    if days == 0:
        return _("today {time}").format(time=clock)
    if days == 1:
        return _("yesterday {time}").format(time=clock)
    if 1 < days < 8:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    return show_date(then.date())
