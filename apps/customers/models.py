"""Customers: what a shop knows about a person beyond who they are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Customer(models.Model):
    """A person as a customer, in every channel; shares the key of their User."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="customer"
    )
    code = models.CharField(_("customer code"), max_length=20, unique=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")

    def __str__(self) -> str:
        return str(self.user)


class CustomerReference(models.Model):
    """The name another system has for a customer, for example in a retailer's former till system."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="references")
    source = models.CharField(max_length=48)
    reference = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="customers_reference_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.reference}"
