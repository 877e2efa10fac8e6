"""Small corpora as other tools leave them, with names that no scheme of the tests has."""

import json
from pathlib import Path

from annotator.formats.conll import CONLL2003

ARTICLE = "Anna Weber met Omar in Rome on Monday.\nقالت ليلى إنها سعيدة في الرباط.\n"


TASK = "Anna met Omar in Rome."


def brat(folder: Path) -> Path:
    """Two documents: entities, an event with roles, a relation, attributes of both kinds."""
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE, "utf-8")
    (folder / "one.ann").write_text(
        "T1\tPER 0 10\tAnna Weber\n"
        "T2\tPER 15 19\tOmar\n"
        "T3\tCity 23 27\tRome\n"
        "T4\tmeet 11 14\tmet\n"
        "E1\tmeet:T4 Who:T1 Who2:T2 Place:T3\n"
        "R1\tlives_in Arg1:T2 Arg2:T3\n"
        "A1\tMention T1 NAM\n"
        "A2\tGender T1 f\n"
        "A3\tNegation E1\n"
        "T5\tشخص 44 48\tليلى\n",
        "utf-8",
    )
    (folder / "two.txt").write_text("Omar lives in Fez.\n", "utf-8")
    (folder / "two.ann").write_text(
        "T1\tPER 0 4\tOmar\nT2\tCity 14 17\tFez\nR1\tlives_in Arg1:T1 Arg2:T2\nA1\tMention T1 PRO\n", "utf-8"
    )
    return folder


def conll(folder: Path) -> Path:
    """Words and tags, as CoNLL-2003 has them."""
    folder.mkdir(exist_ok=True)
    path = folder / f"eng{CONLL2003.suffixes[0]}"
    path.write_text(
        "EU NNP B-NP B-ORG\nrejects VBZ B-VP O\nPeter NNP B-NP B-PER\nBlackburn NNP I-NP I-PER\n\n", "utf-8"
    )
    return path


def doccano(folder: Path, text: str = TASK) -> Path:
    """Spans in a list."""
    folder.mkdir(exist_ok=True)
    path = folder / "admin.jsonl"
    label = [[0, 4, "PER"], [9, 13, "PER"], [17, 21, "place"]]
    path.write_text(
        json.dumps({"id": 1, "text": text, "label": label, "Comments": []}, ensure_ascii=False) + "\n", "utf-8"
    )
    return path


def label_studio(folder: Path) -> Path:
    """A task with two regions and a relation."""
    folder.mkdir(exist_ok=True)
    path = folder / "export.json"

    def region(key: str, start: int, end: int, label: str) -> dict[str, object]:
        value = {"start": start, "end": end, "text": TASK[start:end], "labels": [label]}
        return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}

    result = [region("a", 0, 4, "Person"), region("b", 17, 21, "Town")]
    result += [{"from_id": "a", "to_id": "b", "type": "relation", "direction": "right", "labels": ["visited"]}]
    task = {"id": 1, "data": {"text": TASK}, "annotations": [{"id": 7, "result": result}]}
    path.write_text(json.dumps([task]), "utf-8")
    return path
