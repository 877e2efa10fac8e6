"""What is offered where an export would lose something really loses less."""

from pathlib import Path

import pytest

from annotator.formats.losses import Loss
from annotator.model.annotation import GOLD
from annotator.services.exports.choice import ExportChoice, Files, Layers
from annotator.services.exports.exporting import count_losses, preview
from annotator.services.exports.offers import layer_offers, offers
from annotator.storage import Project
from tests.rich import fill

MINE = ("leila",)


@pytest.fixture
def path(project: Project) -> Path:
    """A project with one of everything."""
    fill(project)
    return project.path


@pytest.mark.parametrize(
    "choice",
    [
        ExportChoice("conll2003", MINE),
        ExportChoice("conll2003", MINE, options={"words": "drop", "mentions": "triggers"}),
        ExportChoice("spacy", MINE),
        ExportChoice("prodigy", MINE, options={"words": "drop"}),
        ExportChoice("conll2012", MINE),
        ExportChoice("oneie", MINE, options={"words": "drop", "pieces": "drop"}),
        ExportChoice("hf-tokens", MINE, options={"words": "drop"}),
    ],
    ids=lambda choice: f"{choice.format} {' '.join(choice.options.values())}",
)
def test_each_offer_loses_less_of_that_kind(path: Path, choice: ExportChoice) -> None:
    before = count_losses(path, choice).totals
    offered = [(loss, offer) for loss in before for offer in offers(loss, choice)]
    assert offered
    for loss, offer in offered:
        after = count_losses(path, offer.choice).totals
        # A mention in pieces that keeps its first one is still counted: its other pieces are lost.
        least = before[loss] - (loss is not Loss.DISCONTINUOUS)
        assert after.get(loss, 0) <= least, (loss, offer.name)
        assert offer.name not in {again.name for again in offers(loss, offer.choice)}


def test_what_a_format_has_no_option_for_has_no_offer() -> None:
    assert offers(Loss.COMMENT, ExportChoice("conll2003")) == ()
    assert offers(Loss.SUB_WORD, ExportChoice("annotator-jsonl")) == ()
    assert offers(Loss.NESTED, ExportChoice("bundle")) == ()


def test_a_format_of_one_layer_can_be_written_all_the_same(path: Path) -> None:
    choice = ExportChoice("conll2003")
    offered = {offer.name: offer.choice for offer in layer_offers(choice, "leila", (GOLD, "leila", "omar"))}
    assert offered.keys() == {"annotator", "majority", "gold", "mine"}
    assert offered["annotator"].files is Files.ANNOTATOR
    assert offered["majority"].layers is Layers.MAJORITY
    for other in offered.values():
        assert preview(path, other).lines > 0


def test_only_those_who_are_chosen_are_offered() -> None:
    choice = ExportChoice("conll2003", (GOLD, "omar"))
    offered = {offer.name: offer.choice for offer in layer_offers(choice, "leila", (GOLD, "leila", "omar"))}
    assert offered.keys() == {"annotator", "gold"}
    several = ExportChoice("conll2003", (GOLD, "omar", "leila"))
    offered = {offer.name: offer.choice for offer in layer_offers(several, "leila", (GOLD, "leila", "omar"))}
    assert offered["majority"].annotators == ("omar", "leila")
