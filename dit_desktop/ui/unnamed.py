# SPDX-License-Identifier: Apache-2.0
"""A few of Qt's constants as numbers, for what stands on the first page.

Naming any of them makes Python build every enumeration of the Qt namespace, which
takes a tenth of the time until that page is painted.  As properties they are set by number.
"""

from typing import Final

PLAIN_TEXT: Final = 0  # Qt.TextFormat.PlainText, for "textFormat"
CENTRED: Final = 4  # Qt.AlignmentFlag.AlignHCenter, for "alignment"
NO_FOCUS: Final = 0  # Qt.FocusPolicy.NoFocus, for "focusPolicy"
