"""What chips say of mentions and links: texts, names, tips, signs."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from annotator.gui.panels.inspector_fields import title_in
from annotator.gui.panels.inspector_source import Source
from annotator.gui.widgets.painting import one_line
from annotator.model.annotation import Attributes, Mention, Value
from annotator.model.scheme import Attribute, LabelKind, Scheme
from annotator.services.texts import shortened

_LONGEST_TIP = 1_000
_LONGEST_SHOWN = 300
"""Code points; both ends of a longer text are kept, for there it is decided what it is."""
_OTHERWISE = "•"
"""Stands for a value that has no mark in the scheme."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words for mentions of one document, in the interface's language."""

    scheme: Scheme
    language: str
    source: Source

    def text(self, mention: Mention) -> str:
        """The text of a mention."""
        return shortened(self.source.covered(mention.span), _LONGEST_SHOWN)

    def swatch(self, mention: Mention) -> tuple[str, LabelKind]:
        """Hue and kind of its label."""
        label = self.scheme.find(mention.label)
        return label.hue if label is not None else "slate", mention.kind.value

    def label(self, mention: Mention) -> str:
        """The name of its label."""
        label = self.scheme.find(mention.label)
        return label.title(self.language) if label is not None else mention.label

    def attributes(self, names: Iterable[str]) -> tuple[Attribute, ...]:
        """The attributes of these names."""
        return tuple(self.scheme.attribute(name) for name in names)

    def tip(self, mention: Mention, *more: str) -> str:
        """The whole text, its label and paragraph; then what else there is to say."""
        where = QCoreApplication.translate("Words", "Paragraph {n}").format(n=self.source.paragraph(mention.span.start))
        text = one_line(shortened(self.source.covered(mention.span), _LONGEST_TIP))
        return "\n".join(part for part in (text, f"{mention.label}  ·  {where}", *more) if part)

    def sign(self, attributes: Iterable[Attribute], values: Attributes) -> str:
        """The marks of the values that are not the default."""
        said = ((attribute, values.get(attribute.name)) for attribute in attributes)
        marks = [_mark(attribute, value) for attribute, value in said if _is_said(attribute, value)]
        return " ".join(dict.fromkeys(marks))

    def values(self, attributes: Iterable[Attribute], values: Attributes) -> list[str]:
        """Names of the values that are not the default, each after its attribute's."""
        said = ((attribute, values.get(attribute.name)) for attribute in attributes)
        return [
            f"{title_in(self.language, attribute)}: {self._value(attribute, value)}"
            for attribute, value in said
            if value is not None and _is_said(attribute, value)
        ]

    def _value(self, attribute: Attribute, value: Value) -> str:
        if isinstance(value, bool):
            translate = QCoreApplication.translate
            return translate("AttributeField", "Yes") if value else translate("AttributeField", "No")
        choice = next((choice for choice in attribute.choices if choice.value == value), None)
        return title_in(self.language, choice) if choice is not None else one_line(str(value))


def _is_said(attribute: Attribute, value: Value | None) -> bool:
    return value is not None and value != attribute.default


def _mark(attribute: Attribute, value: Value | None) -> str:
    return attribute.mark_of(value) or _OTHERWISE
