"""What a comment may say: plain text of a length that people write, with line breaks and tabs but no other controls."""

import re

from annotator.model.errors import TextError

MOST_CHARACTERS = 20_000
"""Some ten pages; what is longer is no remark, and lists of comments read all of it."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile("\r\n?|[\u2028\u2029\x85]")


def tidied(text: str) -> str:
    """What a person typed as it is kept: every line break a line feed, no controls, no white space at its ends."""
    return _CONTROL.sub("", _BREAK.sub("\n", text)).strip()


def check_comment_text(text: str) -> None:
    """Refuse what is too long, or holds control characters.

    Raises:
        TextError: With the reason.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextError(f"A comment has {len(text):,} characters; at most {MOST_CHARACTERS:,} are allowed.")
    found = _CONTROL.search(text)
    if found is not None:
        code = ord(found[0])
        raise TextError(f"Character {found.start() + 1} of a comment is a control character (U+{code:04X}).")
