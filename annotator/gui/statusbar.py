"""The bar at the window's foot: what happened last and what can be done about it, running jobs, and facts."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from annotator.gui.building import Sentence, button, chrome, fill, key_names, keycap, keycaps, label, line, row
from annotator.gui.icons import icon, pixmap
from annotator.gui.messages import Message
from annotator.gui.theme import SIZE, Theme

_TONES = {"plain": "text2", "warn": "warn", "error": "danger"}
_ICON = 14
_MOST_KEYS = 4


@dataclass(frozen=True, slots=True)
class Hints:
    """What a page says in the bar while there is no message.

    Attributes:
        keys: Portable key sequences (several with `|` between them) and what they do here.
        place: Where one is, such as “Disagreement 1 of 9”.
        moved: Whether somebody went there, so that what was said before is over; else only the words are others.
    """

    keys: tuple[tuple[str, str], ...] = ()
    place: str = ""
    moved: bool = True


class StatusBar(QWidget):
    """Shows `Messages`, one job and the state of the document."""

    cancel_requested = Signal()
    zoom_reset_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("status_bar")
        self.setAccessibleName(self.tr("Status"))
        self.setFixedHeight(SIZE["status"])
        chrome(self)
        self._theme = theme
        self._message: Message | None = None
        self._saved_icon = "circle-check"
        self._build()
        self.set_theme(theme)

    def _build(self) -> None:
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self._words = Sentence("small", "message")
        self._act = button("", "link", "message_action")
        self._act.clicked.connect(self._run)
        self._also = button("", "link", "message_also")
        self._also.clicked.connect(self._run_also)
        self._details = button("", "ghost", "message_details", self.tr("Copy the details of this message"))
        self._details.setToolTip(self.tr("Copy the details"))
        self._details.clicked.connect(self._copy_details)
        self._keys = [keycap("") for _ in range(_MOST_KEYS)]
        self._hints, self._place = QWidget(), label("", "micro", "page_place")
        self._hints.setObjectName("page_hints")
        self._hints_row = QHBoxLayout(self._hints)
        self._hints_row.setContentsMargins(0, 0, 0, 0)
        self._hints_row.setSpacing(4)
        self._job = QWidget()
        self._saved_mark = QLabel()
        self._saved_mark.setFixedSize(_ICON, _ICON)
        self._saved = label("", "micro", "saved_state")
        self._language = label("", "micro", "language_state")
        self._zoom = button("100 %", "ghost", "zoom_state", self.tr("Text size; press for the usual one"))
        self._zoom.setToolTip(self.tr("Usual text size"))
        self._zoom.clicked.connect(self.zoom_reset_requested)
        self._build_job()
        caps = row(*self._keys, gap=2)
        caps.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        upright = Qt.Orientation.Vertical
        self._language_line, self._zoom_line = line(upright, 14), line(upright, 14)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(20, 0, 16, 0)
        self._layout.setSpacing(8)
        fill(
            self._layout,
            (self._hints, self._icon, self._words, self._act, caps, self._also, self._details),
        )
        fill(self._layout, (None, self._job, self._place, 8))
        fill(self._layout, (self._saved_mark, self._saved, 8, self._language_line, 8, self._language, 8))
        fill(self._layout, (self._zoom_line, self._zoom))
        for small in (self._act, self._also, self._details):
            small.setStyleSheet("min-height: 22px; max-height: 22px; padding: 0 4px; font-weight: 500;")
        self.show_message(None)
        self.show_job(None)

    def _build_job(self) -> None:
        layout = QHBoxLayout(self._job)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._job_words = label("", "small", "job_state")
        self._job_bar = QProgressBar()
        self._job_bar.setObjectName("job_progress")
        self._job_bar.setAccessibleName(self.tr("Progress"))
        self._job_bar.setTextVisible(False)
        self._job_bar.setFixedSize(120, 4)
        self._job_cancel = button(self.tr("Cancel"), "link", "job_cancel")
        self._job_cancel.setStyleSheet("min-height: 22px; max-height: 22px;")
        self._job_cancel.clicked.connect(self.cancel_requested)
        fill(layout, (self._job_words, self._job_bar, self._job_cancel, line(Qt.Orientation.Vertical, 14)))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._details.setIcon(icon("copy", theme.c("text3"), _ICON))
        self._details.setIconSize(QSize(_ICON, _ICON))
        self._zoom.setStyleSheet(
            "min-height: 22px; max-height: 22px; padding: 0 4px; font-size: 11px; font-weight: 500; "
            f"color: {theme.hex('text3')};"
        )
        self._job_bar.setStyleSheet(
            f"QProgressBar {{ background: {theme.hex('line_strong')}; border: none; border-radius: 2px; }}"
            f"QProgressBar::chunk {{ background: {theme.hex('accent_fill')}; border-radius: 2px; }}"
        )
        self._paint_icon()
        self._paint_saved()

    def show_message(self, message: Message | None) -> None:
        """Show a message, or none; it stays until the next one."""
        self._message = message
        text = message.shown if message else ""
        self._words.setText(text)
        self._icon.setVisible(message is not None)
        self._paint_icon()
        action = message.action if message else None
        for shown, offered in ((self._act, action), (self._also, message.also if message else None)):
            shown.setVisible(offered is not None)
            shown.setText(offered.text if offered else "")
            shown.setAccessibleName(offered.text if offered else "")
        self._details.setVisible(bool(message and message.details))
        self._show_keys(action.keys if action else "")
        self._hints.setVisible(message is None and self._hints_row.count() > 0)
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def show_hints(self, hints: Hints) -> None:
        """Show the keys of a page; they give way to a message."""
        for old in self._hints.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._hints_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for keys, words in hints.keys:
            for sequence in keys.split("|"):
                self._hints_row.addWidget(keycaps(sequence))
            told = label(words, "small")
            told.setContentsMargins(2, 0, 12, 0)
            self._hints_row.addWidget(told)
        self._hints.setVisible(self._message is None and bool(hints.keys))
        self._place.setText(hints.place)
        self._place.setVisible(bool(hints.place))

    def _show_keys(self, keys: str) -> None:
        names = key_names(keys) if keys else []
        for place, cap in enumerate(self._keys):
            cap.setVisible(place < len(names))
            cap.setText(names[place] if place < len(names) else "")

    def _paint_icon(self) -> None:
        if self._message is not None:
            color = self._theme.c(_TONES[self._message.tone])
            self._icon.setPixmap(pixmap(self._message.icon, color, _ICON, self.devicePixelRatioF()))

    def _run(self) -> None:
        if self._message is not None and self._message.action is not None:
            self._message.action.run()

    def _run_also(self) -> None:
        if self._message is not None and self._message.also is not None:
            self._message.also.run()

    def _copy_details(self) -> None:
        if self._message is not None:
            QGuiApplication.clipboard().setText(f"{self._message.shown}\n\n{self._message.details}")

    def show_job(self, words: str | None, done: int = 0, total: int = 0) -> None:
        """Show how far a job is; `total` 0 for not known, `None` for no job."""
        self._job.setVisible(words is not None)
        self._job_words.setText(words or "")
        # Otherwise the bar would paint at once, and with it all of the window that waits to be painted.
        self._job_bar.setUpdatesEnabled(False)
        self._job_bar.setRange(0, total)
        self._job_bar.setValue(done)
        self._job_bar.setUpdatesEnabled(True)

    def show_saved(self, words: str, icon_name: str = "circle-check") -> None:
        """Say whether everything is safe."""
        self._saved.setText(words)
        self._saved_icon = icon_name
        self._paint_saved()

    def _paint_saved(self) -> None:
        token = "ok" if self._saved_icon == "circle-check" else "text3"
        self._saved_mark.setPixmap(pixmap(self._saved_icon, self._theme.c(token), _ICON, self.devicePixelRatioF()))

    def show_document(self, language: str, zoom: int) -> None:
        """Facts on the open document; empty `language` for none."""
        self._language.setText(language)
        self._language_line.setVisible(bool(language))
        self._zoom.setText(f"{zoom} %")

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the language where there is little room."""
        self._language.setVisible(not narrow)
        self._language_line.setVisible(not narrow and bool(self._language.text()))
