"""Values of attributes as text, for formats that know nothing but text."""

from annotator.model.annotation import Value
from annotator.model.scheme import AttributeKind, Scheme

_TRUE, _FALSE = "true", "false"


def as_text(value: Value) -> str:
    """A value as text; `value_of` gives it back if the scheme knows the attribute."""
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    return str(value)


def value_of(scheme: Scheme | None, name: str, text: str) -> Value:
    """The value that a text stands for: a number or a truth where the scheme says that it is one, else the text."""
    known = next((a for a in scheme.attributes if a.name == name), None) if scheme is not None else None
    if known is None or known.kind in (AttributeKind.CHOICE, AttributeKind.TEXT):
        return text
    if known.kind is AttributeKind.YES_NO:
        return {_TRUE: True, _FALSE: False}.get(text.casefold(), text)
    return _number(text)


def _number(text: str) -> Value:
    for make in (int, float):
        try:
            return make(text)
        except ValueError:
            continue
    return text
