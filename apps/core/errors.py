"""Refusals the domain makes on purpose, each with a code that never changes and words for people."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A request the domain refuses; edges turn it into a message, a form error or a 4xx answer.

    `code` is stable and machine-readable; `message` is translatable and may name `params` with
    %(name)s placeholders. `data` carries what an API client needs to react.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = _("This can't be done.")

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(self.code, params)

    def __str__(self) -> str:
        return str(self.message) % self.params if self.params else str(self.message)

    @property
    def data(self) -> dict[str, Any]:
        return {key: str(value) for key, value in self.params.items()}
