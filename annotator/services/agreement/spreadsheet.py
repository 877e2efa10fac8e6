"""Words of others in cells that a spreadsheet will read: none begins a formula, another cell or another line."""

import re
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What begins a formula in one spreadsheet or another, also in its wide form."""
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")


def cell(value: object) -> str:
    """A value as text of one cell on one line; what would be a formula has an apostrophe before it, numbers do not.

    Source: https://owasp.org/www-community/attacks/CSV_Injection.
    """
    text = " ".join(str(value).replace("\0", "").split())
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
