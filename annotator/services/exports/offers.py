"""By which other choice an export would lose less, or could be made at all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.formats.interface import Option
from annotator.formats.losses import Loss
from annotator.formats.registry import formats
from annotator.model.annotation import GOLD
from annotator.services.exports.choice import ExportChoice, Files, Layers


@dataclass(frozen=True, slots=True)
class Offer:
    """Another choice.

    Attributes:
        name: Of the kind of offer, for programs.
        words: What it does, for a button.
    """

    name: str
    words: str
    choice: ExportChoice


_BY_OPTION: tuple[tuple[Loss, str, str, str], ...] = (
    (Loss.NESTED, "spans", "sc", "Use doc.spans[“sc”]"),
    (Loss.OVERLAPPING, "spans", "sc", "Use doc.spans[“sc”]"),
    (Loss.SUB_WORD, "words", "expand", "Grow to the word"),
    (Loss.SUB_WORD, "words", "split", "Cut words there"),
    (Loss.EXPANDED, "words", "split", "Cut words there"),
    (Loss.DISCONTINUOUS, "pieces", "first", "Keep the first piece"),
    (Loss.CLUSTER, "singletons", "keep", "Keep clusters of one"),
    (Loss.EVENT, "mentions", "all", "Both in one file"),
    (Loss.ENTITY, "mentions", "all", "Both in one file"),
)
"""What is lost less with which value of which option."""
_MENTIONS, _BOTH = "mentions", "all"


def offers(loss: Loss, choice: ExportChoice) -> tuple[Offer, ...]:
    """By which other choice less of a kind would be lost; most often none."""
    made = formats().get(choice.format)
    return tuple(_offers(loss, choice, made.write_options)) if made is not None else ()


def _offers(loss: Loss, choice: ExportChoice, options: tuple[Option, ...]) -> Iterator[Offer]:
    if loss in (Loss.NESTED, Loss.OVERLAPPING) and choice.files is not Files.LEVEL:
        yield Offer("level", "One file per level", replace(choice, files=Files.LEVEL))
    known = {option.name: option for option in options}
    if loss in (Loss.EVENT, Loss.ENTITY) and choice.files is not Files.KIND and _MENTIONS in known:
        both = _with(choice, _MENTIONS, _BOTH)
        yield Offer("kind", "One file per kind", replace(both, files=Files.KIND))
    for avoided, name, value, words in _BY_OPTION:
        option = known.get(name)
        if avoided is loss and option is not None and _is_other(option, value, choice):
            yield Offer(f"{name}-{value}", words, _with(choice, name, value))


def _is_other(option: Option, value: str, choice: ExportChoice) -> bool:
    return value in dict(option.values) and option.chosen(choice.options) != value


def _with(choice: ExportChoice, name: str, value: str) -> ExportChoice:
    return replace(choice, options={**choice.options, name: value})


def layer_offers(choice: ExportChoice, annotator: str, known: tuple[str, ...]) -> tuple[Offer, ...]:
    """How a format that holds one layer of a document can be written all the same.

    Args:
        choice: The present one, which means several layers of a document.
        annotator: Who asks.
        known: Names of those who have layers.
    """
    among = [name for name in known if not choice.annotators or name in choice.annotators]
    whole = replace(choice, layers=Layers.EACH, files=Files.ONE)
    made = [Offer("annotator", "One file per annotator", replace(choice, files=Files.ANNOTATOR))]
    people = tuple(name for name in choice.annotators if name != GOLD)  # gold has no vote
    if len([name for name in among if name != GOLD]) > 1:
        made.append(Offer("majority", "What most say", replace(choice, layers=Layers.MAJORITY, annotators=people)))
    if GOLD in among:
        made.append(Offer("gold", "Only gold", replace(whole, annotators=(GOLD,))))
    if annotator in among:
        made.append(Offer("mine", "Only mine", replace(whole, annotators=(annotator,))))
    return tuple(made)
