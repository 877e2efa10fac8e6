"""The check of the scheme: one is current, and each version can be read."""

from collections.abc import Iterator

import msgspec

from annotator.model.errors import SchemeError
from annotator.model.scheme import Scheme
from annotator.services.finding import Finding, error
from annotator.storage import ProjectError
from annotator.storage.inspection import Inspection

_decode = msgspec.json.Decoder(Scheme).decode


def current_scheme(inspection: Inspection) -> Scheme | None:
    """The scheme by which everything else is judged; `None` if there is none that can be read."""
    try:
        bodies = [body for _name, _version, body, current in inspection.rows("scheme") if current == 1]
        return _decode(bodies[0]) if bodies else None
    except (ProjectError, *_UNREADABLE):
        return None


def check_scheme(inspection: Inspection, _scheme: Scheme | None) -> Iterator[Finding]:
    """Every version of the scheme."""
    current = 0
    for name, version, body, is_current in inspection.rows("scheme"):
        where = f"scheme {name}, version {version}"
        current += is_current == 1
        if is_current not in (0, 1):
            yield error(where, "Whether it is the current one is neither yes nor no.")
        try:
            scheme = _decode(body)
        except _UNREADABLE as trouble:
            yield error(where, f"It cannot be read: {trouble}.")
            continue
        if (scheme.name, scheme.version) != (name, version):
            yield error(where, f"It says that it is {scheme.name}, version {scheme.version}.")
    if current != 1:
        yield error("scheme", f"{current or 'No'} schemes are current; it must be one.")


_UNREADABLE = (msgspec.DecodeError, SchemeError, UnicodeError, TypeError, RecursionError)
