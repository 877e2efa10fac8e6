r"""What stands in the cells of our columns in CoNLL-U Plus, and in its `SpacesAfter`.

A cell of ours holds entries parted by `;`, an entry fields parted by `:`. White space and these signs are written as in
addresses (`%3A`). Values of attributes that are no text, or that would read as something else, are written as JSON.

`SpacesAfter` is UDPipe's: `\s` a blank, `\t`, `\n`, `\r`, `\p` a bar, `\\`
(https://ufal.mff.cuni.cz/udpipe/1/users-manual#run_udpipe_tokenizer).
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

import msgspec

from annotator.formats.errors import FormatError
from annotator.model.annotation import Attributes, Value

NOTHING = "_"

_UNSAFE = re.compile(r"[%;:|\x00-\x20\x7f\s]")
_SPACES = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": "\\\\"}
_ESCAPED = {escaped: plain for plain, escaped in _SPACES.items()}


def _encoded(text: str) -> str:
    """A field; one that would be nothing, or look like nothing, is written so that it is not."""
    made = _UNSAFE.sub(_percent, text)
    return {"": "%00", "_": "%5F", "*": "%2A"}.get(made, made)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _decoded(text: str) -> str:
    return "" if text == "%00" else unquote(text, errors="strict")


def cell(entries: Iterable[Iterable[str]]) -> str:
    """A cell of entries."""
    return ";".join(":".join(map(_encoded, fields)) for fields in entries) or NOTHING


def entries_of(said: str) -> list[list[str]]:
    """The entries of a cell.

    Raises:
        FormatError: If a sign is written wrongly.
    """
    if said in (NOTHING, "*", ""):
        return []
    try:
        return [[_decoded(field) for field in entry.split(":")] for entry in said.split(";")]
    except UnicodeDecodeError as error:
        raise FormatError(f"“{said[:60]}” is written wrongly: {error.reason}.") from error


def facts(attributes: Attributes) -> list[str]:
    """Attributes as fields."""
    return [f"{re.sub('[%=]', _percent, name)}={_said(value)}" for name, value in attributes.items()]


def _said(value: Value) -> str:
    if isinstance(value, str) and value and _read(value) == value:
        return value
    return msgspec.json.encode(value).decode()


def _read(text: str) -> Value:
    """A truth, a number or a quoted text; else the text as it is."""
    if text in ("true", "false") or re.fullmatch(r'-?\d.*|".*"', text, re.DOTALL):
        try:
            found: object = msgspec.json.decode(text.encode("utf-8", "surrogatepass"))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return text
        if isinstance(found, str | bool | int | float):
            return found
    return text


def attributes_of(fields: Iterable[str]) -> dict[str, Value]:
    """The attributes that fields say.

    Raises:
        FormatError: If one has no value.
    """
    made = {}
    for field in fields:
        name, equals, value = field.partition("=")
        if not equals:
            raise FormatError(f"“{field[:60]}” is no attribute with a value.")
        made[unquote(name)] = _read(value)
    return made


def spaces(text: str) -> str:
    """What stands between words, for `SpacesAfter`."""
    return "".join(_SPACES.get(character, character) for character in text)


def spaces_of(said: str) -> str:
    """What stands between words."""
    return re.sub(r"\\[stnrp\\]", lambda found: _ESCAPED[found[0]], said)


def misc_of(said: str) -> Mapping[str, str]:
    """The facts of a `MISC` cell."""
    if said == NOTHING:
        return {}
    return {name: value for name, _equals, value in (part.partition("=") for part in said.split("|"))}
