"""How many mentions are labelled alike."""

from dataclasses import replace

from annotator.model.annotation import Layer, LayerContents
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.agreement.figures import Hits
from annotator.services.comparison import layer_counts as module
from annotator.services.comparison.layer_counts import LayerCounts
from annotator.services.comparison.matters import Matters
from tests.conftest import LEILA, OMAR
from tests.services.comparison.test_comparing import SARA
from tests.services.comparison.test_readings import HERE, LONG, mention


def layer(annotator, *mentions) -> LayerContents:
    return LayerContents(Layer(HERE, annotator), tuple(replace(m, annotator=annotator) for m in mentions))


def layer_counts(layers: list[LayerContents]) -> LayerCounts:
    return module.layer_counts(layers, Matters(layers, Scheme("none")))


def test_alike_is_the_same_span_and_label() -> None:
    two, five, nine = (mention(LONG, words) for words in ("two", "five", "nine"))
    shifted = replace(five, span=Span.of(five.span.start, five.span.end + 1))
    other_label = replace(nine, label="GPE")
    counts = layer_counts([layer(LEILA, two, five, nine), layer(OMAR, two, shifted, other_label)])
    assert counts == LayerCounts(1, 3, {LEILA: 2, OMAR: 2}, Hits(1, 3, 1, 3))
    assert round(counts.hits.f1 or 0, 2) == 0.33


def test_of_three_layers_all_must_have_it() -> None:
    two, five = mention(LONG, "two"), mention(LONG, "five")
    counts = layer_counts([layer(LEILA, two, five), layer(OMAR, two, five), layer(SARA, two)])
    assert (counts.agreed, counts.alone) == (1, {LEILA: 1, OMAR: 1, SARA: 0})
    assert counts.hits == Hits(4, 6, 4, 4)


def test_of_nothing_there_is_no_figure() -> None:
    assert layer_counts([layer(LEILA), layer(OMAR)]).hits.f1 is None
