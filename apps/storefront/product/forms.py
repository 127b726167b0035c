"""Writing a review."""

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.reviews.models import ProductReview


class ReviewForm(forms.ModelForm[ProductReview]):
    """A score, a line, and what one has to say."""

    score = forms.TypedChoiceField(
        label=_("Stars"),
        coerce=int,
        choices=[
            (5, _("5, I love it")),
            (4, _("4, good")),
            (3, _("3, all right")),
            (2, _("2, not good")),
            (1, _("1, never again")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how many stars."),
            "invalid_choice": _("Choose one to five stars."),
        },
    )

    class Meta:
        model = ProductReview
        fields = ("score", "title", "body")
        labels = {"title": _("In one line"), "body": _("What should others know?")}
        error_messages = {
            "title": {"required": _("Sum it up in one line.")},
            "body": {"required": _("Write at least a sentence.")},
        }
        widgets = {"body": forms.Textarea(attrs={"rows": 6, "maxlength": 4000})}

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].strip()
        if len(body) > 4000:
            raise forms.ValidationError(
                _("That is too long by %(count)d characters.") % {"count": len(body) - 4000}
            )
        return body
