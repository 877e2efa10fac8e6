"""The check: a sound project is clean, and every damage made by hand is found."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.annotation import Status
from annotator.model.printable import printable
from annotator.model.scheme import Scheme, Strictness
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.checks.checking import Severity, check
from annotator.services.job import CancelledError, Progress
from annotator.services.schemes.files import apply_scheme
from annotator.services.session import Session
from annotator.storage import Project, ProjectError
from annotator.storage.inspection import ROWS, Inspection
from tests.conftest import LEILA, damages
from tests.rich import fill


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, scheme: Scheme) -> Path:
    """A project with one of everything, closed."""
    path = tmp_path_factory.mktemp("sound") / "sound.annotator"
    with Project.new(path, scheme, "Sound") as project:
        fill(project)
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(sound, tmp_path / "copy.annotator"))


def damage(path: Path, *statements: str) -> None:
    """What somebody does who opens the file with another program, past all its constraints."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON", "writable_schema = ON"):
        db.execute(f"PRAGMA {pragma}")
    changes = db.total_changes
    for statement in statements:
        db.execute(statement)
    assert db.total_changes > changes or not statements[0].startswith(("UPDATE", "DELETE", "INSERT")), "no such row"
    db.close()


def test_a_sound_project_is_clean(path: Path) -> None:
    assert list(check(path)) == []


def test_every_kind_of_edit_leaves_a_project_clean(path: Path) -> None:
    with Session.open(path, LEILA) as session:
        document = next(session.project.document_ids())
        mention = session.add_mention(document, Span.of(5, 9), "PERSON")
        session.set_attribute([mention.id], "remark", "‎x")
        session.relabel([mention.id], "GPE")
        session.set_span(mention.id, Span(((5, 6), (8, 9))))
        session.set_note(mention.id, "note")
        session.delete([m.id for m in session.layer(document).mentions])
        for _step in range(4):
            session.undo()
        session.redo()
        session.set_status([document], Status.DONE)
        session.set_language([document], "fa")
        session.bin([document])
        session.set_title("Another")
    assert list(check(path)) == []


ONE = "= (SELECT min(id) FROM {0})"
MENTION = "WHERE id = (SELECT id FROM mention WHERE fragments IS NULL ORDER BY id LIMIT 1)"
PIECES = "WHERE id = (SELECT id FROM mention WHERE fragments IS NOT NULL ORDER BY id LIMIT 1)"
OTHER_LAYER = "(SELECT max(n) FROM layer)"

DAMAGES: dict[str, tuple[str, ...]] = {
    # the file
    "not marked as a project": ("PRAGMA application_id = 7",),
    "marked as newer": ("PRAGMA user_version = 99",),
    "marked as older": ("PRAGMA user_version = 0",),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON mention BEGIN DELETE FROM text; END",),
    "a view": ("CREATE VIEW v AS SELECT * FROM text",),
    "a table too many": ("CREATE TABLE extra (x)",),
    "a table missing": ("DROP TABLE relation",),
    "an index missing": ("DROP INDEX mention_layer",),
    "a column too many": ("ALTER TABLE mention ADD COLUMN extra TEXT",),
    "a constraint taken out": (
        "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (start >= 0)', '') WHERE name = 'mention'",
    ),
    "an index that misses rows": (
        "UPDATE sqlite_master SET sql = replace(sql, 'WHERE cluster IS NOT NULL', 'WHERE cluster IS NULL') "
        "WHERE name = 'mention_cluster'",
    ),
    # settings, scheme, annotators
    "no title": ("DELETE FROM setting",),
    "another title": ("UPDATE setting SET value = 'x'",),
    "a setting of unknown origin": ("INSERT INTO setting VALUES ('a', 'b')",),
    "no scheme": ("DELETE FROM scheme",),
    "no current scheme": ("UPDATE scheme SET current = 0",),
    "half a current scheme": ("UPDATE scheme SET current = 2",),
    "a scheme that is no JSON": ("UPDATE scheme SET body = 'x'",),
    "a scheme without its labels": ('UPDATE scheme SET body = \'{"name": "small", "version": 1}\'',),
    "a scheme under another name": ("UPDATE scheme SET name = 'x'",),
    "an annotator without a name": ("UPDATE annotator SET name = ' ' WHERE name = 'omar'",),
    "an annotator from nowhere": ("INSERT INTO annotator VALUES ('x', '2026-01-01T00:00:00Z')",),
    "an annotator gone": ("DELETE FROM annotator WHERE name = 'leila'",),
    "an annotator of another time": ("UPDATE annotator SET created = 'x' WHERE name = 'omar'",),
    # texts and documents
    "a letter changed in a text": ("UPDATE text SET content = 'x' || substr(content, 2)",),
    "a letter more in a text": ("UPDATE text SET content = content || 'x'",),
    "NUL in a text": ("UPDATE text SET content = char(0) || content",),
    "a text that is no UTF-8": ("UPDATE text SET content = CAST(x'ff41' AS TEXT)",),
    "a text gone": ("DELETE FROM text",),
    "a document with another id": ("UPDATE document SET id = 'x' WHERE n = 1",),
    "a document gone": ("DELETE FROM document WHERE n = 3",),
    "a document from nowhere": (
        "INSERT INTO document SELECT 99, '01970000-0000-7000-8000-000000000000', title, title_key, text_sha256, "
        "length, created, language, language_probability, direction, meta, binned FROM document WHERE n = 3",
    ),
    "a title changed": ("UPDATE document SET title = 'x' WHERE n = 1",),
    "a title emptied": ("UPDATE document SET title = ' ', title_key = ' ' WHERE n = 1",),
    "a title that sorts elsewhere": ("UPDATE document SET title_key = 'x' WHERE n = 1",),
    "a length changed": ("UPDATE document SET length = length + 1 WHERE n = 1",),
    "the text of another document": (
        "UPDATE document SET text_sha256 = (SELECT text_sha256 FROM document WHERE n = 2) WHERE n = 3",
    ),
    "a language that is none": ("UPDATE document SET language = 'a b' WHERE n = 1",),
    "a probability over 1": ("UPDATE document SET language_probability = 1.5 WHERE n = 1",),
    "an impossible direction": ("UPDATE document SET direction = 'up' WHERE n = 1",),
    "meta that is no JSON": ("UPDATE document SET meta = '{' WHERE n = 1",),
    "meta that is not text": ("UPDATE document SET meta = '{\"a\": 1}' WHERE n = 1",),
    "half in the bin": ("UPDATE document SET binned = 7 WHERE n = 1",),
    "taken out of the bin": ("UPDATE document SET binned = 0 WHERE n = 4",),
    "imported at no time": ("UPDATE document SET created = 'x' WHERE n = 1",),
    # layers
    "a status that is none": ("UPDATE layer SET status = 'x' WHERE n = 1",),
    "a status changed": ("UPDATE layer SET status = 'done' WHERE status = 'started'",),
    "mentions miscounted": ("UPDATE layer SET mentions = mentions + 1 WHERE n = 1",),
    "a layer gone": ("DELETE FROM layer WHERE n = 1",),
    "a layer of nobody": ("UPDATE layer SET annotator = 'x' WHERE n = 1",),
    "a layer from nowhere": ("INSERT INTO layer VALUES (99, 3, 'omar', 'new', 0)",),
    "a layer of no document": ("UPDATE layer SET document = 99 WHERE n = 1",),
    # mentions
    "a mention gone": (f"DELETE FROM mention {MENTION}",),
    "a mention from nowhere": (
        "INSERT INTO mention SELECT '01970000-0000-7000-8000-000000000000', layer, kind, label, start, \"end\", "
        f"fragments, attributes, cluster, note FROM mention {MENTION}",
    ),
    "a mention with another id": (f"UPDATE mention SET id = 'X' {MENTION}",),
    "a mention of another kind": (f"UPDATE mention SET kind = 'event' {MENTION} AND kind = 'entity'",),
    "a mention of no kind": (f"UPDATE mention SET kind = 'x' {MENTION}",),
    "a label that is none": (f"UPDATE mention SET label = 'x' {MENTION}",),
    "a label that is a heading": ("UPDATE mention SET label = 'Contact' WHERE label = 'Statement'",),
    "another label": ("UPDATE mention SET label = 'MONEY', attributes = '{}' WHERE label = 'GPE'",),
    "a span moved": (f'UPDATE mention SET start = start + 1, "end" = "end" + 1 {MENTION}',),
    "a span out of its text": (f'UPDATE mention SET "end" = 10000 {MENTION}',),
    "an empty span": (f'UPDATE mention SET "end" = start {MENTION}',),
    "a negative span": (f"UPDATE mention SET start = -1 {MENTION}",),
    "pieces that are no JSON": (f"UPDATE mention SET fragments = '[' {PIECES}",),
    "pieces that touch": (f"UPDATE mention SET fragments = '[[4,13],[13,39]]' {PIECES}",),
    "pieces with another hull": (f"UPDATE mention SET fragments = '[[4,13],[36,38]]' {PIECES}",),
    "pieces that are one": (f"UPDATE mention SET fragments = '[[4,39]]' {PIECES}",),
    "pieces forgotten": (f"UPDATE mention SET fragments = NULL {PIECES}",),
    "attributes that are no JSON": (f"UPDATE mention SET attributes = 'x' {MENTION}",),
    "attributes that are a list": (f"UPDATE mention SET attributes = '[]' {MENTION}",),
    "an attribute that is none": (f"UPDATE mention SET attributes = '{{\"x\": 1}}' {MENTION}",),
    "an attribute with another value": (
        'UPDATE mention SET attributes = \'{"mention":"PRO"}\' WHERE attributes = \'{"mention":"NAM"}\'',
    ),
    "a mention in another layer": (f"UPDATE mention SET layer = {OTHER_LAYER} {MENTION}",),
    "a mention in no layer": (f"UPDATE mention SET layer = 99 {MENTION}",),
    "a note changed": (f"UPDATE mention SET note = 'x' {MENTION}",),
    "a note that is no UTF-8": (f"UPDATE mention SET note = CAST(x'ff' AS TEXT) {MENTION}",),
    "a cluster that is none": (f"UPDATE mention SET cluster = 'x' {MENTION}",),
    "another annotator's cluster": (
        "UPDATE mention SET cluster = (SELECT max(id) FROM cluster) WHERE cluster NOT NULL",
    ),
    # clusters
    "a cluster of another kind": ("UPDATE cluster SET kind = 'event'",),
    "a cluster with a label that is none": ("UPDATE cluster SET label = 'x'",),
    "a cluster renamed": ("UPDATE cluster SET name = 'x'",),
    "a cluster gone": ("DELETE FROM cluster",),
    "a cluster with another id": ("UPDATE cluster SET id = 'x' WHERE annotator = 'omar'",),
    # arguments and relations
    "an argument gone": ("DELETE FROM argument",),
    "a role that is none": ("UPDATE argument SET role = 'x'",),
    "a filler that does not fit": ("UPDATE argument SET role = 'Place' WHERE role = 'Participant'",),
    "a filler that is not there": ("UPDATE argument SET filler = 'x'",),
    "a filler that is the event": ("UPDATE argument SET filler = event WHERE role = 'Topic'",),
    "a filler of another layer": (
        "UPDATE argument SET filler = (SELECT filler FROM argument AS a WHERE a.role = 'Place' AND a.layer <> "
        "argument.layer) WHERE role = 'Place'",
    ),
    "an argument of an entity": ("UPDATE argument SET event = filler, filler = event WHERE role = 'Place'",),
    "an argument in another layer": (f"UPDATE argument SET layer = {OTHER_LAYER}",),
    "a negative position": ("UPDATE argument SET position = -1",),
    "another position": ("UPDATE argument SET position = position + 1",),
    "attributes of an argument that are no JSON": ("UPDATE argument SET attributes = ''",),
    "attributes that the role does not have": ("UPDATE argument SET attributes = '{\"negated\":true}'",),
    "a relation gone": ("DELETE FROM relation",),
    "a relation with another label": ("UPDATE relation SET label = 'GPE'",),
    "a relation backwards": ("UPDATE relation SET source = target, target = source",),
    "a relation to itself": ("UPDATE relation SET source = target",),
    "a relation in another layer": (f"UPDATE relation SET layer = {OTHER_LAYER}",),
    "attributes of a relation that are no JSON": ("UPDATE relation SET attributes = '{'",),
    # comments
    "a comment gone": ("DELETE FROM comment WHERE annotator = 'omar'",),
    "a comment changed": ("UPDATE comment SET text = 'x' WHERE annotator = 'omar'",),
    "a comment on a thing that is none": ("UPDATE comment SET subject_kind = 'x'",),
    "a passage that is none": ("UPDATE comment SET span = '[[4,1]]' WHERE span NOT NULL",),
    "a passage out of its text": ("UPDATE comment SET span = '[[4,9999]]' WHERE span NOT NULL",),
    "an answer to itself": ("UPDATE comment SET reply_to = id WHERE reply_to NOT NULL",),
    "comments in a circle": (
        "UPDATE comment SET reply_to = (SELECT id FROM comment AS last WHERE last.text = 'Thanks') "
        "WHERE reply_to IS NULL",
    ),
    "a comment that goes on": ("UPDATE comment SET text = replace(hex(zeroblob(10001)), '00', 'xx')",),
    "a comment that rings": ("UPDATE comment SET text = char(7)",),
    "an answer on another document": ("UPDATE comment SET document = 2 WHERE annotator = 'omar'",),
    "half resolved": ("UPDATE comment SET resolved = 5",),
    "a comment with another id": ("UPDATE comment SET id = 'x' WHERE annotator = 'omar'",),
    # the journal
    "an act gone": ("DELETE FROM act WHERE n = 3",),
    "an act without entries": (
        "INSERT INTO act VALUES (99, '01970000-0000-7000-8000-000000000000', "
        "'2026-01-01T00:00:00Z', 'leila', 'x', 'done', NULL)",
    ),
    "an act said to be undone": ("UPDATE act SET state = 'undone' WHERE n = 2",),
    "an act in no state": ("UPDATE act SET state = 'x' WHERE n = 2",),
    "an undone act said to be done": ("UPDATE act SET state = 'done' WHERE state = 'dropped'",),
    "a reversal of nothing": ("UPDATE act SET reverses = NULL WHERE state = 'reversal'",),
    "a reversal of itself": ("UPDATE act SET reverses = n WHERE state = 'reversal'",),
    "an act at no time": ("UPDATE act SET time = 'x' WHERE n = 2",),
    "an act with another id": ("UPDATE act SET id = 'x' WHERE n = 2",),
    "an act of a nameless person": ("UPDATE act SET annotator = '' WHERE n = 2",),
    "an act that does not say what": ("UPDATE act SET action = '' WHERE n = 2",),
    "the whole journal gone": ("DELETE FROM journal",),
    "the last entry gone": ("DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)",),
    "an entry gone": ("DELETE FROM journal WHERE subject = 'document' AND before IS NOT NULL",),
    "a decision that is no JSON": ("UPDATE decision SET sources = '{'",),
    "a decision of nothing": ("UPDATE decision SET aspect = 'x'",),
    "a decision by gold": ("UPDATE decision SET annotator = 'gold'",),
    "a decision without its name": ("UPDATE decision SET name = ''",),
    "a decision of another document": ("UPDATE decision SET document = 2",),
    "a decision that was changed": ("UPDATE decision SET reason = 'x'",),
    "a decision whose time is none": ("UPDATE decision SET created = 'x'",),
    "a decision too many": (
        "INSERT INTO decision SELECT '00000000-0000-0000-0000-000000000000', document, annotator, created, aspect, "
        "verdict, sources, taken, gold, name, reason, comment FROM decision LIMIT 1",
    ),
    "an entry with another id": ("UPDATE journal SET id = 'x' WHERE n = 5",),
    "an entry about nothing": ("UPDATE journal SET subject = 'x' WHERE n = 5",),
    "an entry about another record": ("UPDATE journal SET subject_id = 'x' WHERE subject = 'mention'",),
    "an entry of another document": (
        "UPDATE journal SET document = (SELECT id FROM document WHERE n = 3) WHERE subject = 'mention'",
    ),
    "an entry that is no JSON": ("UPDATE journal SET after = '{' WHERE subject = 'mention'",),
    "an entry that tells another record": ("UPDATE journal SET after = replace(after, 'GPE', 'MONEY')",),
    "an entry without before and after": ("UPDATE journal SET after = NULL WHERE subject = 'relation'",),
    "an entry of no act": ("UPDATE journal SET act = 99 WHERE n = 5",),
    "an entry that changes the past": (
        "UPDATE journal SET before = replace(before, 'Plain', 'Plane') WHERE subject = 'document'",
    ),
    "the journal of a scheme changed": (
        "UPDATE journal SET after = replace(after, 'PERSON', 'HUMAN') WHERE subject = 'scheme'",
    ),
}


@pytest.mark.parametrize("statements", DAMAGES.values(), ids=DAMAGES.keys())
def test_every_damage_is_found(path: Path, statements: tuple[str, ...]) -> None:
    damage(path, *statements)
    found = damages(path)
    assert found
    assert all(finding.sentence.endswith((".", "?")) and finding.where for finding in found)
    assert [str(finding) for finding in found] == [printable(str(finding)) for finding in found]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a letter changed in a text", "It is not the text that was imported: its SHA-256 differs."),
        ("a length changed", "Its length is given as 83 characters, but the text has 82."),
        ("a title that sorts elsewhere", "The form of its title by which it is sorted and searched is not that of its"),
        ("mentions miscounted", "It is said to have 6 mentions, but has 5."),
        ("a span out of its text", "outside its text of 82 characters."),
        ("pieces that touch", "are not sorted, separate ranges."),
        ("pieces with another hull", "It stands at 4–39, but its pieces reach from 4 to 38."),
        ("pieces that are one", "It is said to have pieces, but has only one."),
        ("a label that is none", "The scheme “small” has no label “x”."),
        ("a label that is a heading", "“Contact” is a heading"),
        ("an attribute that is none", "GPE has no attribute “x”."),
        ("a mention in another layer", "It joins mentions of another layer."),
        ("another annotator's cluster", "Its cluster belongs to gold."),
        ("a cluster of another kind", "but its cluster is one of event mentions."),
        ("a role that is none", "Contact.Meet has no role “x”."),
        ("a filler that does not fit", "PERSON cannot be Place of Contact.Meet"),
        ("an argument of an entity", "only events have arguments."),
        ("a relation backwards", "located cannot begin at GPE"),
        ("an answer on another document", "a comment on another document."),
        ("a decision by gold", "“gold” is a layer and nobody who could decide."),
        ("a decision without its name", "It does not name the attribute or role that it is about"),
        ("a layer of nobody", "It refers to something in “annotator” that is not there."),
        ("an act said to be undone", "Its state is “undone”, but it was undone or redone 0 times."),
        ("an entry that changes the past", "It does not continue the entry before"),
    ],
)
def test_a_damage_is_named_for_what_it_is(path: Path, name: str, sentence: str) -> None:
    """Not only as a difference from the journal, which somebody may have changed too."""
    damage(path, *DAMAGES[name])
    assert any(sentence in finding.sentence for finding in damages(path))


@pytest.mark.parametrize("name", ["a scheme that is no JSON", "meta that is no JSON", "pieces that touch", "no scheme"])
def test_a_damaged_record_is_a_sentence_wherever_it_is_read(path: Path, name: str) -> None:
    damage(path, *DAMAGES[name])
    with pytest.raises(ProjectError, match="damaged"), Session.open(path, LEILA) as session:
        for document in session.project.document_ids():
            session.document(document)
            session.layer(document)


def test_damaged_pages_are_found(path: Path) -> None:
    """Whatever is overwritten, the check ends with findings or refuses the file, and never breaks."""
    whole = path.read_bytes()
    chance = random.Random(0)
    places = [at for at in range(100, len(whole) - 64, 7) if 0 not in whole[at : at + 64]]
    missed = 0
    for at in chance.sample(places, 40):
        path.write_bytes(whole[:at] + chance.randbytes(64) + whole[at + 64 :])
        try:
            missed += not list(check(path))
        except ProjectError:
            continue
    assert missed <= 4  # what fell on remains of rows that were rewritten


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no project file"):
        list(check(tmp_path / "missing.annotator"))
    (tmp_path / "text.annotator").write_text("This is a text, not a database. " * 100)
    with pytest.raises(ProjectError, match="not a project"):
        list(check(tmp_path / "text.annotator"))
    (tmp_path / "empty.annotator").touch()
    assert damages(tmp_path / "empty.annotator")


def test_unfinished_work_is_a_warning(tmp_path: Path, scheme: Scheme) -> None:
    strict = tuple(replace(a, required=True) if a.name == "amount" else a for a in scheme.attributes)
    with Project.new(tmp_path / "strict.annotator", replace(scheme, attributes=strict)) as project:
        fill(project)
        session = Session(project, LEILA)
        document = next(project.document_ids())
        mention = session.add_mention(document, Span.of(5, 9), "MONEY")
    (finding,) = check(project.path)
    assert finding.severity is Severity.WARNING
    assert (finding.document, finding.mention) == (document, mention.id)
    assert str(finding) == "“قمة”, leila, MONEY ‘لأمي’: MONEY has no amount yet."


def test_events_within_themselves_and_too_many_fillers_are_warnings(tmp_path: Path, scheme: Scheme) -> None:
    with Session.new(tmp_path / "round.annotator", scheme, LEILA) as session:
        fill(session.project)
        document = next(session.project.document_ids())
        events = [session.add_mention(document, Span.of(i, i + 2), "Statement") for i in (20, 23)]
        people = [session.add_mention(document, Span.of(i, i + 2), "PERSON") for i in (26, 29)]
        session.set_strictness(Strictness.WARN)
        for person in people:
            add_argument(session, events[0].id, "Speaker", person.id)
        damage_scheme = tuple(
            replace(label, roles=tuple(replace(role, fillers=()) for role in label.roles)) for label in scheme.labels
        )
        apply_scheme(session, replace(scheme, labels=damage_scheme))
        add_argument(session, events[0].id, "Topic", events[1].id)
        add_argument(session, events[1].id, "Topic", events[0].id)
    sentences = [finding.sentence for finding in check(session.path)]
    assert sentences == [
        "Statement has 2 fillers of Speaker; it takes 1.",
        "Statement has no Speaker yet.",
        "Through Topic this Statement is part of itself.",
    ]


def test_the_check_tells_how_far_it_is_and_can_be_stopped(path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def listen(done: int, total: int, _text: str) -> None:
        seen.append((done, total))
        if len(seen) == 5:
            progress.cancel()

    progress = Progress(listen)
    with pytest.raises(CancelledError):
        list(check(path, progress))
    assert seen == sorted(seen)


@pytest.fixture
def inspection(path: Path) -> Iterator[Inspection]:
    with Inspection(path) as opened:
        yield opened


@pytest.mark.parametrize("table", [name for name in ROWS if " " not in name])
def test_every_table_is_read_whole(inspection: Inspection, table: str) -> None:
    assert len(list(inspection.rows(table))) == inspection.count(table)


def test_a_project_can_be_checked_while_it_is_open(path: Path) -> None:
    with Session.open(path, LEILA) as session:
        session.set_title("Open")
        assert list(check(path)) == []
