"""In, out, a new account, a forgotten password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ...forms import split_name
from ...limits import TooManyTries, count_try
from ...redirects import safe_next
from ..forms import ForgottenPasswordForm, RegisterForm, SignInForm
from ..registration import AddressTaken, register

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(views.LoginView):
    """Signs in with e-mail and password; staff go on to their back office."""

    template_name = "storefront/account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        if getattr(self.request.user, "is_staff", False):
            try:
                return reverse("backoffice:home")
            except NoReverseMatch:
                pass
        return reverse("customer:summary")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sign_ins = getattr(settings, "DEMO_SIGN_INS", ()) if settings.DEMO else ()
        return super().get_context_data(**kwargs) | {"demo_sign_ins": sign_ins}


class SignOut(views.LogoutView):
    """Signs out, by POST only."""

    next_page = "storefront:home"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def create_account(request: HttpRequest) -> HttpResponse:
    """Make an account and sign in; an address that we know already gets a letter instead."""
    if request.user.is_authenticated:
        return redirect(safe_next(request, reverse("customer:summary")))
    form = RegisterForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        answer = _register(request, form)
        if answer:
            return answer
    status = 422 if form.errors else 200
    context = {"form": form, "next": safe_next(request, "")}
    return render(request, "storefront/account/register.html", context, status=status)


def _register(request: HttpRequest, form: RegisterForm) -> HttpResponse | None:
    """Return where to go on, or None with the reason in the form."""
    email = form.cleaned_data["email"]
    first_name, last_name = split_name(form.cleaned_data["name"])
    try:
        count_try(request, scope="register", most=20)
        user = register(
            email=email,
            password=form.cleaned_data["password"],
            first_name=first_name,
            last_name=last_name,
            language=get_language() or "",
        )
    except TooManyTries as refusal:
        form.add_error(None, str(refusal))
        return None
    except AddressTaken:
        send_password_link(request, email)
        return render(request, "storefront/account/check_your_mail.html", {"email": email, "known": True})
    login(request, user, backend=BACKEND)
    messages.success(request, _("Welcome. Your account is ready."))
    return redirect(safe_next(request, reverse("customer:summary")))


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Send a link to set a new password; the answer is the same whether we know the address or not."""
    form = ForgottenPasswordForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        try:
            count_try(request, scope="password-link", most=10, about=form.cleaned_data["email"])
        except TooManyTries as refusal:
            form.add_error(None, str(refusal))
        else:
            send_password_link(request, form.cleaned_data["email"])
            context = {"email": form.cleaned_data["email"], "known": False}
            return render(request, "storefront/account/check_your_mail.html", context)
    return render(
        request, "storefront/account/forgotten.html", {"form": form}, status=422 if form.errors else 200
    )


def send_password_link(request: HttpRequest, email: str) -> None:
    """Send the letter with the link, if anybody has that address."""
    form = ForgottenPasswordForm({"email": email})
    if form.is_valid():
        form.save(
            request=request,
            use_https=request.is_secure(),
            subject_template_name="storefront/emails/set_password_subject.txt",
            email_template_name="storefront/emails/set_password.txt",
            html_email_template_name="storefront/emails/set_password.html",
        )


class SetPassword(views.PasswordResetConfirmView):
    """Sets a new password from the link of the letter, then signs in."""

    template_name = "storefront/account/set_password.html"
    post_reset_login = True
    post_reset_login_backend = BACKEND
    success_url = reverse_lazy("customer:summary")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your new password is set."))
        return super().form_valid(form)
