"""The smallest application that keeps the platform's contract: notes in a table, a front end, health."""

import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg

VERSION = "1"
BROKEN = ""  # "migrate", "boot" or "ready"


def query(sql, *args):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        cursor = connection.execute(sql, args)
        return cursor.fetchall() if cursor.description else []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.headers["Host"].split(":")[0] not in os.environ["ALLOWED_HOSTS"].split(","):
            return self.answer(400, "unknown host")
        pages = {
            "/healthz": lambda: VERSION,
            "/readyz": lambda: "broken" + 1 if BROKEN == "ready" else query("SELECT 1"),
            "/notes": lambda: [text for (text,) in query("SELECT text FROM notes ORDER BY id")],
            "/migrations": lambda: query("SELECT count(*) FROM migrations")[0][0],
            "/environment": lambda: dict(os.environ),
            "/version": lambda: VERSION,
        }
        if self.path in pages:
            return self.answer(200, json.dumps(pages[self.path]()))
        file = Path("frontends/page") / (self.path.strip("/") or "index.html")
        return self.answer(200, file.read_text()) if file.is_file() else self.answer(404, "nothing here")

    def do_POST(self):
        query("INSERT INTO notes (text) VALUES (%s)", self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer(201, "kept")

    def answer(self, status, text):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())


def migrate():
    if BROKEN == "migrate":
        sys.exit("the column «colour» cannot be added")
    query("CREATE TABLE IF NOT EXISTS notes (id serial PRIMARY KEY, text text)")
    query("CREATE TABLE IF NOT EXISTS migrations (at timestamptz DEFAULT now())")
    query("INSERT INTO migrations DEFAULT VALUES")


def reverse():
    query("DELETE FROM migrations")
    if BROKEN == "reverse":
        sys.exit("the column «colour» cannot be taken back")


def serve():
    if BROKEN == "boot":
        sys.exit("the setting «colour» is missing")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the first process of a container has no default
    ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()


if __name__ == "__main__":
    {"migrate": migrate, "reverse": reverse, "serve": serve}[sys.argv[1]]()
