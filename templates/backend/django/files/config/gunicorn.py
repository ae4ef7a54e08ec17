"""The web server's settings: one process with a few threads, unless WEB_CONCURRENCY asks for more."""

import os

from config.environment import flag
from config.logs import configuration

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
# A proxy may speak for its clients only where this names it.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
logconfig_dict = configuration(os.environ.get("LOG_LEVEL", "INFO").upper(), plain=flag("DEBUG"))
# No other process may steer this one.
control_socket_disable = True
