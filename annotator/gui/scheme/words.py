"""Sentences about edits of a scheme: what they are and what they touch."""

from PySide6.QtCore import QCoreApplication

from annotator.gui.messages import FSI, PDI
from annotator.gui.naming import number
from annotator.services.schemes.edits import Plan, Touched
from annotator.services.schemes.label_edits import ReplaceScheme


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


_ONE: dict[str, str] = {
    "mentions": _("SchemeEdits", "1 mention"),
    "arguments": _("SchemeEdits", "1 argument"),
    "relations": _("SchemeEdits", "1 relation"),
    "clusters": _("SchemeEdits", "1 cluster"),
    "documents": _("SchemeEdits", "1 document"),
    "annotators": _("SchemeEdits", "1 annotator"),
    "values": _("SchemeEdits", "1 value"),
}
_MANY: dict[str, str] = {
    "mentions": _("SchemeEdits", "{count} mentions"),
    "arguments": _("SchemeEdits", "{count} arguments"),
    "relations": _("SchemeEdits", "{count} relations"),
    "clusters": _("SchemeEdits", "{count} clusters"),
    "documents": _("SchemeEdits", "{count} documents"),
    "annotators": _("SchemeEdits", "{count} annotators"),
    "values": _("SchemeEdits", "{count} values"),
}


def say(text: str) -> str:
    """A sentence of this module in the interface language."""
    return QCoreApplication.translate("SchemeEdits", text)


def count(value: int, what: str) -> str:
    """A number of things."""
    return say(_ONE[what]) if value == 1 else say(_MANY[what]).replace("{count}", number(value))


def named(name: str) -> str:
    """A name of a scheme inside a sentence, in its own direction."""
    return f"{FSI}{name}{PDI}"


def touched_words(touched: Touched) -> str:
    """What an edit touches, such as `312 mentions in 40 documents of 2 annotators`."""
    amounts = {
        "mentions": touched.mentions,
        "arguments": touched.arguments,
        "relations": touched.relations,
        "clusters": touched.clusters,
    }
    parts = [count(value, what) for what, value in amounts.items() if value]
    if not parts:
        return say(_("SchemeEdits", "nothing that is labelled"))
    words = ", ".join(parts)
    if touched.documents:
        where = say(_("SchemeEdits", "{what} in {documents} of {annotators}"))
        documents, annotators = count(touched.documents, "documents"), count(touched.annotators, "annotators")
        words = where.format(what=words, documents=documents, annotators=annotators)
    return words


def lost_words(touched: Touched) -> str:
    """What would go with an edit, such as `3 arguments, 2 values`; empty for nothing."""
    amounts = {
        "values": touched.values,
        "arguments": touched.lost_arguments,
        "relations": touched.lost_relations,
        "clusters": touched.lost_clusters,
    }
    return ", ".join(count(value, what) for what, value in amounts.items() if value)


def sentence(title: str, plan: Plan) -> str:
    """An edit and what it touches: `Rename Meet → Contact.Meet: 312 mentions in 40 documents of 2 annotators`."""
    if isinstance(plan.edit, ReplaceScheme):
        title = say(_("SchemeEdits", "{title} ({labels} labels)")).format(title=title, labels=len(plan.after.labels))
    return f"{title}: {touched_words(plan.touched)}"


def renamed(old: str, new: str) -> str:
    """The title of a change of a name."""
    return say(_("SchemeEdits", "Rename {old} → {new}")).format(old=named(old), new=named(new))


def changed(name: str) -> str:
    """The title of a change of anything else."""
    return say(_("SchemeEdits", "Change {name}")).format(name=named(name))


def added(name: str) -> str:
    """The title of something new."""
    return say(_("SchemeEdits", "Add {name}")).format(name=named(name))


def deleted(name: str) -> str:
    """The title of a deletion."""
    return say(_("SchemeEdits", "Delete {name}")).format(name=named(name))


def merged(name: str, into: str) -> str:
    """The title of a merge."""
    return say(_("SchemeEdits", "Merge {name} into {into}")).format(name=named(name), into=named(into))


def replaced(name: str) -> str:
    """The title of another scheme."""
    return say(_("SchemeEdits", "Replace the scheme by {name}")).format(name=named(name))


def moved(name: str) -> str:
    """The title of a move."""
    return say(_("SchemeEdits", "Move {name}")).format(name=named(name))
