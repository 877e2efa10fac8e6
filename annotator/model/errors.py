"""The world's errors: things that go wrong through no fault of the program.

Each carries a sentence for the person at the screen (what happened, where, what to do) and the facts as attributes, so
that the window can show it, the command line can print it and a test can look at the facts. Our own bugs are ordinary
Python exceptions and never pass for one of these.
"""


class AnnotatorError(Exception):
    """Base of all errors that a person can do something about.

    Attributes:
        message: One or two plain sentences for the person.
        facts: What a program may want to know (path, line, offset …).
    """

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class SpanError(AnnotatorError):
    """A span that is empty, overlaps itself or lies outside its text."""


class SchemeError(AnnotatorError):
    """Something the scheme forbids, or a scheme that contradicts itself."""


class TextError(AnnotatorError):
    """Text that cannot be stored exactly: NUL or a lone surrogate."""
