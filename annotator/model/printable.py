"""Text from outside as a line of a report may show it."""

import re

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` on one line: what a terminal would obey, and what cannot be encoded, becomes `�`; ZWNJ and marks stay."""
    return _UNPRINTABLE.sub("�", text.replace("\n", " "))
