"""SQL: tables as entities, foreign keys as relations, and what is left out is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemas.errors import Permanent
from schemas.spec import FieldType, OnDelete, RelationKind
from tests.workers.importing.conftest import Imported

DUMP = """
-- Dumped from database version 16.2
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TYPE public.stage AS ENUM ('new', 'in work', 'done');
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN; RETURN NEW; END; $body$;
CREATE TABLE public.machines (
    id integer NOT NULL,
    "Serial No" character varying(40) NOT NULL,
    price numeric(10,3) DEFAULT 0.5 NOT NULL,
    bought date,
    stage public.stage DEFAULT 'new'::public.stage NOT NULL,
    owner_id bigint,
    CONSTRAINT price_positive CHECK ((price > (0)::numeric))
);
CREATE TABLE public.owners (id bigint NOT NULL, name text, email public.citext);
CREATE TABLE public.manuals (
    machine_id integer PRIMARY KEY REFERENCES public.machines(id) ON DELETE CASCADE,
    url text NOT NULL CHECK (length(url) <= 500),
    pages smallint CHECK (pages BETWEEN 1 AND 900),
    lang text CHECK (lang = ANY (ARRAY['en'::text, 'de'::text]))
);
COPY public.owners (id, name) FROM stdin;
1	it's; one
\\.
ALTER TABLE public.machines OWNER TO postgres;
ALTER TABLE ONLY public.machines ALTER COLUMN id SET DEFAULT nextval('public.machines_id_seq'::regclass);
ALTER TABLE ONLY public.machines ADD CONSTRAINT machines_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.owners ADD CONSTRAINT owners_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.machines ADD CONSTRAINT serial UNIQUE ("Serial No");
ALTER TABLE ONLY public.machines ADD CONSTRAINT owner FOREIGN KEY (owner_id) REFERENCES public.owners(id)
    ON DELETE SET NULL;
COMMENT ON COLUMN public.machines."Serial No" IS 'On the plate; don''t guess';
CREATE INDEX bought ON public.machines USING btree (bought);
"""


def test_a_dump_becomes_entities_with_types_and_rules(sql: Imported) -> None:
    spec, _ = sql(DUMP)
    machine, manual = spec.entity("machine"), spec.entity("manual")

    serial, price = machine.field("serial_no"), machine.field("price")
    assert (serial.type, serial.max_length, serial.unique) == (FieldType.STRING, 40, True)
    assert serial.help == "On the plate; don't guess"
    assert (price.type, price.decimals, price.default, price.min) == (FieldType.DECIMAL, 3, 0.5, Decimal("0.001"))
    assert machine.field("stage").default == "new"
    assert [value.label for value in spec.enum("stage").values] == ["new", "in work", "done"]
    assert (manual.field("pages").min, manual.field("pages").max) == (Decimal(1), Decimal(900))
    assert manual.field("url").max_length == 500
    assert [value.name for value in spec.enum("manual_lang").values] == ["en", "de"]
    assert spec.entity("owner").field("email").type is FieldType.STRING


def test_foreign_keys_are_relations(sql: Imported) -> None:
    spec, _ = sql(DUMP)
    relations = {f"{one.source}.{one.name}": one for one in spec.relations}

    owner = relations["machine.owner"]
    assert (owner.kind, owner.on_delete, owner.required) == (RelationKind.MANY_TO_ONE, OnDelete.SET_NULL, False)
    machine = relations["manual.machine"]
    assert (machine.kind, machine.on_delete, machine.required) == (RelationKind.ONE_TO_ONE, OnDelete.CASCADE, True)


def test_what_a_dump_says_besides_is_told_once(sql: Imported) -> None:
    _, notices = sql(DUMP)

    for told in (
        "'SET'", "'SELECT'", "'CREATE FUNCTION'", "'ALTER TABLE … OWNER TO'", "rows are left out",
        "primary keys are left out",
    ):  # fmt: skip
        assert sum(told in line for line in notices) == 1, told
    assert notices[0].startswith("model.sql:3:1: 'SET'")


def test_a_table_that_only_joins_is_a_relation_of_many_to_many(sql: Imported) -> None:
    spec, _ = sql("""
        CREATE TABLE films (id serial PRIMARY KEY, title text NOT NULL);
        CREATE TABLE people (id serial PRIMARY KEY, name text);
        CREATE TABLE casting (film_id int REFERENCES films, person_id int REFERENCES people,
                              PRIMARY KEY (film_id, person_id));
        CREATE TABLE likes (fan_id int REFERENCES people, idol_id int REFERENCES people, PRIMARY KEY (fan_id, idol_id));
        CREATE TABLE showings (film_id int REFERENCES films, hall text, PRIMARY KEY (film_id, hall));
    """)

    assert [entity.name for entity in spec.entities] == ["film", "person", "showing"]
    assert [(one.source, one.name, one.target, one.kind.value) for one in spec.relations] == [
        ("film", "people", "person", "many_to_many"),
        ("person", "idols", "person", "many_to_many"),
        ("showing", "film", "film", "many_to_one"),
    ]


def test_what_a_field_cannot_hold_is_told_with_its_place(sql: Imported) -> None:
    spec, notices = sql("CREATE TABLE t (id int PRIMARY KEY,\n  spot point, tags text[],\n  name text DEFAULT now());")

    assert [field.name for field in spec.entity("t").fields] == ["name"]
    assert not spec.entity("t").field("name").default_now
    assert any(line.startswith("model.sql:2:3: 'spot' is POINT") for line in notices)
    assert any(line.startswith("model.sql:3:3: the default CURRENT_TIMESTAMP") for line in notices)


RICH = """
CREATE TYPE colour AS ENUM ('red', 'blue');
CREATE TABLE owners (id serial PRIMARY KEY, name varchar(80) UNIQUE, notes text UNIQUE);
CREATE TABLE boats (
    id serial PRIMARY KEY,
    owner_id int NOT NULL REFERENCES owners,
    sign text CHECK (sign ~ '^[A-Z]{2}-[0-9]+$') CHECK (char_length(sign) >= 4),
    odd text CHECK (odd ~ '^(?=a)b$'),
    "Length" numeric(8,2) NOT NULL,
    width numeric(8,2),
    area numeric GENERATED ALWAYS AS ("Length" * width) STORED,
    title text GENERATED ALWAYS AS (upper(sign) || ' of ' || width) STORED,
    age interval GENERATED ALWAYS AS (age(built)) STORED,
    broken int GENERATED ALWAYS AS (sign * 2) STORED,
    built date DEFAULT CURRENT_DATE,
    seen timestamptz DEFAULT now(),
    colours colour[],
    photo bytea,
    UNIQUE (owner_id, sign),
    FOREIGN KEY (sign, odd) REFERENCES owners
);
CREATE INDEX ON boats (built, owner_id);
CREATE INDEX ON boats (lower(sign));
CREATE UNIQUE INDEX ON boats (built) WHERE width > 2;
COMMENT ON TABLE boats IS 'What floats';
COMMENT ON COLUMN boats.owner_id IS 'Who pays';
"""


def test_what_a_script_says_of_its_tables_becomes_rules(sql: Imported) -> None:
    boat = sql(RICH)[0].entity("boat")
    fields = {str(field.name): field for field in boat.fields}

    assert (fields["sign"].pattern, fields["sign"].min_length) == ("^[A-Z]{2}-[0-9]+$", 4)
    assert (fields["area"].expression, fields["title"].expression) == (
        "length * width", "concat(upper(sign), ' of ', width)",
    )  # fmt: skip
    assert (fields["built"].default_now, fields["seen"].default_now) == (True, True)
    assert (fields["colours"].type, fields["photo"].type) == (FieldType.MULTI_ENUM, FieldType.FILE)
    assert (boat.unique_together, boat.indexes) == ((), (("built", "owner"),))
    assert boat.description == "What floats"


def test_a_unique_text_and_a_comment_on_a_reference_are_kept(sql: Imported) -> None:
    spec, _ = sql(RICH)
    owner = spec.entity("owner")

    assert [(field.type, field.unique) for field in owner.fields] == [(FieldType.STRING, True)] * 2
    assert spec.relations[0].help == "Who pays"


@pytest.mark.parametrize("told", [
    "looking ahead is not RE2's",
    "'age' is computed by AGE(built), which cannot be said",
    "a text * integer has no meaning",
    "a reference by several columns together",
    "does not fit into an index",
    "cannot be said: left out",
])  # fmt: skip
def test_what_cannot_be_kept_of_it_is_told(sql: Imported, told: str) -> None:
    _, notices = sql(RICH)

    assert any(told in line for line in notices), notices


def test_a_partial_index_and_one_over_an_expression_are_told(sql: Imported) -> None:
    _, notices = sql(RICH)

    assert len([line for line in notices if "the index" in line]) == 2


def test_a_script_is_followed_to_its_end(sql: Imported) -> None:
    spec, notices = sql("""
        CREATE TABLE a (id int PRIMARY KEY, x int, y int); CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
        ALTER TABLE a DROP COLUMN x; ALTER TABLE a ADD COLUMN z text NOT NULL;
        ALTER TABLE a ALTER COLUMN y SET NOT NULL;
        ALTER TABLE b DROP COLUMN a_id; CREATE TABLE c (x int); DROP TABLE c;
    """)

    assert [(field.name, field.required) for field in spec.entity("a").fields] == [("y", True), ("z", True)]
    assert [entity.name for entity in spec.entities] == ["a", "b"]
    assert spec.relations == ()
    assert len(notices) == 1


@pytest.mark.parametrize(("wrong", "place"), [
    ("CREATE TABLE a (\n  x int,\n  y int z w\n);", "3:9"),
    ("CREATE TABLE a (x int);\nCREATE TABLE b (y 'open text);", "2:19"),
    ("/* never closed", "1:1"),
    ("CREATE TABLE a (x int);\nCREATE TABLE a (y int);", "2:14"),
    ("CREATE TABLE a (x int,\n x int);", "2:2"),
    ("CREATE TABLE a (x int,\n FOREIGN KEY (y) REFERENCES a);", "1:1"),
    ("ALTER TABLE a ADD y int;\nCREATE TABLE a (x int);", "1:1"),
    ("CREATE TABLE `a` (`x` int) ENGINE=InnoDB;", "1:1"),
    ("CREATE TYPE e AS ENUM ();\nCREATE TABLE a (x e);", "1:13"),
])  # fmt: skip
def test_a_mistake_is_shown_where_it_stands(sql: Imported, wrong: str, place: str) -> None:
    with pytest.raises(Permanent) as refusal:
        sql(wrong)

    assert str(refusal.value).startswith(f"model.sql:{place}:")
