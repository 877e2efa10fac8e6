"""Names for the ids in use, UUIDv7: ids that sort by the time they were made, and UUIDv5: ids made of a name.

Source of the layouts: RFC 9562, sections 5.5 and 5.7 (method 2 of section 6.2: a monotonic random counter). Both are
written out here, as imports and exports make them by the hundred thousand.
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
_LOW = (1 << 62) - 1
_TAIL = (1 << 48) - 1


class _Clock:
    """The last millisecond and counter given out; ids of one process never go backwards."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millisecond = 0
        self._counter = 0

    def tick(self) -> tuple[int, int]:
        """The next (milliseconds since the epoch, 74-bit counter)."""
        now = time.time_ns() // 1_000_000
        with self._lock:
            if now > self._millisecond:
                self._millisecond = now
                self._counter = int.from_bytes(os.urandom(10), "big") % (_COUNTER_LIMIT >> 1)
            else:
                self._counter += 1 + (self._counter & 0xFF)
                if self._counter >= _COUNTER_LIMIT:
                    self._millisecond += 1
                    self._counter = 0
            return self._millisecond, self._counter


_clock = _Clock()


def new_id() -> str:
    """A new UUIDv7 in its 36-character form, greater than every id made before by this process."""
    millisecond, counter = _clock.tick()
    high, low = counter >> 62, counter & _LOW
    return f"{millisecond >> 16:08x}-{millisecond & 0xFFFF:04x}-7{high:03x}-{low >> 48 | 0x8000:04x}-{low & _TAIL:012x}"


def named_id(namespace: uuid.UUID, name: str) -> str:
    """The UUIDv5 of a name in its 36-character form; the same name always has the same id."""
    digits = hashlib.sha1(namespace.bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digits[16], 16) & 0b11]
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
