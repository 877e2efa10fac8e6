"""What was said to be saved is there, however the program ends.

A scripted annotator labels without pause and says the id of each mention once the session has returned, which is when
the window paints it. It is killed with SIGKILL at a random moment, a hundred times, always on the same project; then
everything it ever said must be there and the check must find nothing. The scripted process is forked, not started, so
that a hundred kills cost seconds; power loss cannot be tried here, but `synchronous=FULL` is looked at.
"""

import os
import random
import select
import signal
import time
import warnings
from pathlib import Path

import pytest

from annotator.model.annotation import Kind, Status
from annotator.model.errors import AnnotatorError
from annotator.model.ids import DocumentId, MentionId
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.services.arguments import add_argument
from annotator.services.coreference import new_cluster
from annotator.services.session import Session
from annotator.storage import Project
from tests.conftest import ARABIC, LEILA, add_documents, damages

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = 100
LONGEST = 0.12
"""Seconds that a run may last before it is killed, counted from its first word or from its start."""
LATEST = 60.0
"""Seconds after which even a busy machine should have brought a first word."""


def _label_without_pause(path: Path, document: DocumentId, out: int, seed: int) -> None:
    """Adds, changes, deletes, undoes and redoes until killed; says `+id` and `-id` for what is there and gone."""
    chance = random.Random(seed)
    with Session.open(path, LEILA) as session:
        own: list[MentionId] = []
        while True:
            before = {mention.id for mention in session.layer(document).mentions}
            try:
                _edit(session, document, own, chance)
            except AnnotatorError:
                continue
            after = {mention.id for mention in session.layer(document).mentions}
            said = [f"+{id_}" for id_ in after - before] + [f"-{id_}" for id_ in before - after]
            if said:
                os.write(out, "".join(f"{word}\n" for word in said).encode())


def _edit(session: Session, document: DocumentId, own: list[MentionId], chance: random.Random) -> None:
    present = [mention.id for mention in session.layer(document).mentions]
    match chance.choice("aaaaaaaardundrsigkg"):
        case "a":
            start = chance.randrange(len(ARABIC) - 5)
            label = chance.choice(["PERSON", "GPE", "MONEY", "Contact.Meet", "Statement"])
            own.append(session.add_mention(document, Span.of(start, start + chance.randint(1, 5)), label).id)
        case "d" if len(present) > 20:
            session.delete(chance.sample(present, 3))
        case "r" if present:
            session.set_note(chance.choice(present), str(chance.random()))
        case "g" if len(present) > 1:
            add_argument(session, *_link(session, document, chance))
        case "k" if present:
            new_cluster(session, [chance.choice(present)])
        case "u":
            session.undo()
        case "n":
            session.redo()
        case "s":
            session.set_status([document], chance.choice(list(Status)))
        case "i":
            changes, texts = add_documents(f"Another text {chance.random()} " * 200)
            session.apply(changes, texts=texts)


def _link(session: Session, document: DocumentId, chance: random.Random) -> tuple[MentionId, str, MentionId]:
    """Some event, one of its roles, and some mention."""
    mentions = session.layer(document).mentions
    event = chance.choice([mention for mention in mentions if mention.kind is Kind.EVENT] or mentions)
    roles = session.scheme.label(event.label).roles
    return event.id, chance.choice(roles).name if roles else "", chance.choice(mentions).id


def _run_and_kill(path: Path, document: DocumentId, seed: int) -> list[str]:
    """One scripted run, killed at a random moment; what it said."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # From Python 3.12 on: threads of the test runner may be about; the child touches nothing of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _label_without_pause(path, document, writing, seed)
        finally:
            os._exit(9)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        # One run in four is killed at any moment, also while it opens the project; the others once they labelled.
        said = _read_for(pipe.fileno(), LATEST) if seed % 4 else b""
        said += _read_for(pipe.fileno(), random.Random(seed).uniform(0.02, LONGEST), to_the_end=True)
        os.kill(child, signal.SIGKILL)
        said += pipe.read()
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the script ended by itself"
    return said.decode().rpartition("\n")[0].splitlines()


def _read_for(descriptor: int, seconds: float, *, to_the_end: bool = False) -> bytes:
    """What is said within some seconds; without `to_the_end` only until the first word."""
    said = b""
    end = time.monotonic() + seconds
    while (to_the_end or not said) and (left := end - time.monotonic()) > 0:
        if select.select([descriptor], [], [], left)[0]:
            said += os.read(descriptor, 65536)
    return said


def test_what_was_said_to_be_saved_survives_a_hundred_kills(tmp_path: Path, scheme: Scheme) -> None:
    path = tmp_path / "killed.annotator"
    with Session.new(path, scheme, LEILA) as session:
        changes, texts = add_documents(ARABIC)
        session.apply(changes, texts=texts)
        document = DocumentId(str(changes[0].document))
    there: set[str] = set()
    runs = 0
    for seed in range(KILLS):
        said = _run_and_kill(path, document, seed)
        runs += bool(said)
        for word in said:
            (there.add if word[0] == "+" else there.discard)(word[1:])
        with Project.open(path) as project:
            found = {mention.id for mention in project.contents(document, LEILA).mentions}
        # Between the commit and the word for it the last act may be lost to us, but nothing else may differ.
        assert len(there - found) + len(found - there) <= 3
        if not _last_act_explains(path, there, found):
            assert there <= found
        there = set(found)
        if seed % 10 == 9:
            assert damages(path) == []
    assert runs >= KILLS * 3 / 4, "hardly a run got as far as labelling"
    assert damages(path) == []


def _last_act_explains(path: Path, there: set[str], found: set[MentionId]) -> bool:
    """Whether what is missing was removed by the very last act, which was killed before it could be told."""
    with Project.open(path) as project:
        removed = {
            change.subject_id
            for mention in there - found
            for change in project.history(mention, 1)
            if change.after is None
        }
    return removed == there - found


def test_the_project_left_behind_is_not_locked(tmp_path: Path, scheme: Scheme) -> None:
    path = tmp_path / "killed.annotator"
    with Session.new(path, scheme, LEILA) as session:
        changes, texts = add_documents(ARABIC)
        session.apply(changes, texts=texts)
    _run_and_kill(path, DocumentId(str(changes[0].document)), 0)
    with Project.open(path) as project:
        assert project.db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL: durable when the commit returns
        assert project.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
