"""What the guideline of a label is made of on the page: its head, examples as cards, roles, attributes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.icons import pixmap
from annotator.gui.widgets import KeyCap, Painted, plain_label
from annotator.gui.widgets.chips import key_sign
from annotator.gui.widgets.marked import MarkedText, Passage, in_brackets
from annotator.gui.widgets.painting import mirrored, paint_line, paint_swatch, start_side
from annotator.model.scheme import Attribute, Example, Label, Role, Scheme


class LabelHead(Painted):
    """Swatch and name of a label."""

    def __init__(self, label: Label, language: str) -> None:
        super().__init__()
        self._label = label
        self._title = label.title(language)
        self.setObjectName("guideline_title")
        self.setAccessibleName(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = self.painter()
        bounds, direction, ink = QRectF(self.rect()), self.layoutDirection(), self.theme.ink(self._label.hue)
        dot = mirrored(direction, bounds, QRectF(0, 0, 12, bounds.height()))
        paint_swatch(painter, dot.center(), ink, self._label.kind, 10)
        words = mirrored(direction, bounds, bounds.adjusted(20, 0, 0, 0))
        paint_line(painter, words, self._title, self.theme.font("title"), ink, side=start_side(direction))
        painter.end()


class Sign(Painted):
    """Whether an example is right: a check or a cross, said to screen readers too."""

    def __init__(self, example: Example) -> None:
        super().__init__()
        self._icon, self._color = ("check", "ok") if example.good else ("x", "danger")
        self.setAccessibleName(self.tr("Right") if example.good else self.tr("Wrong"))
        self.setToolTip(self.accessibleName())
        self.setFixedSize(16, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = self.painter()
        painter.drawPixmap(0, 3, pixmap(self._icon, self.theme.c(self._color), 16, self.devicePixelRatioF()))
        painter.end()


class ExampleCard(QFrame):
    """A passage in its own direction with the labelled part marked, and why it is right or wrong."""

    def __init__(self, example: Example, hue: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("guideline_good" if example.good else "guideline_bad")
        self.passage = Passage("article")
        self.passage.setObjectName("guideline_passage")
        self.passage.show_text(in_brackets(example.text), hue=hue, language=example.language)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.passage)
        if example.why:
            why = Passage("small", "text2")
            why.setObjectName("guideline_why")
            why.show_text(MarkedText(example.why))
            column.addWidget(why)
        across = QHBoxLayout(self)
        across.setContentsMargins(10, 8, 12, 10)
        across.setSpacing(8)
        across.addWidget(Sign(example), 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)


def texts(words: str, type_name: str = "body", color: str = "text") -> Passage:
    """A text of the scheme, plain and wrapped, in its own direction."""
    made = Passage(type_name, color)
    made.show_text(MarkedText(words))
    return made


class RoleCard(QWidget):
    """A role of an event: how many fillers it takes, which, and what its guideline says."""

    def __init__(self, role: Role, scheme: Scheme, language: str) -> None:
        super().__init__()
        self.setObjectName(f"guideline_role_{role.name}")
        labels = (scheme.find(name) for name in role.fillers)
        fillers = ", ".join(label.title(language) for label in labels if label is not None)
        layout = _column(self, _head(role.title(language), self._count(role), role.key))
        layout.addWidget(texts(fillers or self.tr("Any mention"), "small", "text2"))
        if role.guideline:
            layout.addWidget(texts(role.guideline, "small"))

    def _count(self, role: Role) -> str:
        match role.bounds:
            case (0, 1):
                return self.tr("none or one")
            case (1, 1):
                return self.tr("exactly one, required")
            case (0, None):
                return self.tr("any number")
            case (1, None):
                return self.tr("one or more, required")
            case (exact, _most):
                return self.tr("exactly {count}, required").format(count=exact)
            case _:
                return ""


class AttributeCard(QWidget):
    """An attribute: its values, and what its guideline says."""

    def __init__(self, attribute: Attribute, language: str) -> None:
        super().__init__()
        self.setObjectName(f"guideline_attribute_{attribute.name}")
        required = self.tr("required") if attribute.required and attribute.default is None else ""
        layout = _column(self, _head(attribute.title(language), required, attribute.key))
        values = [self._value(attribute, choice.value, choice.title(language)) for choice in attribute.choices]
        if values:
            layout.addWidget(texts("  ·  ".join(values), "small", "text2"))
        if attribute.guideline:
            layout.addWidget(texts(attribute.guideline, "small"))

    def _value(self, attribute: Attribute, value: str, title: str) -> str:
        words = title if title.casefold() == value.casefold() else f"{title} ({value})"
        return self.tr("{value}, if nothing is said").format(value=words) if value == attribute.default else words


def _head(name: str, fact: str, key: str) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(plain_label(name, "strong"))
    line.addWidget(plain_label(fact, "micro"))
    line.addStretch(1)
    if key:
        line.addWidget(KeyCap(key_sign(key)))
    return made


def _column(widget: QWidget, head: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 4)
    layout.setSpacing(3)
    layout.addWidget(head)
    return layout
