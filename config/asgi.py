"""The site, for a ASGI server such as uvicorn."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

from django.core.asgi import get_asgi_application

from config import embedded, env

#: Held until this process ends, so that the embedded database outlives the last request.
database = None if env.current().database_url else embedded.hold()
application = get_asgi_application()
