"""What one sees without a project: the sample, a new one, an old one; files can be dropped anywhere."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.gui.building import chrome, fill, key_names, keycaps, row
from annotator.gui.icons import pixmap
from annotator.gui.theme import RADIUS, Theme
from annotator.gui.widgets import Painted, Themed, link_button, plain_label, spread_theme
from annotator.gui.widgets.painting import (
    end_side,
    keycap_width,
    mirrored,
    one_line,
    paint_keycap,
    paint_line,
    start_side,
)
from annotator.gui.widgets.themed import smooth_painter
from annotator.services.opening import RecentProject

_WIDTH = 680
_CARD_HEIGHT = 60
_ROW_HEIGHT = 57
_TEXT_LEFT = 57
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


class Choice(Themed, QAbstractButton):
    """A card that one can press: icon, title, a line below, keys at the end."""

    def __init__(self, name: str, icon_name: str, title: str, line: str, keys: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon_name = icon_name
        self._title, self._line, self._keys = title, line, keys
        self.setFixedHeight(_CARD_HEIGHT)

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(_WIDTH, _CARD_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card; the one with the focus is the one that Enter takes."""
        painter = smooth_painter(self)
        theme, way = self.theme, self.layoutDirection()
        bounds = QRectF(self.rect())
        ground = "accent_soft" if self.hasFocus() else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.c(ground))
        painter.setPen(QPen(theme.c("accent" if self.hasFocus() else "line"), 1))
        painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["card"], RADIUS["card"])
        picture = pixmap(
            self._icon_name, theme.c("accent" if self.hasFocus() else "text2"), 20, self.devicePixelRatioF()
        )
        painter.drawPixmap(mirrored(way, bounds, QRectF(21, 20, 20, 20)).topLeft(), picture)
        side = start_side(way)
        title, line = QRectF(_TEXT_LEFT, 10, 460, 22), QRectF(_TEXT_LEFT, 30, 500, 20)
        words = (self._title, theme.font("head"), theme.c("text"))
        paint_line(painter, mirrored(way, bounds, title), *words, side=side, direction=way)
        words = (self._line, theme.font("small"), theme.c("text2"))
        paint_line(painter, mirrored(way, bounds, line), *words, side=side, direction=way)
        paint_keys(painter, bounds, self._keys, theme, way)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too; arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


def paint_keys(painter: QPainter, bounds: QRectF, keys: str, theme: Theme, way: Qt.LayoutDirection) -> None:
    """Keycaps at the end of a card."""
    names = key_names(keys)
    widths = [keycap_width(name, theme) for name in names]
    x = bounds.right() - 17 - sum(widths) - 2 * (len(names) - 1)
    if way is Qt.LayoutDirection.RightToLeft:
        x = 17
    for name, width in zip(names, widths, strict=True):
        paint_keycap(painter, QRectF(x, bounds.center().y() - 9, width, 18), name, theme)
        x += width + 2


class RecentRow(Themed, QAbstractButton):
    """A project opened before: title, path, how much is done, when."""

    def __init__(self, project: RecentProject, now: datetime, *, is_last: bool) -> None:
        super().__init__()
        self.project = project
        self._when = when(project.touched, now) if project.touched else ""
        self._is_last = is_last
        self.setObjectName("recent_project")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(_ROW_HEIGHT)
        self.setEnabled(not project.missing)
        self.setAccessibleName(one_line(project.title))
        self.setAccessibleDescription(", ".join(filter(None, (self._state(), shown_path(project.path)))))

    def _state(self) -> str:
        if self.project.missing:
            return self.tr("Not there any more")
        if self.project.touched is None:
            return ""
        return self.tr("{done} of {total} done").format(done=self.project.done, total=self.project.total)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = smooth_painter(self)
        theme, way, bounds = self.theme, self.layoutDirection(), QRectF(self.rect())
        if self.hasFocus() or (self.underMouse() and self.isEnabled()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.c("accent_soft" if self.hasFocus() else "hover"))
            painter.drawRoundedRect(bounds.adjusted(5, 3, -5, -4), RADIUS["control"], RADIUS["control"])
        picture = pixmap("book-open", theme.c("text3"), 20, self.devicePixelRatioF())
        painter.drawPixmap(mirrored(way, bounds, QRectF(21, 18, 20, 20)).topLeft(), picture)
        self._paint_words(painter, bounds)
        if self.project.touched is not None:
            self._paint_progress(painter, mirrored(way, bounds, QRectF(364, 26, 96, 4)))
        if not self._is_last:
            painter.fillRect(
                mirrored(way, bounds, QRectF(_TEXT_LEFT, 56, _WIDTH - _TEXT_LEFT - 17, 1)), theme.c("line")
            )
        painter.end()

    def _paint_words(self, painter: QPainter, bounds: QRectF) -> None:
        theme, way = self.theme, self.layoutDirection()
        start, end = start_side(way), end_side(way)
        ink = theme.c("text" if self.isEnabled() else "text3")
        title = one_line(self.project.title)
        rect = mirrored(way, bounds, QRectF(_TEXT_LEFT, 9, 295, 20))
        paint_line(painter, rect, title, theme.font("strong"), ink, side=start)
        rect = mirrored(way, bounds, QRectF(_TEXT_LEFT, 28, 295, 18))
        left_to_right = Qt.LayoutDirection.LeftToRight
        path = one_line(shown_path(self.project.path))
        paint_line(painter, rect, path, theme.font("micro"), theme.c("text3"), side=start, direction=left_to_right)
        rect = mirrored(way, bounds, QRectF(476, 18, 120, 20))
        paint_line(painter, rect, self._state(), theme.font("small"), theme.c("text2"), side=start, direction=way)
        rect = mirrored(way, bounds, QRectF(572, 18, _WIDTH - 572 - 19, 20))
        paint_line(painter, rect, self._when, theme.font("micro"), theme.c("text3"), side=end, direction=way)

    def _paint_progress(self, painter: QPainter, track: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.c("line_strong"))
        painter.drawRoundedRect(track, 2, 2)
        part = self.project.done / self.project.total if self.project.total else 0.0
        if part > 0:
            done = QRectF(track.left(), track.top(), max(4.0, track.width() * part), track.height())
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                done.moveRight(track.right())
            painter.setBrush(self.theme.c("ok"))
            painter.drawRoundedRect(done, 2, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too; arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


def shown_path(path: Path) -> str:
    """A path with `~` for the home folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def when(moment: datetime, now: datetime) -> str:
    """A moment as people say it: minutes, hours, yesterday, a day."""
    ago = (now - moment).total_seconds()
    if ago < _MINUTE:
        return QCoreApplication.translate("RecentRow", "just now")
    if ago < _HOUR:
        return QCoreApplication.translate("RecentRow", "{count} min ago").format(count=int(ago // _MINUTE))
    if moment.astimezone().date() == now.astimezone().date():
        return QCoreApplication.translate("RecentRow", "{count} h ago").format(count=int(ago // _HOUR))
    if ago < 2 * _DAY:
        return QCoreApplication.translate("RecentRow", "yesterday")
    local = moment.astimezone()
    day = QDate(local.year, local.month, local.day)
    return QLocale().toString(day, "d MMM" if local.year == now.year else "MMM yyyy")


class Mark(Painted):
    """The program's sign: two lines of text, a span and an arc."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(48, 48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it, with the icon that ships."""
        painter = self.painter()
        painter.drawPixmap(0, 0, pixmap("annotator", self.theme.c("text"), 48, self.devicePixelRatioF()))
        painter.end()


class WelcomePanel(QScrollArea):
    """The first page."""

    sample_requested = Signal()
    review_requested = Signal()
    new_requested = Signal()
    open_requested = Signal()
    recent_requested = Signal(str)
    help_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setAccessibleName(self.tr("Welcome"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._theme = Theme()
        page = QWidget()
        chrome(page)
        self.setWidget(page)
        self._column = QWidget()
        self._column.setFixedWidth(_WIDTH)
        self._recent_head = plain_label(self.tr("Recent"), "section")
        self._recent = QFrame()
        self._recent.setProperty("kind", "card")
        self._recent_layout = QVBoxLayout(self._recent)
        self._recent_layout.setContentsMargins(0, 4, 0, 4)
        self._recent_layout.setSpacing(0)
        self._fill()
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 24, 24, 24)
        down = QVBoxLayout()
        down.addStretch(2)
        down.addWidget(self._column)
        down.addStretch(3)
        across.addStretch(1)
        across.addLayout(down)
        across.addStretch(1)
        self.show_recent(())

    def _fill(self) -> None:
        sample = Choice(
            "sample_project",
            "sparkles",
            self.tr("Try the sample project"),
            self.tr("News in Arabic, Persian, German and Dutch, partly labelled"),
            "Ctrl+1",
        )
        sample.clicked.connect(self.sample_requested)
        review = Choice(
            "review_sample",
            "git-compare",
            self.tr("Review the sample"),
            self.tr("The same articles labelled by three people: see where they differ"),
            "Ctrl+2",
        )
        review.clicked.connect(self.review_requested)
        new = Choice(
            "new_project", "plus", self.tr("New project…"), self.tr("Start from text files or a folder"), "Ctrl+N"
        )
        new.clicked.connect(self.new_requested)
        old = Choice(
            "open_project",
            "folder-open",
            self.tr("Open project…"),
            self.tr("A project is one .annotator file"),
            "Ctrl+O",
        )
        old.clicked.connect(self.open_requested)
        self._first = sample
        title = plain_label(self.tr("Annotator"), "display")
        line = plain_label(self.tr("Entities and events in news text, in any script."), "small")
        layout = QVBoxLayout(self._column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        fill(layout, (Mark(), 8, title, line, 24, sample, review, new, old, 24, self._recent_head, self._recent, 16))
        layout.addWidget(self._foot())

    def _foot(self) -> QWidget:
        words = plain_label(
            self.tr("Everything stays on this computer. Drop text files anywhere here to start."), "micro"
        )
        self._disk = plain_label()
        help_link = link_button(self.tr("Help"), object_name="welcome_help")
        help_link.clicked.connect(self.help_requested)
        return row(self._disk, words, None, keycaps("F1"), help_link, gap=8)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        spread_theme(self, theme)
        self._disk.setPixmap(pixmap("hard-drive", theme.c("text3"), 14, self.devicePixelRatioF()))

    def show_recent(self, projects: Sequence[RecentProject]) -> None:
        """List the projects opened before."""
        while self._recent_layout.count():
            item = self._recent_layout.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        now = datetime.now(UTC)
        for i, project in enumerate(projects):
            entry = RecentRow(project, now, is_last=i == len(projects) - 1)
            entry.clicked.connect(self._on_recent)
            entry.set_theme(self._theme)
            self._recent_layout.addWidget(entry)
        self._recent.setVisible(bool(projects))
        self._recent_head.setVisible(bool(projects))

    def _on_recent(self) -> None:
        entry = self.sender()
        if isinstance(entry, RecentRow):
            self.recent_requested.emit(str(entry.project.path))

    def focus_first(self) -> None:
        """Put the focus where Enter does the likely thing."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
