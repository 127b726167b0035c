"""What a till is told of each sale, in words of its language and codes of ours."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.pos.problems import difference_words, fault_words, problem_of
from apps.pos.types import Answer

_CONFLICT = _(
    "A sale with this id but another content was received before. That one stands, this one is kept."
)
_CONFLICT_REMEDY = _("Nothing to do at the till: somebody compares the two in the back office.")


def answer_document(answer: Answer) -> dict[str, Any]:
    """Return one sale's answer."""
    return {
        "index": answer.index,
        "sale_id": answer.sale_id,
        "status": answer.status,
        "replayed": answer.replayed,
        "order_number": answer.order_number,
        "differences": [{**found, "message": difference_words(found)} for found in answer.differences],
        "problem": _problem(answer) if answer.problem else None,
    }


def _problem(answer: Answer) -> dict[str, Any]:
    if answer.status == "conflict":
        return {
            "code": answer.problem,
            "message": str(_CONFLICT),
            "remedy": str(_CONFLICT_REMEDY),
            "faults": [],
        }
    problem = problem_of(answer.problem)
    faults = (answer.details or {}).get("faults", [])
    return {
        "code": answer.problem,
        "message": str(problem.words),
        "remedy": str(problem.remedy),
        "faults": [{**fault, "message": fault_words(fault["code"])} for fault in faults],
    }
