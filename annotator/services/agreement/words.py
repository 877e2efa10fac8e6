"""What each figure of agreement is called, which things its n counts, and a line on what it means, with its source."""

from dataclasses import dataclass

ATTRIBUTE = "attribute:"
"""How the names of figures of an attribute begin; the attribute's own name follows."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of a figure.

    Attributes:
        title: A few words.
        things: What n counts, in the plural.
        meaning: What it says, and when not to trust it.
        source: Where it is defined.
    """

    title: str
    things: str
    meaning: str
    source: str


_SEMEVAL = "Segura-Bedmar et al. 2013 (SemEval task 9)"
_F1 = "Hripcsak & Rothschild 2005"
_LI = "Ji & Grishman 2008"
_CONLL = "Pradhan et al. 2014"
_CAVEAT = (
    "The unit is the word. Most words have no label, which makes chance agreement high and the figure hard to compare "
    "across label sets; spans are judged word by word."
)

WORDS = {
    "entity_exact": FigureWords(
        "Entities, exact", "entity mentions", "F1 of mentions with equal span and equal label.", f"{_F1}; {_SEMEVAL}"
    ),
    "entity_partial": FigureWords(
        "Entities, partial",
        "entity mentions",
        "F1 of aligned mentions of equal label, each weighed by the share of characters in common (Dice).",
        f"after {_SEMEVAL}",
    ),
    "entity_type": FigureWords(
        "Entities, type only",
        "entity mentions",
        "F1 of aligned mentions of equal label that share at least one character.",
        _SEMEVAL,
    ),
    "entity_span": FigureWords(
        "Entities, span only", "entity mentions", "F1 of mentions with equal span, whatever the label.", _SEMEVAL
    ),
    "trigger_exact": FigureWords(
        "Triggers, classification", "event mentions", "F1 of triggers with equal span and equal event label.", _LI
    ),
    "trigger_span": FigureWords(
        "Triggers, identification", "event mentions", "F1 of triggers with equal span, whatever the label.", _LI
    ),
    "trigger_partial": FigureWords(
        "Triggers, partial",
        "event mentions",
        "F1 of aligned triggers of equal label, each weighed by the share of characters in common (Dice).",
        f"after {_SEMEVAL}",
    ),
    "trigger_type": FigureWords(
        "Triggers, type only",
        "event mentions",
        "F1 of aligned triggers of equal label that share at least one character.",
        _SEMEVAL,
    ),
    "argument_span": FigureWords(
        "Arguments, identification",
        "arguments",
        "F1 of arguments with equal event label and equal span of the filler.",
        _LI,
    ),
    "argument_role": FigureWords(
        "Arguments, classification",
        "arguments",
        "F1 of arguments with equal event label, equal span of the filler and equal role.",
        _LI,
    ),
    "token_cohen": FigureWords(
        "Words, Cohen's κ",
        "words",
        f"Agreement beyond chance of two annotators; over several pairs the mean. {_CAVEAT}",
        "Cohen 1960; for the mean Light 1971",
    ),
    "token_fleiss": FigureWords(
        "Words, Fleiss' κ",
        "words",
        f"Agreement beyond chance of all annotators, on documents that all of them labelled. {_CAVEAT}",
        "Fleiss 1971",
    ),
    "token_alpha": FigureWords(
        "Words, Krippendorff's α",
        "words",
        f"Agreement beyond chance (nominal) of all annotators, whoever labelled what. {_CAVEAT}",
        "Krippendorff 2011",
    ),
    "unit_alpha": FigureWords(
        "Units, Krippendorff's α_U",
        "units",
        "Agreement beyond chance on cutting units out of the text, each label for itself, by the squares of how far "
        "edges are apart and of the lengths of what only one has.",
        "Krippendorff 1995, as in Krippendorff 2004",
    ),
    "unit_u_alpha": FigureWords(
        "Units, Krippendorff's uα",
        "units",
        "Agreement beyond chance (nominal) on the length of text that has which label, or none; units by their length.",
        "Krippendorff et al. 2016",
    ),
    "gamma": FigureWords(
        "Units, γ",
        "mentions",
        "Agreement beyond chance on places and labels together, along the best alignment of all annotators, which is "
        "found exactly.",
        "Mathet et al. 2015",
    ),
    "muc": FigureWords(
        "Coreference, MUC",
        "links",
        "F1 of the links that hold clusters together; blind to clusters of one mention.",
        "Vilain et al. 1995",
    ),
    "b_cubed": FigureWords(
        "Coreference, B³",
        "clustered mentions",
        "F1 of the share of each mention's cluster in common.",
        "Bagga & Baldwin 1998",
    ),
    "ceaf_m": FigureWords(
        "Coreference, CEAF-m",
        "clustered mentions",
        "F1 of mentions in common after clusters were paired one to one.",
        "Luo 2005",
    ),
    "ceaf_e": FigureWords(
        "Coreference, CEAF-e", "clusters", "F1 of the likeness of clusters paired one to one.", "Luo 2005"
    ),
    "lea": FigureWords(
        "Coreference, LEA",
        "clustered mentions",
        "F1 of the links in common of each cluster, clusters weighed by size.",
        "Moosavi & Strube 2016",
    ),
    "conll": FigureWords("Coreference, CoNLL", "clustered mentions", "The mean of MUC, B³ and CEAF-e.", _CONLL),
}
"""In the order in which they are shown."""

OF_LABELS = (
    "entity_exact",
    "entity_partial",
    "entity_type",
    "trigger_exact",
    "trigger_partial",
    "trigger_type",
    "argument_span",
    "argument_role",
    "unit_alpha",
)
"""The figures that there are of each label; for arguments it is the label of the event."""


def words_of(name: str) -> FigureWords:
    """The words of a figure, that of an attribute included."""
    if name.startswith(ATTRIBUTE):
        meaning = "Cohen's κ of the values on aligned mentions of equal label; over several pairs the mean."
        return FigureWords(f"Attribute {name.removeprefix(ATTRIBUTE)}, κ", "aligned mentions", meaning, "Cohen 1960")
    return WORDS[name]
