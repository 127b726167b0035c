"""Why a whole file can't be read: said in a sentence, with nothing changed."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError


class UnreadableFile(DomainError):
    code = "unreadable-file"
    message = _("This file can't be read.")


class CannotOpen(UnreadableFile):
    code = "cannot-open"
    message = _("%(file)s can't be opened: %(problem)s.")


class EmptyFile(UnreadableFile):
    code = "empty-file"
    message = _("This file is empty.")


class FileTooLarge(UnreadableFile):
    code = "file-too-large"
    message = _(
        "This file is too large: at most %(megabytes)s MB can be read. Split it and import the parts."
    )


class NotATable(UnreadableFile):
    code = "not-a-table"
    message = _("This isn't a table. Save it as CSV (UTF-8) or XLSX and try again.")


class NotJson(UnreadableFile):
    code = "not-json"
    message = _("This isn't a JSON list of products; reading stopped at product %(number)s.")


class BrokenTable(UnreadableFile):
    code = "broken-table"
    message = _("Line %(line)s can't be read as CSV: probably a quotation mark is opened and never closed.")


class WrongFormat(UnreadableFile):
    code = "wrong-format"
    message = _("This looks like a file of the format “%(found)s”, not “%(asked)s”. Choose that format.")


class MissingColumns(UnreadableFile):
    code = "missing-columns"
    message = _("These columns are missing: %(columns)s. The first line has to name the columns.")


class MissingFields(UnreadableFile):
    code = "missing-fields"
    message = _("These aren't products: the first one has none of %(fields)s.")


class UnknownFormat(UnreadableFile):
    code = "unknown-format"
    message = _("“%(asked)s” isn't a format. The formats are: %(formats)s.")
