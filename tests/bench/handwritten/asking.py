"""Answers one command a line: fill the tables, or ask for the list some times and tell the median.

Runs in either project: with the generated one's settings it asks the generated API, with ours the hand-written one.
"""

import json
import statistics
import sys
import time

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group, Permission  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import get_resolver  # noqa: E402

ROWS = 100_000
COLUMNS = ("number", "state", "placed", "pieces", "amount", "urgent", "remark", "customer", "product", "warehouse")
FILL = f"""
INSERT INTO {{customer}} (name) SELECT 'Customer ' || n FROM generate_series(1, 5000) n;
INSERT INTO {{product}} (name) SELECT 'Product ' || n FROM generate_series(1, 1000) n;
INSERT INTO {{warehouse}} (name) SELECT 'Warehouse ' || n FROM generate_series(1, 20) n;
INSERT INTO {{shipment}} ({{columns}})
SELECT 'S-' || n, (ARRAY['draft','packed','sent','received','returned'])[1 + n % 5], DATE '2024-01-01' + n % 900,
  n * 7 % 1000, n * 13 % 100000 / 100.0, n % 7 = 0, 'Remark ' || n, (SELECT min(id) FROM {{customer}}) + n % 5000,
  (SELECT min(id) FROM {{product}}) + n % 1000, (SELECT min(id) FROM {{warehouse}}) + n % 20
FROM generate_series(1, {ROWS}) n;
"""
GENERATED = ("customer", "product", "warehouse", "shipment")


def fill() -> dict:
    """The same rows, whoever's tables they are."""
    app = "app" if settings.ROOT_URLCONF == "config.urls" else "handwritten"
    if app == "handwritten":
        call_command("migrate", run_syncdb=True, verbosity=0)
    tables = {name: apps.get_model(app, name)._meta.db_table for name in GENERATED}
    shipment = apps.get_model(app, "shipment")._meta
    columns = ", ".join(f'"{shipment.get_field(name).column}"' for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(**tables, columns=columns))
        cursor.execute("ANALYZE")
    return {"rows": ROWS}


def clerk():
    """Someone who may read shipments by a role, not as an owner."""
    users = get_user_model()
    if settings.ROOT_URLCONF == "config.urls":
        from app.roles import ROLES

        user = users.objects.create_user("clerk@example.org")
        user.groups.add(Group.objects.get(role=ROLES[0].id))
        return user
    user = users.objects.create_user("clerk")
    group = Group.objects.create(name="clerks by hand")
    group.permissions.set(Permission.objects.filter(content_type__app_label="handwritten"))
    user.groups.add(group)
    return user


def ask(client: Client, query: str, times: str) -> dict:
    address, seconds = f"/api/shipments/?{query}", []
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)
    assert answer.status_code == 200, answer.content[:500]
    for _ in range(int(times)):
        began = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - began)
    return {"ms": statistics.median(seconds) * 1000, "queries": queries, "count": answer.json()["count"]}


# As web servers do, before the first request.
get_resolver().url_patterns  # noqa: B018

client = None
for line in sys.stdin:
    command, *words = json.loads(line)
    if command == "fill":
        told = fill()
    else:
        if client is None:
            client = Client()
            client.force_login(clerk())
        told = ask(client, *words)
    print(json.dumps(told), flush=True)
