"""`annotator scheme`, one part at a time: labels, roles, attributes and their choices.

All follow one grammar: what it is, what to do with it, its name.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import click

from annotator.cli_scheme import Command, Given, edit_options, make, scheme, scheme_of
from annotator.model.errors import AnnotatorError
from annotator.model.scheme_parts import HUES, Attribute, AttributeKind, Choice, Example, Label, LabelKind, Role

__all__ = ["scheme"]

ALL = "all"
"""Instead of an event: every event that has the role (or, for a new role, every event)."""


def _said(given: Given, names: tuple[str, ...]) -> Given:
    """The facts that the person gave."""
    return {name: given[name] for name in names if given[name] not in (None, ())}


class NamePair(click.ParamType[tuple[str, str]]):
    """A name in a language, such as `en=Person`."""

    name = "LANGUAGE=NAME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Language and name."""
        language, sign, words = str(value).partition("=")
        if not sign or not language.strip():
            self.fail(f"“{value}” is not like en=Person.", param, ctx)
        return language.strip(), words.strip()


def _with_names(said: Given, given: Given, present: Any) -> Given:
    """The facts with the names given added to the present ones; an empty name takes one away."""
    if given["names"]:
        names = {**present, **dict(given["names"])}
        said["names"] = {language: words for language, words in names.items() if words}
    return said


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, shown in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_names = click.option(
    "--name", "names", multiple=True, type=NamePair(), help="What people read in a language; repeatable."
)
_key = click.option("--key", default=None, help="Its key; empty for none.")
_guideline = click.option("--guideline", default=None, help="When to use it.")
_before = click.option("--before", default="", metavar="NAME", help="Place it before this one; otherwise last.")
_attributes = click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME",
    help="An attribute it carries; repeatable, replaces all.",
)


# Labels ----------------------------------------------------------------------------------------------------------


@scheme.group()
def label() -> None:
    """Edit labels."""


_LABEL_FACTS = ("hue", "key", "short", "guideline", "abstract", "symmetric", "attributes", "source", "target")
_label_facts = _options(
    click.option("--hue", type=click.Choice(HUES), default=None, help="Its colour."),
    _key,
    click.option("--short", default=None, help="What its tag shows instead of its name."),
    _names,
    _guideline,
    click.option("--abstract/--no-abstract", default=None, help="Whether it is only a heading."),
    click.option("--symmetric/--no-symmetric", default=None, help="For relations: whether they have no direction."),
    _attributes,
    click.option("--source", multiple=True, metavar="LABEL", help="For relations: where they begin; repeatable."),
    click.option("--target", multiple=True, metavar="LABEL", help="For relations: where they end; repeatable."),
)


@label.command("add")
@click.argument("name")
@click.option("--kind", type=click.Choice(get_args(LabelKind)), required=True, help="What it is a label of.")
@click.option("--parent", default="", metavar="NAME", help="The label above it.")
@_before
@_label_facts
@edit_options
@click.pass_context
def add_label(ctx: click.Context, /, name: str, kind: LabelKind, parent: str, before: str, **given: Any) -> None:
    """Add a label called NAME."""
    from annotator.services.schemes.label_edits import AddLabel  # noqa: PLC0415

    said = _with_names(_said(given, _LABEL_FACTS), given, {})
    make(ctx, AddLabel(Label(name, kind, parent=parent, **said), before), given)


@label.command("set")
@click.argument("name")
@_label_facts
@click.option("--example", "examples", multiple=True, help="A further good example, with [brackets]; repeatable.")
@click.option("--bad-example", "bad", multiple=True, help="A further bad example; repeatable.")
@edit_options
@click.pass_context
def set_label(ctx: click.Context, /, name: str, **given: Any) -> None:
    """Change facts about the label NAME; what is not given stays."""
    from annotator.services.schemes.label_edits import ChangeLabel  # noqa: PLC0415

    known = scheme_of(ctx.obj).label(name)
    said = _with_names(_said(given, _LABEL_FACTS), given, known.names)
    new = (*(Example(text) for text in given["examples"]), *(Example(text, good=False) for text in given["bad"]))
    make(ctx, ChangeLabel(replace(known, **said, examples=(*known.examples, *new))), given)


@label.command("rename")
@click.argument("old")
@click.argument("new")
@click.option("--prefix", is_flag=True, help="Rename those below it too whose names begin with its own and a dot.")
@edit_options
@click.pass_context
def rename_label(ctx: click.Context, /, old: str, new: str, prefix: bool, **given: Any) -> None:
    """Call the label OLD by the name NEW, wherever it stands."""
    from annotator.services.schemes.label_edits import RenameLabel  # noqa: PLC0415

    make(ctx, RenameLabel(old, new, prefix), given)


@label.command("merge")
@click.argument("name")
@click.argument("into")
@edit_options
@click.pass_context
def merge_label(ctx: click.Context, /, name: str, into: str, **given: Any) -> None:
    """Give everything labelled NAME the label INTO, and take NAME out of the scheme."""
    from annotator.services.schemes.label_edits import MergeLabel  # noqa: PLC0415

    make(ctx, MergeLabel(name, into), given)


@label.command("move")
@click.argument("name")
@click.option("--parent", default=None, metavar="NAME", help="The label above it; empty for none.")
@_before
@edit_options
@click.pass_context
def move_label(ctx: click.Context, /, name: str, parent: str | None, before: str, **given: Any) -> None:
    """Place the label NAME, with all below it, elsewhere."""
    from annotator.services.schemes.label_edits import MoveLabel  # noqa: PLC0415

    known = scheme_of(ctx.obj)
    if parent is None:
        parent = known.label(before or name).parent
    make(ctx, MoveLabel(name, parent, before), given)


@label.command("delete")
@click.argument("name")
@click.option("--relabel-to", default="", metavar="LABEL", help="Give what is labelled so this label instead.")
@edit_options
@click.pass_context
def delete_label(ctx: click.Context, /, name: str, relabel_to: str, **given: Any) -> None:
    """Take the label NAME out of the scheme; refused while something is labelled so."""
    from annotator.services.schemes.label_edits import DeleteLabel, MergeLabel  # noqa: PLC0415

    make(ctx, MergeLabel(name, relabel_to) if relabel_to else DeleteLabel(name), given)


# Roles -----------------------------------------------------------------------------------------------------------


@scheme.group()
def role() -> None:
    """Edit roles of events; “all” instead of an event means every event that has the role."""


_ROLE_FACTS = ("fillers", "cardinality", "key", "guideline", "attributes")
_role_facts = _options(
    click.option("--filler", "fillers", multiple=True, metavar="LABEL", help="Who may fill it; repeatable."),
    click.option("--cardinality", default=None, metavar="N", help="How many fillers: ? 1 * + or {n}."),
    _key,
    _names,
    _guideline,
    _attributes,
)


def _events(ctx: click.Context, event: str, role: str = "") -> tuple[str, ...]:
    from annotator.services.schemes.role_edits import events_with  # noqa: PLC0415

    if event != ALL:
        return (event,)
    known = scheme_of(ctx.obj)
    events = events_with(known, role) if role else tuple(label.name for label in known.labels_of("event"))
    if not events:
        raise AnnotatorError(f"No event has a role “{role}”." if role else "The scheme has no events.")
    return events


@role.command("add")
@click.argument("event")
@click.argument("name")
@_before
@_role_facts
@edit_options
@click.pass_context
def add_role(ctx: click.Context, /, event: str, name: str, before: str, **given: Any) -> None:
    """Add a role called NAME to EVENT, or to all."""
    from annotator.services.schemes.role_edits import AddRole  # noqa: PLC0415

    said = _with_names(_said(given, _ROLE_FACTS), given, {})
    make(ctx, AddRole(_events(ctx, event), Role(name, **said), before), given)


@role.command("set")
@click.argument("event")
@click.argument("name")
@_role_facts
@edit_options
@click.pass_context
def set_role(ctx: click.Context, /, event: str, name: str, **given: Any) -> None:
    """Change facts about the role NAME of EVENT; what is not given stays."""
    from annotator.services.schemes.role_edits import ChangeRole  # noqa: PLC0415

    known = scheme_of(ctx.obj).role(event, name)
    make(ctx, ChangeRole(event, replace(known, **_with_names(_said(given, _ROLE_FACTS), given, known.names))), given)


@role.command("rename")
@click.argument("event")
@click.argument("old")
@click.argument("new")
@edit_options
@click.pass_context
def rename_role(ctx: click.Context, /, event: str, old: str, new: str, **given: Any) -> None:
    """Call the role OLD of EVENT, or of all, by the name NEW."""
    from annotator.services.schemes.role_edits import RenameRole  # noqa: PLC0415

    make(ctx, RenameRole(_events(ctx, event, old), old, new), given)


@role.command("merge")
@click.argument("event")
@click.argument("name")
@click.argument("into")
@edit_options
@click.pass_context
def merge_role(ctx: click.Context, /, event: str, name: str, into: str, **given: Any) -> None:
    """Let whoever fills the role NAME of EVENT, or of all, fill INTO instead."""
    from annotator.services.schemes.role_edits import MergeRole  # noqa: PLC0415

    make(ctx, MergeRole(_events(ctx, event, name), name, into), given)


@role.command("move")
@click.argument("event")
@click.argument("name")
@_before
@edit_options
@click.pass_context
def move_role(ctx: click.Context, /, event: str, name: str, before: str, **given: Any) -> None:
    """Place the role NAME of EVENT, or of all, elsewhere."""
    from annotator.services.schemes.role_edits import MoveRole  # noqa: PLC0415

    make(ctx, MoveRole(_events(ctx, event, name), name, before), given)


@role.command("delete")
@click.argument("event")
@click.argument("name")
@edit_options
@click.pass_context
def delete_role(ctx: click.Context, /, event: str, name: str, **given: Any) -> None:
    """Take the role NAME from EVENT, or from all; refused while something fills it, unless you drop that."""
    from annotator.services.schemes.role_edits import DeleteRole  # noqa: PLC0415

    make(ctx, DeleteRole(_events(ctx, event, name), name), given)


# Attributes ------------------------------------------------------------------------------------------------------


@scheme.group()
def attribute() -> None:
    """Edit attributes."""


_ATTRIBUTE_FACTS = ("kind", "default", "required", "key", "mark", "guideline")
_attribute_facts = _options(
    click.option("--kind", type=click.Choice([kind.value for kind in AttributeKind]), default=None, help="Its values."),
    click.option("--choice", "choices", multiple=True, metavar="VALUE", help="A further choice; repeatable."),
    click.option("--default", default=None, metavar="VALUE", help="What holds when nothing is said; empty for none."),
    click.option("--required/--no-required", default=None, help="Whether the check asks for a value."),
    _key,
    click.option("--mark", default=None, help="A sign beside the tag while it is yes."),
    _names,
    _guideline,
    click.option("--label", "labels", multiple=True, help="A label that carries it; repeatable, replaces all."),
)


def _attribute(known: Attribute, given: Given) -> Attribute:
    said = _with_names(_said(given, _ATTRIBUTE_FACTS), given, known.names)
    said["kind"] = AttributeKind(said.get("kind", known.kind))
    there = {choice.value for choice in known.choices}
    new = tuple(Choice(value) for value in dict.fromkeys(given["choices"]) if value not in there)
    if "default" in said:
        said["default"] = _default(said["kind"], said["default"])
    return replace(known, **said, choices=(*known.choices, *new))


def _default(kind: AttributeKind, said: str) -> str | bool | float | None:
    if not said:
        return None
    if kind is AttributeKind.YES_NO and said.lower() in ("yes", "no"):
        return said.lower() == "yes"
    if kind is AttributeKind.NUMBER:
        try:
            return int(said) if said.lstrip("+-").isdecimal() else float(said)
        except ValueError as error:
            raise AnnotatorError(f"“{said}” is not a number.") from error
    return said


@attribute.command("add")
@click.argument("name")
@_before
@_attribute_facts
@edit_options
@click.pass_context
def add_attribute(ctx: click.Context, /, name: str, before: str, **given: Any) -> None:
    """Add an attribute called NAME."""
    from annotator.services.schemes.attribute_edits import AddAttribute  # noqa: PLC0415

    make(ctx, AddAttribute(_attribute(Attribute(name), given), given["labels"], before), given)


@attribute.command("set")
@click.argument("name")
@_attribute_facts
@edit_options
@click.pass_context
def set_attribute(ctx: click.Context, /, name: str, **given: Any) -> None:
    """Change facts about the attribute NAME, or which labels carry it; what is not given stays."""
    from annotator.services.schemes.attribute_edits import ChangeAttribute  # noqa: PLC0415

    after = _attribute(scheme_of(ctx.obj).attribute(name), given)
    make(ctx, ChangeAttribute(after, given["labels"] or None), given)


@attribute.command("rename")
@click.argument("old")
@click.argument("new")
@edit_options
@click.pass_context
def rename_attribute(ctx: click.Context, /, old: str, new: str, **given: Any) -> None:
    """Call the attribute OLD by the name NEW, wherever it stands."""
    from annotator.services.schemes.attribute_edits import RenameAttribute  # noqa: PLC0415

    make(ctx, RenameAttribute(old, new), given)


@attribute.command("move")
@click.argument("name")
@_before
@edit_options
@click.pass_context
def move_attribute(ctx: click.Context, /, name: str, before: str, **given: Any) -> None:
    """Place the attribute NAME elsewhere."""
    from annotator.services.schemes.attribute_edits import MoveAttribute  # noqa: PLC0415

    make(ctx, MoveAttribute(name, before), given)


@attribute.command("delete")
@click.argument("name")
@edit_options
@click.pass_context
def delete_attribute(ctx: click.Context, /, name: str, **given: Any) -> None:
    """Take the attribute NAME out of the scheme; refused while it has values, unless you drop them."""
    from annotator.services.schemes.attribute_edits import DeleteAttribute  # noqa: PLC0415

    make(ctx, DeleteAttribute(name), given)


@scheme.group()
def choice() -> None:
    """Edit the values of attributes that are a choice."""


@choice.command("rename")
@click.argument("attribute")
@click.argument("old")
@click.argument("new")
@edit_options
@click.pass_context
def rename_choice(ctx: click.Context, /, attribute: str, old: str, new: str, **given: Any) -> None:
    """Call the value OLD of ATTRIBUTE by the name NEW, wherever it stands."""
    from annotator.services.schemes.attribute_edits import RenameChoice  # noqa: PLC0415

    make(ctx, RenameChoice(attribute, old, new), given)


@choice.command("delete")
@click.argument("attribute")
@click.argument("value")
@click.option("--change-to", default="", metavar="VALUE", help="Give what has it this value instead.")
@edit_options
@click.pass_context
def delete_choice(ctx: click.Context, /, attribute: str, value: str, change_to: str, **given: Any) -> None:
    """Take VALUE from ATTRIBUTE; refused while something has it, unless it gets another one or you drop it."""
    from annotator.services.schemes.attribute_edits import DeleteChoice  # noqa: PLC0415

    make(ctx, DeleteChoice(attribute, value, change_to), given)
