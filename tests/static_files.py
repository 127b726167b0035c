"""Static files in tests: from where they are written; asking for one that isn't there is an error."""

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class ExistingFilesStorage(StaticFilesStorage):
    """Fails where production would: a page that names a missing file can't be shown."""

    def url(self, name: str | None) -> str:
        if name and finders.find(name.split("#")[0].split("?")[0]) is None:
            raise ValueError(f"Missing static file: {name}")
        return super().url(name)
