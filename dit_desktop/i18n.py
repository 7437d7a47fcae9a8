# SPDX-License-Identifier: Apache-2.0
"""The one door through which every word on the screen passes."""

from __future__ import annotations

import gettext

from dit_desktop.paths import resource

# UK English is the source; a missing catalogue therefore needs no file of its own, and no search for one.
_catalogues = resource("locale")
_translation = (
    gettext.translation("dit_desktop", localedir=str(_catalogues), fallback=True)
    if _catalogues.is_dir()
    else gettext.NullTranslations()
)
_ = _translation.gettext
ngettext = _translation.ngettext
