"""How the site is served, in demo and for real: `gunicorn -c python:config.gunicorn`."""

import os

from config import logs

wsgi_app = "config.wsgi"
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Loaded once and shared: half the start-up time and memory. Nothing opens a connection while loading.
preload_app = True
graceful_timeout = 15
# A person's browser keeps the line open between clicks; a proxy may keep it longer.
keepalive = 5
# Its control socket would lie in the home directory, and nobody uses it.
control_socket_disable = True
logconfig_dict = logs.config(os.environ.get("LOG_LEVEL", "WARNING"))
