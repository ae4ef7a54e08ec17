"""An import into an application that is there asks about renames, keeps ids, and keeps what the file cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.errors import Permanent
from schemas.spec import AppSpec
from schemas.validation import parse
from workers.commands_import import commands
from workers.importing.lean import to_yaml
from workers.printing import read_spec

BEFORE = parse({
    "format": 2,
    "app": {"name": "shop", "label": "The shop"},
    "entities": [
        {"name": "customer", "label": "Client", "soft_delete": True, "fields": [
            {"name": "name", "type": "string", "required": True, "max_length": 50},
            {"name": "mail", "type": "email", "pii": True},
            {"name": "fax", "type": "phone"},
        ]},
        {"name": "bill", "fields": [{"name": "number", "type": "integer"}, {"name": "paid", "type": "boolean"}]},
    ],
    "relations": [{"source": "bill", "target": "customer", "required": True}],
    "roles": [
        {"name": "boss", "grants": [{"entity": name, "actions": ["create", "read", "update", "delete"]}
                                    for name in ("customer", "bill")]},
        {"name": "clerk", "grants": [{"entity": "customer", "actions": ["read"], "read": ["name", "fax"]}]},
    ],
})  # fmt: skip
FILE = """
entity Customer { name String required maxlength(80) mail String phone String }
entity Invoice { number Integer required paid Boolean }
entity Voucher { code String }
relationship ManyToOne { Invoice{customer required} to Customer{invoice} }
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "shop.yaml").write_text(to_yaml(BEFORE), encoding="utf-8")
    (tmp_path / "model.jdl").write_text(FILE, encoding="utf-8")
    return tmp_path


def imported(model: Path, *answers: str) -> AppSpec:
    out = model / "new.yaml"
    done = CliRunner().invoke(
        commands, ["import", str(model / "model.jdl"), "--into", str(model / "shop.yaml"), "--out", str(out), *answers]
    )
    if done.exception is not None:
        raise done.exception
    return read_spec(out)


def test_what_looks_like_a_rename_is_asked_about_before_anything_is_written(model: Path) -> None:
    with pytest.raises(Permanent) as asked:
        imported(model)

    assert str(asked.value).splitlines()[1:] == [
        "  The file has no 'customer.fax'. Was it renamed? Say --rename customer.fax=customer.phone; "
        "or --drop customer.fax, if it shall go.",
        "  The file has no 'bill'. Was it renamed? Say --rename bill=invoice; or --drop bill, if it shall go.",
    ]
    assert not (model / "new.yaml").exists()


def test_a_rename_keeps_ids_and_columns(model: Path) -> None:
    after = imported(model, "--rename", "customer.fax=customer.phone", "--rename", "bill=invoice")

    assert after.app == BEFORE.app
    assert after.entity("invoice").id == BEFORE.entity("bill").id
    assert after.entity("customer").field("phone").id == BEFORE.entity("customer").field("fax").id
    assert after.entity("customer").field("phone").stored_as == "fax"
    assert after.relations[0].id == BEFORE.relations[0].id


def test_the_file_says_its_rules_and_all_else_stays(model: Path) -> None:
    after = imported(model, "--rename", "customer.fax=customer.phone", "--rename", "bill=invoice")
    customer = after.entity("customer")

    assert (customer.label, customer.soft_delete) == ("Client", True)
    assert customer.field("name").max_length == 80
    assert (customer.field("mail").type, customer.field("mail").pii) == ("email", True)
    assert after.entity("invoice").field("number").required
    assert {str(grant.entity) for grant in after.roles[0].grants} == {"customer", "invoice", "voucher"}
    assert after.roles[1].grants[0].read == frozenset({customer.field("name").name, customer.field("phone").name})


def test_what_is_dropped_goes(model: Path) -> None:
    after = imported(model, "--drop", "customer.fax", "--drop", "bill")

    assert after.entity("customer").field("phone").id != BEFORE.entity("customer").field("fax").id
    assert after.entity("invoice").id != BEFORE.entity("bill").id


def test_an_answer_that_names_nothing_is_refused(model: Path) -> None:
    with pytest.raises(Permanent, match=r"has no 'customer\.fix'"):
        imported(model, "--drop", "customer.fix", "--drop", "customer.fax", "--drop", "bill")
