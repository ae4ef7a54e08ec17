"""JDL: what is imported, and that what is not is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from schemas.errors import FusionError, Permanent
from schemas.spec import FieldType, OnDelete, RelationKind
from templates.engine import TargetLibrary
from tests.workers.importing.conftest import Imported

FILES = sorted((Path(__file__).parent / "jdl").glob("*.jdl"))


def text(name: str) -> str:
    return (Path(__file__).parent / "jdl" / f"{name}.jdl").read_text("utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_model_is_one_that_the_targets_can_print(jdl: Imported, file: Path) -> None:
    spec, _ = jdl(file.read_text("utf-8"))

    library = TargetLibrary.discover()
    backend, *_ = library.chosen(spec.targets)

    assert backend.render(spec)


def test_fields_keep_type_rules_and_words(jdl: Imported) -> None:
    spec, _ = jdl(text("clinic"))
    patient = spec.entity("patient")

    assert patient.field("full_name").required
    assert patient.field("full_name").max_length == 120
    assert patient.field("insurance_number").unique
    assert patient.field("insurance_number").help == "As printed on the card"
    assert (patient.field("weight_kg").min, patient.field("weight_kg").max) == (Decimal("0.5"), Decimal(350))
    assert [field.type for field in spec.entity("visit").fields] == ["datetime", "duration", "text"]
    assert spec.entity("visit").field("findings").help == "For the file, not for the patient"
    assert [value.label for value in spec.enum("blood_group").values] == ["A+", "A−", "O"]


def test_an_application_names_and_describes_the_specification(jdl: Imported) -> None:
    spec, _ = jdl(text("clinic"))

    assert (spec.app.name, spec.app.label) == ("wardbook", "Wardbook")
    assert spec.app.description == "Patients, visits and what was prescribed."


def test_the_side_that_points_holds_the_relation(jdl: Imported) -> None:
    spec, _ = jdl(text("clinic"))
    patient, doctor = spec.relations

    assert (patient.source, patient.name, patient.target, patient.reverse_name) == (
        "visit", "patient", "patient", "visit",
    )  # fmt: skip
    assert patient.required
    assert (doctor.name, doctor.target, doctor.kind) == ("doctor", "user", RelationKind.MANY_TO_ONE)
    assert spec.entity("patient").display == "full_name"


def test_kinds_constants_tables_and_rules_on_delete(jdl: Imported) -> None:
    spec, notices = jdl(text("library"))
    author, subject, parent, book, reader = spec.relations

    assert author.kind is RelationKind.MANY_TO_MANY
    assert author.required
    assert subject.name == "subject"
    assert (parent.source, parent.target, parent.reverse_name) == ("subject", "subject", "child")
    assert book.on_delete is OnDelete.CASCADE
    assert reader.target == "user"
    assert spec.entity("book").stored_as == "lib_book"
    assert spec.entity("book").field("published_year").min == 1450
    assert notices == []


def test_annotations_give_labels_defaults_and_keys(jdl: Imported) -> None:
    spec, _ = jdl(text("annotated"))
    tool, (shelf,) = spec.entity("tool"), spec.relations
    assert tool.description == "What the workshop owns"

    assert (tool.label, tool.plural_label, tool.field("serial").label) == ("Power tool", "Power tools", "Serial no.")
    assert [field.default for field in tool.fields] == [None, None, "idle", 3, "n/a", True, None]
    assert tool.field("code").unique
    assert (shelf.kind, shelf.on_delete) == (RelationKind.ONE_TO_ONE, OnDelete.SET_NULL)
    assert (shelf.label, shelf.reverse_label) == ("Place on the wall", "Hangs there")
    assert tool.field("added_at").default_now


def test_users_are_pointed_to_and_never_point(jdl: Imported) -> None:
    spec, notices = jdl(text("users"))

    assert {(one.source, one.name, one.reverse_name) for one in spec.relations if one.target == "user"} == {
        ("profile", "user", "profile"), ("task", "assignee", "task"), ("team", "member", "team"),
        ("team", "auditor", "teams_as_auditor"),
    }  # fmt: skip
    assert sum("is left out: users cannot point" in line for line in notices) == 1
    assert sum("there is no Authority here" in line for line in notices) == 1
    assert not any(one.required for one in spec.relations if one.name == "parent")


def test_reserved_words_get_the_name_that_validation_offers(jdl: Imported) -> None:
    spec, notices = jdl(text("reserved"))

    assert [entity.name for entity in spec.entities] == [
        "class_record", "user_record", "import_record", "return_record",
    ]  # fmt: skip
    assert spec.entity("class_record").label == "Class"
    assert spec.entity("class_record").field("pk_value").label == "Pk"
    assert spec.relations[1].target == "user_record"
    assert "model.jdl:2:8: 'Class' is a reserved word: the entity is called 'class_record'." in notices


@pytest.mark.parametrize("option", [
    "dto", "service", "paginate", "search", "skipClient", "skipServer", "readOnly", "filter",
])  # fmt: skip
def test_every_option_is_told_once(jdl: Imported, option: str) -> None:
    _, notices = jdl(text("options"))

    assert sum(f"the option {option!r} is left out" in line for line in notices) == 1


def test_configuration_is_told_by_what_it_is_about(jdl: Imported) -> None:
    _, notices = jdl(text("clinic"))

    told = [line for line in notices if "what is said about" in line]
    assert len(told) == 6
    assert any("prodDatabaseType postgresql" in line for line in told)
    assert not any("baseName" in line or "clientFramework" in line for line in told)


def test_several_applications_become_one(jdl: Imported) -> None:
    spec, notices = jdl(text("services"))

    assert spec.app.name == "gatehouse"
    assert any("'parcels' is made part of 'gatehouse'" in line for line in notices)
    assert any("how JHipster deploys" in line for line in notices)
    assert spec.relations[1].name == "user_link", "`user` would also use the name `user_id`, which a field has"


def test_files_have_sizes_and_long_texts_are_texts(jdl: Imported) -> None:
    spec, notices = jdl(text("blobs"))
    fields = {str(field.name): field for field in spec.entities[0].fields}

    assert [fields[name].type for name in ("scan", "any", "cover", "body", "huge")] == [
        "file", "file", "image", "text", "text",
    ]  # fmt: skip
    assert (fields["scan"].max_size, fields["scan"].required) == (20480, True)
    assert sum("minbytes(MIN_SIZE) says nothing of a file: left out" in line for line in notices) == 1


def test_patterns_and_lengths_are_rules(jdl: Imported) -> None:
    spec, notices = jdl("entity Plate { code String minlength(2) maxlength(9) pattern(/^[A-Z]{2}-?[0-9]+$/)"
                        "  zip String pattern(/(?=a)b/) }")  # fmt: skip
    code, zip_ = spec.entities[0].fields

    assert (code.min_length, code.max_length, code.pattern) == (2, 9, "^[A-Z]{2}-?[0-9]+$")
    assert zip_.pattern is None
    assert notices == ["model.jdl:1:96: 'zip': the pattern /(?=a)b/ is left out: column 1: looking ahead is not RE2's."]


def test_the_time_of_now_is_a_default_and_documentation_describes(jdl: Imported) -> None:
    spec, _ = jdl("/** A visit to us. */\nentity Visit {\n  @defaultValueComputed(\"CURRENT_DATE\") day LocalDate\n}\n"
                  "relationship ManyToOne {\n  /** Who came */ Visit{guest} to User with builtInEntity\n}")  # fmt: skip

    assert spec.entity("visit").description == "A visit to us."
    assert spec.entity("visit").field("day").default_now
    assert spec.relations[0].help == "Who came"


def test_a_unique_text_gets_an_end(jdl: Imported) -> None:
    spec, notices = jdl("entity Word { spelling TextBlob unique }")

    assert spec.entities[0].fields[0].type is FieldType.STRING
    assert any("is unique, so it is a string of at most 255 characters" in line for line in notices)


def test_words_of_the_language_are_names_where_they_can_be(jdl: Imported) -> None:
    spec, _ = jdl(text("words"))

    assert [field.name for field in spec.entity("shift").fields] == [
        "required", "min", "entity", "to", "with_value", "pattern",
    ]  # fmt: skip
    assert [field.name for field in spec.entity("price_list_2").fields] == ["gross_eur", "vat_rate", "url_path"]
    assert [value.name for value in spec.enum("colour").values] == ["red", "dark_blue", "green_2"]


@pytest.mark.parametrize(("wrong", "place", "expected"), [
    ("entity Cup {\n  size Integr\n}", "2:8", "Do you mean 'Integer'?"),
    ("entity Cup {\n  size Integer min(TOP)\n}", "2:20", "there is no constant 'TOP'"),
    ("entity Cup {\n  size\n}", "3:1", "expected a name"),
    ("entity Cup {\n  size Integer", "2:15", "the file ends, expected"),
    ("relationship OneToFew {\n Cup to Cup }", "1:14", "expected OneToOne, OneToMany, ManyToOne or ManyToMany"),
    ("entity Cup\nrelationship OneToOne {\n  Cup{a} Cup{b}\n}", "3:10", "expected 'to'"),
    ("entity Cup\nrelationship OneToOne { Cup{a} to Cap{b} }", "2:35", "there is no entity 'Cap'; known: Cup"),
    ("entity Cup\nentity Cup", "2:8", "stands twice, first in line 1"),
    ("enum Size { }\nentity Cup", "1:6", "has no values"),
    ("entity Cup { size Integer min(5) max(2) }", "1:14", "5 is above 'max', which is 2"),
    ("antity Cup", "1:1", "'entity'"),
    ("entity Cup { name String pattern(abc) }", "1:34", "expected a /regular expression/"),
])  # fmt: skip
def test_a_mistake_is_shown_where_it_stands(jdl: Imported, wrong: str, place: str, expected: str) -> None:
    with pytest.raises(FusionError) as refusal:
        jdl(wrong)

    assert str(refusal.value).startswith(f"model.jdl:{place}:")
    assert expected in str(refusal.value)


def test_a_file_without_entities_is_no_model(jdl: Imported) -> None:
    with pytest.raises(Permanent, match="the application has none"):
        jdl("// nothing")
