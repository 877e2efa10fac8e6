"""When something was done, in words of the interface."""

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from annotator.services.history import Ago, ago


def when(time: str) -> str:
    """How long ago a moment (UTC, ISO 8601) was, in few words."""
    unit, count = ago(time)
    match unit:
        case Ago.JUST_NOW:
            return QCoreApplication.translate("Moments", "just now")
        case Ago.MINUTES:
            return QCoreApplication.translate("Moments", "%n min ago", "", count)
        case Ago.HOURS:
            return QCoreApplication.translate("Moments", "%n h ago", "", count)
        case Ago.YESTERDAY:
            return QCoreApplication.translate("Moments", "yesterday")
        case Ago.DAYS:
            return QCoreApplication.translate("Moments", "%n days ago", "", count)
        case Ago.DATE:
            return QLocale().toString(_local(time).date(), QLocale.FormatType.ShortFormat)


def exactly(time: str) -> str:
    """Day and time of a moment, for a tooltip."""
    return QLocale().toString(_local(time), QLocale.FormatType.LongFormat)


def _local(time: str) -> QDateTime:
    return QDateTime.fromString(time, Qt.DateFormat.ISODateWithMs).toLocalTime()
