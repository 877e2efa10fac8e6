"""Which disagreements are listed: chips of kinds, a label, annotators, and of which documents."""

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.building import row
from annotator.gui.compare.chips import FilterChip
from annotator.gui.compare.words import KINDS, Family, families_of, family_name
from annotator.gui.widgets import Entry, FilterMenu, Flow, Picker, Segmented, WordButton, link_button
from annotator.gui.widgets.chips import label_entry
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.comparison.disagreement import Difference, Meeting, Wanted

HERE, EVERYWHERE = 0, 1
"""The two scopes."""
_ALL = ""


class Filters(QWidget):
    """Shows what is wanted, and asks for something else.

    Signals:
        wanted_changed: The `Wanted` that the person asks for.
        scope_changed: `HERE` or `EVERYWHERE`.
    """

    wanted_changed = Signal(object)
    scope_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare_filters")
        self._wanted = Wanted()
        self._scheme: Scheme | None = None
        self._language = "en"
        self._people: tuple[AnnotatorName, ...] = ()
        self._all = FilterChip(self.tr("All"), "kind_all")
        self._chips = {family: FilterChip(family_name(family), f"kind_{family}") for family in Family}
        self._special = FilterChip("", "kind_special")
        self._build()
        self._connect()
        self.set_counts(Counter())

    def _build(self) -> None:
        chips = QWidget()
        flow = Flow(chips)
        for chip in (self._all, *self._chips.values(), self._special):
            flow.addWidget(chip)
        self._label = WordButton(object_name="compare_label")
        self._label.set_name(self.tr("Label"))
        self._annotators = WordButton(object_name="compare_annotators")
        self._annotators.set_name(self.tr("Annotators"))
        self._clear = link_button(self.tr("Clear filters"), object_name="compare_clear")
        self._picker = Picker(object_name="compare_label_picker", name=self.tr("Label"), parent=self)
        self._menu = FilterMenu(self.tr("All annotators"), self)
        self._menu.setObjectName("compare_annotators_menu")
        here, everywhere = self.tr("This document"), self.tr("All documents")
        self._scope = Segmented([here, everywhere], object_name="compare_scope", name=self.tr("Listed"))
        self._scope.set_current(HERE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 8)
        layout.setSpacing(6)
        layout.addWidget(self._scope)
        layout.addWidget(chips)
        layout.addWidget(row(self._label, self._annotators, None, self._clear, gap=0))

    def _connect(self) -> None:
        self._all.clicked.connect(self._want_all_kinds)
        for chip in self._chips.values():
            chip.clicked.connect(self._want_kinds)
        self._special.clicked.connect(self._drop_special)
        self._label.clicked.connect(self._open_labels)
        self._picker.picked.connect(self._want_label)
        self._annotators.clicked.connect(self._open_annotators)
        self._menu.chosen.connect(self._want_annotators)
        self._clear.clicked.connect(self.clear)
        self._scope.chosen.connect(self.scope_changed)

    # -- what is shown

    def set_scheme(self, scheme: Scheme | None, language: str) -> None:
        """Offer the labels of a scheme, named in a language."""
        self._scheme, self._language = scheme, language
        self.set_wanted(self._wanted)

    def set_people(self, people: tuple[AnnotatorName, ...]) -> None:
        """Those who are compared; of two there is nothing to choose."""
        self._people = people
        self._annotators.setVisible(len(people) > 2)

    @property
    def scope(self) -> int:
        """Of which documents disagreements are listed."""
        return self._scope.current() or HERE

    def set_scope(self, scope: int) -> None:
        """Show another scope; asks for nothing."""
        self._scope.set_current(scope)

    def set_wanted(self, wanted: Wanted) -> None:
        """Show what is wanted."""
        self._wanted = wanted
        chosen = families_of(wanted.kinds)
        self._all.setChecked(not wanted.kinds and wanted.meeting is None and not wanted.roles)
        for family, chip in self._chips.items():
            chip.setChecked(family in chosen)
        words = self._special_words()
        self._special.setText(words)
        self._special.setChecked(True)
        self._special.setVisible(bool(words))
        self._label.set_words(self._some(wanted.labels, self.tr("All labels")))
        self._annotators.set_words(self._some(wanted.annotators, self.tr("All annotators")))
        self._clear.setVisible(self.is_narrowed)
        self._show_chips()

    @property
    def is_narrowed(self) -> bool:
        """Whether something could be hidden by what is wanted."""
        return self._wanted != Wanted()

    def _some(self, names: tuple[str, ...], everything: str) -> str:
        if not names:
            return everything
        return names[0] if len(names) == 1 else self.tr("{first} +{more}").format(first=names[0], more=len(names) - 1)

    def _special_words(self) -> str:
        """Something that no chip stands for: labels that met, some kinds of a family, roles; what documents must be."""
        documents = self.tr("twice done") if self._wanted.statuses else ""
        return ", ".join(filter(None, (self._special_kinds(), documents)))

    def _special_kinds(self) -> str:
        if self._wanted.meeting is not None:
            return self._met(self._wanted.meeting)
        whole = {kind for family in families_of(self._wanted.kinds) for kind in KINDS[family]}
        kinds = ", ".join(kind.replace("-", " ") for kind in Difference if kind in self._wanted.kinds - whole)
        return ", ".join(filter(None, (kinds.capitalize(), *map(self._role, self._wanted.roles))))

    def _role(self, name: str) -> str:
        return self.tr("Role {name}").format(name=f"\u2068{name}\u2069")

    def _met(self, meeting: Meeting) -> str:
        said = (
            f"\u2068{name}\u2069 {label or self.tr('none')}"
            for name, label in zip(meeting.annotators, meeting.labels, strict=True)
        )
        return " × ".join(said)

    def set_counts(self, kinds: Counter[Difference]) -> None:
        """How many there are of each kind, whichever kinds are wanted."""
        self._all.set_count(kinds.total())
        for family, chip in self._chips.items():
            chip.set_count(sum(kinds[kind] for kind in KINDS[family]))
        self._special.set_count(sum(n for kind, n in kinds.items() if kind in (self._wanted.kinds or kinds)))
        self._show_chips()

    def _show_chips(self) -> None:
        """Kinds of which there are none take no room."""
        for chip in self._chips.values():
            chip.setVisible(chip.count > 0 or chip.isChecked())

    def words(self) -> str:
        """What is wanted, in words."""
        wanted = self._wanted
        parts = [family_name(family) for family in Family if family in families_of(wanted.kinds)]
        parts += filter(None, (self._special_words(),))
        parts += [*wanted.labels, *(f"\u2068{name}\u2069" for name in wanted.annotators)]
        return ", ".join(parts)

    # -- asking

    def clear(self) -> None:
        """Ask for everything."""
        self.wanted_changed.emit(Wanted())

    def _want_all_kinds(self) -> None:
        self.wanted_changed.emit(replace(self._wanted, kinds=frozenset(), meeting=None, roles=()))

    def _want_kinds(self) -> None:
        chosen = [family for family, chip in self._chips.items() if chip.isChecked()]
        kinds = frozenset(kind for family in chosen for kind in KINDS[family])
        self.wanted_changed.emit(replace(self._wanted, kinds=kinds))

    def _drop_special(self) -> None:
        whole = frozenset(kind for family in families_of(self._wanted.kinds) for kind in KINDS[family])
        kinds = self._wanted.kinds if self._wanted.meeting is not None else whole
        self.wanted_changed.emit(replace(self._wanted, kinds=kinds, meeting=None, roles=(), statuses=()))

    def _open_labels(self) -> None:
        if self._scheme is None:
            return
        everything = Entry(_ALL, self.tr("All labels"))
        entries = [label_entry(label, self._scheme, self._language) for label in self._scheme.labels]
        self._picker.set_theme(self._label.theme)
        self._picker.offer([everything, *entries], next(iter(self._wanted.labels), _ALL))
        self._picker.drop_below(self._label)

    def _want_label(self, label: str) -> None:
        self.wanted_changed.emit(replace(self._wanted, labels=(label,) if label else (), roles=()))

    def _open_annotators(self) -> None:
        self._menu.fill(((name, name, None) for name in self._people), self._wanted.annotators)
        self._menu.popup(self._annotators.mapToGlobal(QPoint(0, self._annotators.height())))

    def _want_annotators(self, names: tuple[str, ...]) -> None:
        self.wanted_changed.emit(replace(self._wanted, annotators=tuple(map(AnnotatorName, names))))
