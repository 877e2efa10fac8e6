"""Mends what validation has found, where it is clear how: one act, undone like any other."""

from annotator.model.annotation import Argument, Relation
from annotator.model.change import Changes
from annotator.services.arguments import delete_arguments, set_role
from annotator.services.checks.validation import Problem, Remedy
from annotator.services.relations import delete_relation, reverse_relation
from annotator.services.session import EditError, Session


def mend(session: Session, problem: Problem, *, initiator: object = None) -> Changes:
    """Apply a problem's remedy.

    Raises:
        AnnotatorError: If it has none, or the layer has changed so that it cannot be applied any more.
    """
    match problem.remedy, problem.link:
        case Remedy.TAKE_OUT, Argument() as argument:
            return delete_arguments(session, [argument], initiator=initiator)
        case Remedy.CHANGE_ROLE, Argument() as argument:
            return set_role(session, argument, problem.name, initiator=initiator)
        case Remedy.TURN_ROUND, Relation() as relation:
            return reverse_relation(session, relation, initiator=initiator)
        case Remedy.DELETE_RELATION, Relation() as relation:
            return delete_relation(session, relation, initiator=initiator)
        case Remedy.CLEAR_VALUE, None:
            return session.set_attribute([problem.mention], problem.name, None, initiator=initiator)
        case _:
            raise EditError("This takes a decision; look at the mention.", mention=problem.mention)
