"""Faults to be found: each takes one rule out of a generated project's permission layer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from infra.trees import Tree

ROLES = "app/roles.py"


@dataclass(frozen=True)
class Mutation:
    """What `path` holds after the rule is gone. `about` are words that the names of tests have which shall find it."""

    name: str
    path: str
    content: str
    about: str = ""


CODE = (
    # Rows.
    ("every row is visible", "app/access/rows.py",
     'model._default_manager.filter(rows_where(user, "read", model))', "model._default_manager.all()"),
    ("every row is shown", "app/access/showing.py",
     'marked(user, held, rows.filter(rows_where(user, "read", rows.model)))', "marked(user, held, rows)"),
    ("every action is allowed with a visible row", "app/access/rows.py",
     "return any(holds(user, grant, row) for grant in grants(user, type(row), action))", "return True"),
    ("a grant is about every row", "app/access/scopes.py",
     "    if grant.rows is None:\n        return True", "    return True"),
    ("paths are not asked for", "app/access/scopes.py", "    if None in paths:", "    if paths:"),
    ("grants are taken for every action", "app/access/grants.py", " if action in grant.actions]", "]"),
    ("every role is held", "app/access/grants.py",
     "[role for role in ROLES if role.id in keys]", "list(ROLES)"),
    ("whoever signs in is an owner", "app/access/grants.py", "user.is_active and user.is_superuser", "user.is_active"),
    # What the API asks.
    ("no grant has to be held", "api/permissions.py",
     "return all(may_some(request.user, one, model) for one in asked)", "return True"),
    ("no row is asked about", "api/permissions.py",
     "return may(request.user, _action(request, view), obj)", "return True"),
    ("a removal needs reading only", "api/permissions.py", '"DELETE": "delete"', '"DELETE": "read"'),
    # Fields.
    ("every field is seen", "app/access/fields.py",
     'return covered(user, row, model, "read")', "return names(model)"),
    ("what is hidden is shown", "api/scoping.py",
     "        if fields != names(model):\n", "        if False:\n"),
    ("every field may be set", "app/access/saving.py", "    if fields:", "    if not fields:"),
    ("what is sent is not checked", "api/scoping.py", "            self._check(self.user, data)\n", ""),
    ("relations lead anywhere", "api/scoping.py", "            self._narrow(self.user)\n", ""),
    ("no field may be set", "api/scoping.py",
     "return [field for field in fields if field.field_name in allowed or field.field_name not in names(type(row))]",
     "return []"),
    # New and changed rows.
    ("what was saved is not asked about", "app/access/saving.py",
     "    row = type(saved)._base_manager.get(pk=saved.pk)\n", "    return saved\n"),
    ("a step is for every role", "app/access/rows.py",
     "(asked is None or user.is_superuser or not holders.isdisjoint(asked))", "True"),
    ("a step is for everyone", "app/access/rows.py", 'may(user, "update", row) and (asked', "(asked"),
    # Questions.
    ("filters and orders ask of hidden fields", "app/access/asking.py",
     "if knows(model) and name not in", "if False and name not in"),
    ("hidden fields are searched", "app/access/asking.py",
     "    where = rows_where(user, \"read\", model, name)\n", "    where = EVERYWHERE\n"),
)  # fmt: skip
"""What is done, where, by replacing what with what."""


def in_roles(tree: Tree) -> Iterator[Mutation]:
    """Each grant gone, and each of its limits gone: its rows, the fields it shows, the fields it sets, its actions."""
    source = tree[ROLES].decode()
    for number, grant in enumerate(_grants(ast.parse(source))):
        entity = str(ast.literal_eval(grant.args[0]))
        yield _without(source, number, None, entity)
        for limit in [keyword.arg for keyword in grant.keywords]:
            yield _without(source, number, limit, entity)
        for action in ast.literal_eval(grant.args[1]):
            yield _without(source, number, str(action), entity)
    yield Mutation("a step has no roles", ROLES, source.replace('("visit", "finish"): ["doctor"],', ""), "test_step")


def in_code(tree: Tree) -> Iterator[Mutation]:
    for name, path, there, instead in CODE:
        source = tree[path].decode()
        assert source.count(there) == 1, f"{name}: {path} does not hold once: {there}"
        yield Mutation(name, path, source.replace(there, instead))


def _without(source: str, number: int, part: str | None, entity: str) -> Mutation:
    """The roles without a grant, or without a part of it: a keyword or an action."""
    module = ast.parse(source)
    grant = _grants(module)[number]
    if part is None:
        _drop(module, grant)
    elif part in {keyword.arg for keyword in grant.keywords}:
        grant.keywords = [keyword for keyword in grant.keywords if keyword.arg != part]
    else:
        actions = [action for action in ast.literal_eval(grant.args[1]) if action != part]
        grant.args[1] = ast.parse(repr(actions), mode="eval").body
    return Mutation(f"grant {number} of {entity} without {part or 'itself'}", ROLES, ast.unparse(module), entity)


def _grants(module: ast.Module) -> list[ast.Call]:
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    found = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Grant"]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def _drop(module: ast.Module, grant: ast.Call) -> None:
    for node in ast.walk(module):
        if isinstance(node, ast.List) and grant in node.elts:
            node.elts.remove(grant)
