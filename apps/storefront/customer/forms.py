"""What an account asks for."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User, clean_email

from ..forms import PhoneField, email_field


class SignInForm(auth_forms.AuthenticationForm):
    """E-mail address and password."""

    username = email_field(widget=forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"}))
    error_messages = {
        "invalid_login": _(
            "E-mail address and password don't belong together. Try again, or set a new password."
        ),
        "inactive": _("This account is closed."),
    }

    def clean_username(self) -> str:
        return clean_email(self.cleaned_data["username"]) or ""


class RegisterForm(forms.Form):
    """As little as an account needs."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = email_field()
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters. Several words that only you would put together are best."),
        error_messages={"required": _("Choose a password.")},
    )

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"]) or ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            person = User(email=cleaned.get("email"), first_name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(cleaned["password"], person)
            except forms.ValidationError as fault:
                self.add_error("password", fault)
        return cleaned


class ForgottenPasswordForm(auth_forms.PasswordResetForm):
    """Sends a link to whoever has the address, also to those who bought as guests and never had a password."""

    email = email_field()

    def get_users(self, email: str) -> Any:
        """Return the people who may set a password by mail."""
        return User.objects.filter(email=clean_email(email), is_active=True)


class ProfileForm(forms.ModelForm[User]):
    """What we call somebody, how we reach them, in which language."""

    phone = PhoneField(required=False)
    language = forms.ChoiceField(
        label=_("Language of our letters"), choices=[("", "—"), *settings.LANGUAGES], required=False
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "phone", "language")
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }

    def clean_phone(self) -> str | None:
        phone = self.cleaned_data["phone"] or None
        if phone and User.objects.filter(phone=phone).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody else gave us this number. Ask us if it is yours now."))
        return phone


class WishListForm(forms.Form):
    """The name of a list."""

    name = forms.CharField(
        label=_("Name of the list"), max_length=80, error_messages={"required": _("Give the list a name.")}
    )


class FindOrderForm(forms.Form):
    """An order's number and the address it was placed with."""

    number = forms.CharField(
        label=_("Order number"),
        max_length=40,
        help_text=_("In our letter to you, for example B7K2-4K2M."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the number of the order.")},
    )
    email = email_field()
