"""The site, for a WSGI server such as gunicorn."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

from django.core.wsgi import get_wsgi_application

from config import embedded, env

#: Held until this process ends, so that the embedded database outlives the last request.
database = None if env.current().database_url else embedded.hold()
application = get_wsgi_application()
