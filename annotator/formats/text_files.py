"""Plain text files: from bytes to a text that can be stored exactly, and a title for it.

The encoding is told by a byte order mark, else it is UTF-8 if the bytes are valid UTF-8, else it is guessed and the
guess reported. A file that is nearly UTF-8 is a damaged one, not one in another encoding: it is refused with the
position, because a guess would turn every letter into two wrong ones. Line ends become line feeds; nothing else
changes.

The title is the file's name without its ending. A name that tells a person nothing (a number, a hash, a UUID) gives way
to the first line of the text, cut at a word to about 80 characters.
"""

import codecs
import re
from dataclasses import dataclass

from annotator.formats.errors import FormatError
from annotator.model.document import check_text
from annotator.model.errors import TextError

MAX_BYTES = 50_000_000
"""A larger file is no article; it is refused without being read."""

TITLE_LENGTH = 80

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKED = tuple(mark for mark, _encoding in _MARKS)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\0", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_BEGINNINGS = tuple(signature for signature, _what in _SIGNATURES)
_LOOKED_AT = 100_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
_SPLIT = re.compile(r"[\s_.\-]+")
_HASH = re.compile(r"[0-9a-fA-F]{8,}")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded file.

    Attributes:
        encoding: Name of the encoding.
        confidence: How sure the guess is, 0 to 1; `None` if it was no guess.
        line_ends: How many line ends were not a line feed and became one.
    """

    text: str
    encoding: str
    confidence: float | None = None
    line_ends: int = 0


def decode(data: bytes, most: int = MAX_BYTES) -> TextFile:
    """The text in `data`, of which there may be so many bytes.

    Raises:
        FormatError: If it is no text, is empty, is damaged, or holds what cannot be stored, with the position.
    """
    if len(data) > most:
        raise too_large(len(data), most)
    mark, encoding = _mark(data)
    if not encoding:
        _refuse_signature(data)
    found = _decoded(data[len(mark) :], encoding)
    if not found.text.strip():
        raise FormatError("The file is empty.")
    try:
        check_text(found.text)
    except TextError as error:
        raise FormatError(error.message, **error.facts) from error
    return found


def _mark(data: bytes) -> tuple[bytes, str]:
    """The byte order mark that `data` begins with, and what encoding it tells; both empty if there is none."""
    if not data.startswith(_MARKED):
        return b"", ""
    return next((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark))


def too_large(size: int, most: int = MAX_BYTES) -> FormatError:
    """The refusal of a file of `size` bytes where there may be `most`."""
    what, how = ("a text", "Split it into articles.") if most <= MAX_BYTES else ("such a file", "Split it.")
    return FormatError(
        f"The file has {size / 1e6:,.0f} MB; {what} may have {most / 1e6:,.0f} MB. {how}",
        size=size,
    )


def title_of(stem: str, text: str) -> str:
    """A title for a text from a file of this name (without its ending)."""
    if _tells_something(stem):
        return " ".join(stem.split())
    first_line = text.lstrip().partition("\n")[0]
    return shortened(" ".join(first_line.split())) or stem


def shortened(line: str, length: int = TITLE_LENGTH) -> str:
    """`line`, cut at a word if it has more than `length` characters; then it ends with an ellipsis."""
    if len(line) <= length:
        return line
    cut = line[:length]
    at_word = cut.rpartition(" ")[0] if line[length] != " " else cut
    return (at_word if len(at_word) >= length // 2 else cut).rstrip(" ,;:–-") + "…"


def _tells_something(stem: str) -> bool:
    """Whether a name holds a word: two letters in a row outside what looks like a hash."""
    if _WORD.search(stem) is None:
        return False
    return any(_WORD.search(part) and not _is_hash(part) for part in _SPLIT.split(stem))


def _is_hash(part: str) -> bool:
    return _HASH.fullmatch(part) is not None and any(map(str.isdigit, part))


def _refuse_signature(data: bytes) -> None:
    if not data.startswith(_BEGINNINGS):
        return
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise FormatError(f"This is {what}, not a text file. Save it as plain text first.")


def _decoded(data: bytes, encoding: str) -> TextFile:
    if encoding:
        return _as_text_file(_strictly(data, encoding), encoding)
    if _looks_binary(data):
        return _guessed(data)
    try:
        return _as_text_file(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            raise FormatError(
                f"Byte {error.start + 1} (line {data.count(10, 0, error.start) + 1}) is not valid UTF-8, though the "
                "rest is. The file is damaged there; repair it and import it again.",
                offset=error.start,
            ) from error
    return _guessed(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"Byte {error.start + 1} is not valid {encoding.upper()}: the file is damaged there, or cut off.",
            offset=error.start,
        ) from error


def _as_text_file(text: str, encoding: str, confidence: float | None = None) -> TextFile:
    if "\r" not in text:
        return TextFile(text, encoding, confidence)
    line_ends = text.count("\r")
    return TextFile(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, confidence, line_ends)


def _looks_binary(data: bytes) -> bool:
    """Whether there are so many control characters that UTF-8 is out of the question (UTF-16 is not)."""
    sample = data[:_LOOKED_AT]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 20 > len(sample)


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether nine in ten of the bytes beyond ASCII are part of valid UTF-8; other encodings hardly ever look so."""
    sample = data[:_LOOKED_AT]
    beyond = len(sample) - len(sample.decode("ascii", "ignore"))
    valid = len(sample.decode("utf-8", "ignore").encode()) - (len(sample) - beyond)
    return beyond > 1 and valid * 10 >= beyond * 9


def _guessed(data: bytes) -> TextFile:
    import chardet  # noqa: PLC0415  # most files are UTF-8, and it is slow to load

    guess = chardet.detect(data[:_LOOKED_AT])
    encoding, confidence = guess["encoding"], guess["confidence"]
    if encoding is None or (_looks_binary(data) and not encoding.lower().startswith("utf")):
        raise FormatError("This is not a text file: it holds bytes that no text has.")
    try:
        return _as_text_file(data.decode(encoding), encoding, round(float(confidence), 2))
    except (UnicodeDecodeError, LookupError) as error:
        raise FormatError(
            f"The encoding could not be told: it looks like {encoding}, but does not decode so ({error}). Save the "
            "file as UTF-8."
        ) from error
