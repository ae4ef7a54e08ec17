"""The web server's settings: one process with a few threads, unless WEB_CONCURRENCY asks for more."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
# A proxy may speak for its clients only where this names it.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "info").lower()
# No other process may steer this one.
control_socket_disable = True
