"""How often annotators differ about the rules of the guideline: what counts as about a rule, and counts of it.

The disagreements about a label are those about its mentions: where they are, where they begin and end, which of two
labels and what attributes they have; or about its relations. Those about an argument are its role's.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from annotator.model.annotation import GOLD
from annotator.model.ids import AnnotatorName
from annotator.model.scheme import Scheme
from annotator.services.comments.guideline import Rule
from annotator.services.comparison.comparing import Against
from annotator.services.comparison.corpus_comparison import choose_annotators, compare_corpus
from annotator.services.comparison.corpus_tally import CorpusTally, counted
from annotator.services.comparison.disagreement import Wanted, kinds_named
from annotator.services.job import Progress
from annotator.storage import Mode, Project

_OF_MENTIONS = frozenset().union(*map(kinds_named, ("missing", "extra", "boundary", "label", "attribute")))
_OF_RELATIONS = kinds_named("relation")
_OF_ARGUMENTS = kinds_named("argument")


def wanted_of(rule: Rule, scheme: Scheme) -> Wanted | None:
    """Which disagreements are about a rule, those of the labels below it included; `None` for no rule in particular."""
    name, role = rule
    labels = (name,) if name else ()
    if role:
        return Wanted(kinds=_OF_ARGUMENTS, labels=labels, roles=(role,))
    if not name:
        return None
    found = scheme.find(name)
    is_relation = found is not None and found.kind == "relation"
    return Wanted(kinds=_OF_RELATIONS if is_relation else _OF_MENTIONS, labels=labels)


def everyone(people: Iterable[AnnotatorName]) -> tuple[tuple[AnnotatorName, ...], Against]:
    """Whose layers are compared for it: of all people each with each, but not with what was adjudicated."""
    names = tuple(name for name in people if name != GOLD)
    if len(names) < 2:
        return (), Against.FIRST
    return names, Against.ALL if len(names) > 2 else Against.FIRST


def count_rules(tally: CorpusTally, rules: Iterable[Rule], scheme: Scheme) -> dict[Rule, int]:
    """By rule, how many disagreements of all documents are about it; the tally's filter is another afterwards."""
    counts: dict[Rule, int] = {}
    for rule in rules:
        wanted = wanted_of(rule, scheme)
        if wanted is not None:
            tally.want(wanted, scheme)
            counts[rule] = tally.count_all()
    return counts


def rule_disagreements(path: Path, rules: Collection[Rule], progress: Progress | None = None) -> dict[Rule, int]:
    """The same, counted anew over a whole project.

    Raises:
        AnnotatorError: If it has the layers of fewer than two people, cannot be opened, or nobody wants to know.
    """
    with Project.open(path, Mode.READ) as project:
        scheme, known = project.scheme, [annotator.name for annotator in project.annotators()]
    _names, against = everyone(known)
    people = choose_annotators(path, [name for name in known if name != GOLD])
    tally = CorpusTally(scheme)
    for comparison in compare_corpus(path, people, against=against, progress=progress):
        tally.put(counted(comparison))
    return count_rules(tally, rules, scheme)
