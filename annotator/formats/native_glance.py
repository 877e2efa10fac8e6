"""A quick look at a line of the native format: of which text it is, and whose. Nothing else of it is read."""

from dataclasses import dataclass

import msgspec

from annotator.formats.native_shapes import FORMAT
from annotator.model.document import Sha256, text_sha256


class _Line(msgspec.Struct):
    format: str
    text: str
    text_sha256: str = ""
    annotator: str | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """What a line seems to be.

    Attributes:
        sha256: Of its text; taken on trust if the line says it.
        annotator: Whose layer; `None` for nobody's.
    """

    sha256: Sha256
    annotator: str | None


_decode = msgspec.json.Decoder(_Line).decode


def glance(line: bytes) -> Glance | None:
    """What a line seems to be; `None` if it is none of this format."""
    try:
        read = _decode(line)
        if read.format != FORMAT:
            return None
        return Glance(Sha256(read.text_sha256) if read.text_sha256 else text_sha256(read.text), read.annotator)
    except (msgspec.DecodeError, UnicodeError):
        return None
