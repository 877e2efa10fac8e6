"""The list of guidelines to fix: a card for each rule that people have found unclear."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.building import button, chrome, label, row, wrapped
from annotator.gui.naming import counted, language_name, number
from annotator.gui.theme import Theme
from annotator.gui.widgets import plain_label, separator, spread_theme
from annotator.gui.widgets.marked import MarkedText, Passage
from annotator.gui.widgets.painting import isolated, one_line
from annotator.model.scheme import Label, Role, Scheme
from annotator.services.comments.guideline import GuidelineToFix, Rule

_MOST = 60
"""Cards shown; the page of Markdown has all."""
_LONGEST = 220
"""Characters of the present guideline that a card tells."""


class RuleCard(QFrame):
    """One rule: what it is called, what the guideline says now, how much was said about it.

    Signals:
        shown: The `Rule` whose threads are to be listed; of the one that is listed, `None`.
        disagreements_wanted: The `Rule` about which people's disagreements are to be seen.
    """

    shown = Signal(object)
    disagreements_wanted = Signal(object)

    def __init__(self, entry: GuidelineToFix, scheme: Scheme | None, language: str, *, is_listed: bool) -> None:
        super().__init__()
        self._rule: Rule = entry.rule
        self._is_listed = is_listed
        self.setProperty("kind", "card")
        self.setObjectName("rule_card")
        title = self._title(entry.rule, scheme, language)
        self.setAccessibleName(title)
        head = wrapped(title, "strong", "rule_title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(head)
        guideline = _guideline(entry.rule, scheme)
        if guideline:
            words = Passage("small", "text2")
            words.show_text(MarkedText(guideline))
            layout.addWidget(words)
        layout.addWidget(separator())
        facts = QVBoxLayout()
        facts.setSpacing(2)
        facts.addWidget(wrapped(self._facts(entry), "small", "rule_facts"))
        facts.addWidget(wrapped(", ".join(map(language_name, entry.languages)), "small", "rule_languages"))
        layout.addLayout(facts)
        asking = self.tr("All threads") if is_listed else self.tr("Threads")
        self._show = button(asking, "secondary", "rule_show", f"{asking}: {title}")
        self._show.clicked.connect(self._ask)
        layout.addWidget(row(self._show, *self._differ(entry, title), None, gap=8))

    def _differ(self, entry: GuidelineToFix, title: str) -> list[QWidget]:
        """The way to the disagreements, if there are any."""
        if not entry.disagreements:
            return []
        words = self.tr("Show {count}").format(count=number(entry.disagreements))
        told = counted(entry.disagreements, self.tr("1 disagreement"), self.tr("{count} disagreements"))
        made = button(words, "secondary", "rule_disagreements", f"{told}: {title}")
        made.setToolTip(self.tr("What people say differently about this, in the mode Compare"))
        made.clicked.connect(self._ask_disagreements)
        return [made]

    def _title(self, rule: Rule, scheme: Scheme | None, language: str) -> str:
        name, role = rule
        label_, found = _find(rule, scheme)
        if role:
            told = found.title(language) if found is not None else role
            return f"{one_line(name)}: {isolated(one_line(told))}" if name else one_line(told)
        if not name:
            return self.tr("No label in particular")
        return one_line(label_.title(language) if label_ is not None and label_.kind == "relation" else name)

    def _facts(self, entry: GuidelineToFix) -> str:
        facts = [counted(entry.comments, self.tr("1 comment"), self.tr("{count} comments"))]
        if entry.disagreements is not None:
            facts.append(counted(entry.disagreements, self.tr("1 disagreement"), self.tr("{count} disagreements")))
        return "  ·  ".join(facts)

    def _ask(self) -> None:
        self.shown.emit(None if self._is_listed else self._rule)

    def _ask_disagreements(self) -> None:
        self.disagreements_wanted.emit(self._rule)


class Guidelines(QWidget):
    """The cards under a heading.

    Signals:
        shown: The `Rule` whose threads are to be listed, or `None` for those of all.
        disagreements_wanted: The `Rule` about which people's disagreements are to be seen.
        export_wanted: The page of Markdown is to be written.
    """

    shown = Signal(object)
    disagreements_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guidelines_to_fix")
        self.setAccessibleName(self.tr("Guidelines to fix"))
        chrome(self)
        self._theme = Theme()
        self._scheme: Scheme | None = None
        self._language = "en"
        self._shown: tuple[list[GuidelineToFix], Rule | None] = [], None
        self._count = label("", "small", "guidelines_count")
        self._export = button(self.tr("Export…"), "secondary", "guidelines_export")
        self._export.clicked.connect(self.export_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 16, 12)
        head.setSpacing(8)
        head.addWidget(plain_label(self.tr("Guidelines to fix"), "head"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._export)
        self._nothing = wrapped(
            self.tr("No thread is flagged. G puts a thread here whose question the guideline should answer."), "small"
        )
        self._nothing.setObjectName("guidelines_nothing")
        self._nothing.setContentsMargins(20, 4, 20, 12)
        self._cards = QWidget()
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(16, 4, 16, 16)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("guidelines_scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        self._cards.setAutoFillBackground(False)
        scroll.setWidget(self._cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._nothing)
        layout.addWidget(scroll, 1)

    def set_theme(self, theme: Theme) -> None:
        """Look as the theme says."""
        self._theme = theme
        spread_theme(self, theme)

    def set_scheme(self, scheme: Scheme | None, language: str) -> None:
        """Whose guideline it is."""
        self._scheme, self._language = scheme, language
        self._fill()

    def show_entries(self, entries: Sequence[GuidelineToFix], listed: Rule | None) -> None:
        """Show these rules; the threads of `listed` are those in the list."""
        shown = list(entries), listed
        if shown != self._shown:
            self._shown = shown
            self._fill()

    def _fill(self) -> None:
        entries, listed = self._shown
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, entry in enumerate(entries[:_MOST]):
            card = RuleCard(entry, self._scheme, self._language, is_listed=entry.rule == listed)
            card.shown.connect(self.shown)
            card.disagreements_wanted.connect(self.disagreements_wanted)
            self._column.insertWidget(place, card)
        self._count.setText(number(len(entries)) if entries else "")
        self._nothing.setVisible(not entries)
        self._export.setEnabled(bool(entries))
        spread_theme(self._cards, self._theme)


def _find(rule: Rule, scheme: Scheme | None) -> tuple[Label | None, Role | None]:
    found = scheme.find(rule[0]) if scheme is not None and rule[0] else None
    roles = found.roles if found is not None else ()
    return found, next((role for role in roles if role.name == rule[1]), None)


def _guideline(rule: Rule, scheme: Scheme | None) -> str:
    found, role = _find(rule, scheme)
    text = role.guideline if role is not None else found.guideline if found is not None and not rule[1] else ""
    first = text.strip().partition("\n\n")[0]
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1].rstrip()}…"
