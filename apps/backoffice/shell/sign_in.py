"""The staff's own door: sign-in, sign-out, and the place to look at."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, views
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User, clean_email
from apps.accounts.rights import rights_of

from .access import DO, StaffRequest, staff_only
from .menu import open_entries
from .pages import way_back
from .places import choose_place


class SignInForm(AuthenticationForm):
    """Signs in people who have a role; the refusal doesn't say which part was wrong."""

    error_messages = {
        "invalid_login": _("That e-mail address and password don't belong to a member of staff."),
        "inactive": _("That e-mail address and password don't belong to a member of staff."),
    }
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail")
        self.fields["username"].error_messages["required"] = _("Type your e-mail address.")
        self.fields["password"].error_messages["required"] = _("Type your password.")

    def clean_username(self) -> str:
        """Return the address in the form it is stored in."""
        return clean_email(self.cleaned_data["username"]) or ""

    def confirm_login_allowed(self, user: Any) -> None:
        super().confirm_login_allowed(user)
        if not rights_of(user).places:
            raise self.get_invalid_login_error()


class SignIn(views.LoginView):
    template_name = "backoffice/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = False
    next_page = "backoffice:home"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 429 while the pause after too many failures lasts, whatever was typed this time."""
        credentials = {"username": clean_email(request.POST.get("username"))}
        if settings.AXES_ENABLED and not AxesProxyHandler.is_allowed(request, credentials):
            paused: HttpResponse = get_lockout_response(request, credentials=credentials)
            return paused
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sign_ins = getattr(settings, "DEMO_SIGN_INS", ()) if settings.DEMO else ()
        return super().get_context_data(**kwargs) | {
            "demo_sign_ins": sign_ins,
            "next_name": REDIRECT_FIELD_NAME,
            "signed_in_as": _elsewhere(self.request.user),
        }


def _elsewhere(user: Any) -> str:
    """Return who is signed in without being staff, so that they learn why they are asked."""
    return str(user) if isinstance(user, User) and not rights_of(user).places else ""


class SignOut(views.LogoutView):
    """Signs out, by POST only."""

    next_page = "backoffice:sign-in"


@staff_only()
def home(request: StaffRequest) -> HttpResponse:
    """Go to the first page of the person's menu."""
    first = next(open_entries(request.staff), None)
    if first is None:
        raise PermissionDenied
    return redirect(first.url)


@staff_only(methods=DO)
def choose_location(request: StaffRequest) -> HttpResponse:
    """Look at one location, or at all of one's own, until chosen otherwise."""
    choose_place(request, request.staff.places, request.POST.get("location", ""))
    return redirect(way_back(request, reverse("backoffice:home")))
