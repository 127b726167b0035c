"""How gunicorn serves the site. WEB_CONCURRENCY sets the number of processes, WEB_THREADS the threads of each."""

import os

from config import env

wsgi_app = "config.wsgi"
here = env.current()
bind = f"{here.bind or ('127.0.0.1' if here.demo else '0.0.0.0')}:{here.port}"  # noqa: S104 - a server serves
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
#: A page pushed live holds a thread for as long as somebody looks at it.
threads = int(os.environ.get("WEB_THREADS", "16"))
#: The code is read once and shared; nothing at import may open a connection or start a thread.
preload_app = True
timeout = 60
graceful_timeout = 5
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
