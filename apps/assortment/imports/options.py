"""What an import is told besides its file, and what it makes of it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel, Location
from apps.core.errors import DomainError
from apps.pricing.models import PriceList

DEFAULT_LIST = "standard"


class UnknownPriceList(DomainError):
    code = "unknown-price-list"
    message = _("There's no price list “%(code)s”.")


class WhichPriceList(DomainError):
    code = "which-price-list"
    message = _("There are several price lists; say which one the prices are for: %(codes)s.")


class UnknownChannel(DomainError):
    code = "unknown-channel"
    message = _("There's no channel “%(code)s”.")


class UnknownLocation(DomainError):
    code = "unknown-location"
    message = _("There's no location “%(code)s”.")


class UnknownLanguage(DomainError):
    code = "unknown-language"
    message = _("“%(code)s” isn't a language of the shop. It speaks: %(known)s.")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person chose. Codes, so that they can be kept with the run."""

    format: str
    price_list: str = ""
    channel: str = ""
    location: str = ""
    language: str = settings.LANGUAGE_CODE
    source: str = ""
    categories: str = ""
    skip_errors: bool = False
    with_pictures: bool = False

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """Return options as they were kept."""
        return cls(**{name: value for name, value in stored.items() if name in cls.__dataclass_fields__})

    def as_json(self) -> dict[str, Any]:
        """Return what to keep."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Target:
    """Where things go: prices into a list (None: one is still to be made), quantities to a location."""

    source: str
    language: str
    categories: Path | None
    price_list: PriceList | None
    location: Location | None
    skip_errors: bool
    with_pictures: bool

    @property
    def list_code(self) -> str:
        return self.price_list.code if self.price_list else DEFAULT_LIST

    @property
    def currency(self) -> str:
        return self.price_list.currency if self.price_list else str(settings.OSCAR_DEFAULT_CURRENCY)


def target_of(options: ImportOptions) -> Target:
    """Return what the options mean here.

    Raises UnknownPriceList, WhichPriceList, UnknownChannel, UnknownLocation, UnknownLanguage.
    """
    languages = [code for code, _name in settings.LANGUAGES]
    if options.language not in languages:
        raise UnknownLanguage(code=options.language, known=", ".join(languages))
    return Target(
        source=options.source or options.format,
        language=options.language,
        categories=Path(options.categories) if options.categories else None,
        price_list=_price_list(options),
        location=_location(options.location),
        skip_errors=options.skip_errors,
        with_pictures=options.with_pictures,
    )


def _price_list(options: ImportOptions) -> PriceList | None:
    """Return the list that is named, the channel's, or the only one there is."""
    if options.price_list:
        named = PriceList.objects.filter(code=options.price_list).first()
        if named is None:
            raise UnknownPriceList(code=options.price_list)
        return named
    lists = PriceList.objects.filter(is_active=True, is_reduction=False)
    if options.channel:
        channel = Channel.objects.filter(code=options.channel).first()
        if channel is None:
            raise UnknownChannel(code=options.channel)
        usable = lists.filter(currency=channel.currency)
        own = usable.filter(channel=channel).order_by("-priority", "pk").first()
        return own or usable.filter(channel=None).order_by("-priority", "pk").first()
    found = list(lists.order_by("code")[:20])
    if len(found) > 1:
        raise WhichPriceList(codes=", ".join(price_list.code for price_list in found))
    return found[0] if found else None


def _location(code: str) -> Location | None:
    if not code:
        return None
    location = Location.objects.filter(code=code).first()
    if location is None:
        raise UnknownLocation(code=code)
    return location
