"""Names for the ids in use, UUIDv7: ids that sort by the time they were made, UUIDv5 and UUIDv8: ids made of names.

Source of the layouts: RFC 9562, sections 5.5, 5.7 (method 2 of section 6.2: a monotonic random counter) and 5.8. All
are written out here, as imports and exports make them by the hundred thousand.
"""

import hashlib
import os
import threading
import time
import uuid
from typing import NewType

DocumentId = NewType("DocumentId", str)
AnnotatorName = NewType("AnnotatorName", str)
MentionId = NewType("MentionId", str)
ArgumentId = NewType("ArgumentId", str)
RelationId = NewType("RelationId", str)
ClusterId = NewType("ClusterId", str)
CommentId = NewType("CommentId", str)
DecisionId = NewType("DecisionId", str)
ChangeId = NewType("ChangeId", str)
ActId = NewType("ActId", str)

_COUNTER_BITS = 74
_COUNTER_LIMIT = 1 << _COUNTER_BITS
_TAIL = (1 << 48) - 1


class _Clock:
    """The last millisecond and counter given out; ids of one process never go backwards."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millisecond = 0
        self._counter = 0

    def ticks(self, count: int) -> list[tuple[int, int]]:
        """The next ones (milliseconds since the epoch, 74-bit counter)."""
        now = time.time_ns() // 1_000_000
        with self._lock:
            if now > self._millisecond:
                self._millisecond = now
                self._counter = int.from_bytes(os.urandom(10), "big") % (_COUNTER_LIMIT >> 1)
            return [self._next() for _ in range(count)]

    def _next(self) -> tuple[int, int]:
        self._counter += 1 + (self._counter & 0xFF)
        if self._counter >= _COUNTER_LIMIT:
            self._millisecond += 1
            self._counter = 0
        return self._millisecond, self._counter


_clock = _Clock()


def new_id() -> str:
    """A new UUIDv7 in its 36-character form, greater than every id made before by this process."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """So many new ids, in their order."""
    return [
        f"{ms >> 16:08x}-{ms & 0xFFFF:04x}-7{n >> 62:03x}-{n >> 48 & 0x3FFF | 0x8000:04x}-{n & _TAIL:012x}"
        for ms, n in _clock.ticks(count)
    ]


def named_id(namespace: uuid.UUID, name: str) -> str:
    """The UUIDv5 of a name in its 36-character form; the same name always has the same id."""
    return _formatted(_digits(namespace, name), "5")


class NamedIds:
    """Ids of the things in one document: UUIDv8 that begin alike, so that a database finds them side by side.

    The same names always have the same ids.
    """

    def __init__(self, namespace: uuid.UUID, document: str) -> None:
        self._namespace = namespace
        self._document = document
        self._beginning = _digits(namespace, document)[:12]

    def of(self, name: str) -> str:
        """The id of this name, in its 36-character form."""
        rest = _digits(self._namespace, f"{self._document}\n{name}")
        return _formatted(self._beginning + rest[12:], "8")


def _digits(namespace: uuid.UUID, name: str) -> str:
    return hashlib.sha1(namespace.bytes + name.encode(), usedforsecurity=False).hexdigest()


def _formatted(digits: str, version: str) -> str:
    variant = "89ab"[int(digits[16], 16) & 0b11]
    return f"{digits[:8]}-{digits[8:12]}-{version}{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
