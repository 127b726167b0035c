"""How gunicorn serves the site. WEB_CONCURRENCY sets the number of processes, WEB_THREADS the threads of each."""

import os

from config import env

wsgi_app = "config.wsgi"
bind = f"{env.current().bind}:{env.current().port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
#: A page pushed live holds a thread for as long as somebody looks at it.
threads = int(os.environ.get("WEB_THREADS", "16"))
timeout = 60
graceful_timeout = 5
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
