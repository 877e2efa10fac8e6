"""What is said of edits of clusters."""

import pytest

from annotator.gui.cluster_edits import ClusterEdits
from annotator.model.span import Span
from annotator.services import coreference
from tests.gui.conftest import said


@pytest.fixture
def edits(asking):
    return ClusterEdits(asking)


@pytest.fixture
def people(session, document):
    """Three people and a meeting; in words `وصل الأمين العام`."""
    spans = ((0, 3, "PERSON"), (4, 10, "PERSON"), (11, 16, "PERSON"), (21, 30, "Contact.Meet"))
    return [session.add_mention(document, Span.of(start, end), label) for start, end, label in spans]


def test_a_new_cluster_says_what_the_key_does_next(edits, asking, session, people):
    made = edits.new_cluster([people[0].id])
    assert said(asking) == "New cluster ‘وصل’: K on the next mention adds it"
    asking.messages.current.action.run()
    assert session.mention(people[0].id).cluster is None
    assert made is not None


def test_who_joins_and_who_moves(edits, asking, people):
    first = edits.new_cluster([people[0].id])
    second = edits.new_cluster([people[1].id])
    edits.link([people[2].id], first.id)
    assert said(asking) == "‘العام’ put into ‘وصل’"
    edits.link([people[2].id], second.id)
    assert said(asking) == "‘العام’ moved from ‘وصل’ to ‘الأمين’"
    edits.link([people[2].id], second.id)
    assert said(asking) == "‘العام’ is in ‘الأمين’ already"


def test_an_entity_does_not_go_into_a_cluster_of_events(edits, asking, people):
    event = edits.new_cluster([people[3].id])
    edits.link([people[0].id], event.id)
    assert said(asking) == "This cluster holds event mentions only."
    assert asking.messages.current.tone == "error"


def test_taking_out_is_counted(edits, asking, people):
    edits.new_cluster([mention.id for mention in people[:3]])
    edits.unlink([people[0].id])
    assert said(asking) == "‘وصل’ taken out of its cluster"
    edits.unlink([people[1].id])
    assert said(asking) == "Took 2 times out of clusters"
    edits.unlink([people[1].id])
    assert said(asking) == "‘الأمين’ is in no cluster"


def test_merging_and_splitting(edits, asking, session, people):
    first = edits.new_cluster([people[0].id, people[1].id])
    second = edits.new_cluster([people[2].id])
    edits.merge([first.id, second.id])
    assert said(asking) == "2 clusters are now one: ‘وصل’"
    edits.split([people[2].id])
    assert said(asking) == "‘العام’ split off into a cluster of its own"
    edits.split([people[2].id])
    assert said(asking) == "These are all mentions of the cluster; leave at least one."
    assert len(coreference.members(session, first.id)) == 2


def test_name_identifier_label_and_representative(edits, asking, session, people):
    cluster = edits.new_cluster([people[0].id, people[1].id]).id
    edits.rename(cluster, "Tô Lâm")
    assert said(asking) == "The cluster is now called ‘Tô Lâm’"
    edits.identify(cluster, "Q36014")
    assert said(asking) == "‘Tô Lâm’ is ‘Q36014’"
    edits.identify(cluster, " ")
    assert said(asking) == "‘Tô Lâm’ has no identifier"
    edits.label(cluster, "GPE")
    assert said(asking) == "‘Tô Lâm’ is GPE"
    edits.label(cluster, "Statement")
    assert asking.messages.current.tone == "error"
    edits.choose_representative(people[1].id)
    assert said(asking) == "‘الأمين’ represents its cluster"
    edits.choose_representative(people[1].id)
    assert said(asking) == "Nobody chosen represents it"
    found = coreference.cluster(session, cluster)
    assert (found.name, found.kb, found.label, found.representative) == ("Tô Lâm", "", "GPE", None)


def test_who_gets_mentions_is_told(edits, people, qtbot):
    with qtbot.waitSignal(edits.used) as told:
        made = edits.new_cluster([people[0].id])
    assert told.args == [made]


def test_without_a_session_nothing_is_asked(asking, edits):
    asking.session = None
    assert edits.new_cluster([]) is None
    edits.unlink([])
    edits.merge([])
    assert edits.split([]) is None
