"""Views of a list that people have saved: their own, and those that somebody shares."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..models import SavedView

MOST = 30
NOT_KEPT = ("page", "export", "csrfmiddlewaretoken")


class ViewWithoutName(DomainError):
    code = "view-without-name"
    message = _("Give the view a name of up to 40 characters.")


class TooManyViews(DomainError):
    code = "too-many-views"
    message = _("That's as many views as one can tell apart. Delete one first.")


class NothingToSave(DomainError):
    code = "nothing-to-save"
    message = _("Filter or sort the list first; that is what a view keeps.")


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as the tabs show it; only its owner may delete it."""

    key: int
    name: str
    query: str
    is_mine: bool
    is_current: bool


def views_of(*, user: User, section: str, asked: QueryDict) -> list[View]:
    """Return the person's views of the section and those shared with everybody, by name."""
    saved = SavedView.objects.filter(Q(owner=user) | Q(is_shared=True), section=section)
    now = _kept(asked)
    return [
        View(each.pk, each.name, each.query, each.owner_id == user.pk, each.query == now)
        for each in saved.order_by("name", "pk")
    ]


def save_view(*, user: User, section: str, name: str, query: str, is_shared: bool) -> SavedView:
    """Keep the list's address under the name; the same name again replaces it.

    Raises ViewWithoutName, NothingToSave, TooManyViews.
    """
    name, kept = " ".join(name.replace("\0", "").split()), _kept(QueryDict(query.replace("\0", "")))
    if not 0 < len(name) <= 40:
        raise ViewWithoutName
    if not 0 < len(kept) <= 500:
        raise NothingToSave
    mine = SavedView.objects.filter(owner=user, section=section)
    if mine.exclude(name=name).count() >= MOST:
        raise TooManyViews
    with durable():
        view, _new = SavedView.objects.update_or_create(
            owner=user, section=section, name=name, defaults={"query": kept, "is_shared": is_shared}
        )
    return view


def delete_view(*, user: User, key: int) -> None:
    """Delete one of the person's own views; somebody else's stays."""
    SavedView.objects.filter(owner=user, pk=key).delete()


def _kept(asked: QueryDict) -> str:
    """Return what of an address makes a view, in one order, so that the same view is known again."""
    kept = QueryDict(mutable=True)
    for name in sorted(asked):
        values = [value for value in asked.getlist(name) if value]
        if values and name not in NOT_KEPT:
            kept.setlist(name, values)
    return kept.urlencode()
