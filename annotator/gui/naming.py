"""Words for things that the model only numbers or abbreviates: languages, directions, acts, sizes of things.

They are asked for when shown, never kept, so that a change of the interface language reaches all of them.
"""

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.model.document import UNDETERMINED, Direction


def _(_context: str, text: str) -> str:
    """Mark a text for translators (an alias of QT_TRANSLATE_NOOP for their tool, with a type)."""
    return text


_ACTS: dict[str, str] = {
    "mention.add": _("Acts", "add mention"),
    "mention.relabel": _("Acts", "relabel"),
    "mention.span": _("Acts", "move edges"),
    "mention.attribute": _("Acts", "change attribute"),
    "mention.note": _("Acts", "write note"),
    "mention.delete": _("Acts", "delete mention"),
    "argument.add": _("Acts", "add argument"),
    "argument.delete": _("Acts", "take out argument"),
    "argument.replace": _("Acts", "replace filler"),
    "argument.role": _("Acts", "change role"),
    "argument.move": _("Acts", "reorder fillers"),
    "argument.attribute": _("Acts", "change attribute of argument"),
    "relation.add": _("Acts", "add relation"),
    "relation.relabel": _("Acts", "change relation"),
    "relation.reverse": _("Acts", "turn relation round"),
    "relation.attribute": _("Acts", "change attribute of relation"),
    "relation.delete": _("Acts", "delete relation"),
    "cluster.new": _("Acts", "new cluster"),
    "cluster.link": _("Acts", "put into cluster"),
    "cluster.unlink": _("Acts", "take out of cluster"),
    "cluster.split": _("Acts", "split cluster"),
    "cluster.merge": _("Acts", "merge clusters"),
    "cluster.edit": _("Acts", "edit cluster"),
    "cluster.representative": _("Acts", "choose representative"),
    "comment.add": _("Acts", "comment"),
    "comment.reply": _("Acts", "reply"),
    "comment.edit": _("Acts", "change comment"),
    "comment.delete": _("Acts", "delete comment"),
    "comment.settle": _("Acts", "settle thread"),
    "comment.reopen": _("Acts", "reopen thread"),
    "comment.flag": _("Acts", "flag for the guideline"),
    "comment.unflag": _("Acts", "take off the guidelines to fix"),
    "project.constraints": _("Acts", "change how strict the scheme is"),
    "project.blind": _("Acts", "turn blind mode on or off"),
    "layer.status": _("Acts", "change status"),
    "document.import": _("Acts", "import"),
    "layer.merge": _("Acts", "merge"),
    "gold.start": _("Acts", "start gold"),
    "gold.decide": _("Acts", "decide"),
    "gold.reopen": _("Acts", "reopen case"),
    "project.reasons": _("Acts", "edit reasons"),
    "bundle.make": _("Acts", "make a project to send"),
    "document.rename": _("Acts", "rename document"),
    "document.language": _("Acts", "change language"),
    "document.direction": _("Acts", "change direction"),
    "document.bin": _("Acts", "move to the bin"),
    "document.restore": _("Acts", "take out of the bin"),
    "document.delete": _("Acts", "delete for good"),
    "project.rename": _("Acts", "rename project"),
    "scheme.apply": _("Acts", "replace the scheme"),
    "scheme.change": _("Acts", "change the scheme"),
    "scheme.label.add": _("Acts", "add label"),
    "scheme.label.rename": _("Acts", "rename label"),
    "scheme.label.move": _("Acts", "move label"),
    "scheme.label.change": _("Acts", "change label"),
    "scheme.label.merge": _("Acts", "merge labels"),
    "scheme.label.delete": _("Acts", "delete label"),
    "scheme.role.add": _("Acts", "add role"),
    "scheme.role.rename": _("Acts", "rename role"),
    "scheme.role.move": _("Acts", "move role"),
    "scheme.role.change": _("Acts", "change role"),
    "scheme.role.merge": _("Acts", "merge roles"),
    "scheme.role.delete": _("Acts", "delete role"),
    "scheme.attribute.add": _("Acts", "add attribute"),
    "scheme.attribute.rename": _("Acts", "rename attribute"),
    "scheme.attribute.move": _("Acts", "move attribute"),
    "scheme.attribute.change": _("Acts", "change attribute of the scheme"),
    "scheme.attribute.delete": _("Acts", "delete attribute"),
    "scheme.choice.rename": _("Acts", "rename value"),
    "scheme.choice.delete": _("Acts", "delete value"),
}


def act_name(action: str) -> str:
    """What an act is called after “Undo”; an act of another version of the program keeps its own name."""
    return QCoreApplication.translate("Acts", _ACTS.get(action, action.replace(".", " ")))


def language_name(tag: str) -> str:
    """The name of a language in English, or the tag itself if Qt does not know it."""
    if not tag or tag == UNDETERMINED:
        return QCoreApplication.translate("Languages", "Unknown language")
    language = QLocale(tag.replace("-", "_")).language()
    if language in {QLocale.Language.C, QLocale.Language.AnyLanguage}:
        return tag
    return QCoreApplication.translate("Languages", QLocale.languageToString(language))


def direction_name(direction: Direction) -> str:
    """`right to left` or `left to right`."""
    names = {
        Direction.RTL: QCoreApplication.translate("Directions", "right to left"),
        Direction.LTR: QCoreApplication.translate("Directions", "left to right"),
    }
    return names[direction]


def number(value: int) -> str:
    """A number as the sentence around it writes numbers; so far all of them are English."""
    return f"{value:,}"


def counted(count: int, one: str, several: str) -> str:
    """One thing in its own words, or several with `{count}`."""
    return one if count == 1 else several.format(count=number(count))
