"""How threads and what they are about are called."""

from PySide6.QtCore import QCoreApplication

from annotator.gui.widgets.painting import isolated, one_line
from annotator.model.scheme import Scheme
from annotator.services.comments.listing import About, Discussion, Topic


def about_name(about: About) -> str:
    """What a group of threads is about, in the plural."""
    return {
        About.ENTITY: QCoreApplication.translate("Comments", "Entities"),
        About.EVENT: QCoreApplication.translate("Comments", "Events"),
        About.ARGUMENT: QCoreApplication.translate("Comments", "Arguments"),
        About.RELATION: QCoreApplication.translate("Comments", "Relations"),
        About.PASSAGE: QCoreApplication.translate("Comments", "Passages"),
        About.DOCUMENT: QCoreApplication.translate("Comments", "Documents"),
    }[about]


def topic_name(topic: Topic, scheme: Scheme | None, language: str) -> str:
    """What one thread is about: a label, a role of an event, a passage, the whole document."""
    label = scheme.find(topic.label) if scheme is not None and topic.label else None
    named = one_line(label.title(language) if label is not None and label.kind == "relation" else topic.label)
    if topic.about is About.ARGUMENT:
        roles = label.roles if label is not None else ()
        role = next((role.title(language) for role in roles if role.name == topic.role), topic.role)
        return f"{named} · {isolated(one_line(role))}" if named else one_line(role)
    if topic.about is About.PASSAGE:
        return QCoreApplication.translate("Comments", "Passage")
    if topic.about is About.DOCUMENT:
        return QCoreApplication.translate("Comments", "Whole document")
    return named


def gone_words(topic: Topic) -> str:
    """That what a thread is about was deleted; empty if it was not."""
    if not topic.is_gone:
        return ""
    return {
        About.ARGUMENT: QCoreApplication.translate("Comments", "The argument is gone"),
        About.RELATION: QCoreApplication.translate("Comments", "The relation is gone"),
    }.get(topic.about, QCoreApplication.translate("Comments", "The mention is gone"))


def hue_of(topic: Topic, scheme: Scheme | None) -> str:
    """The hue of the label that a thread is about; empty for none."""
    label = scheme.find(topic.label) if scheme is not None and topic.label else None
    return label.hue if label is not None else ""


def thread_name(one: Discussion) -> str:
    """A thread for a screen reader: title, whether it is new, settled, flagged."""
    facts = [one_line(one.thread.title)]
    if one.is_unread:
        facts.append(QCoreApplication.translate("Comments", "unread"))
    if one.is_settled:
        facts.append(QCoreApplication.translate("Comments", "settled"))
    if one.is_flagged:
        facts.append(QCoreApplication.translate("Comments", "guideline to fix"))
    return ", ".join(facts)
