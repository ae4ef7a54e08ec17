"""From what was found in a file to a specification: names made safe, references resolved, problems traced to lines."""

from __future__ import annotations

import unicodedata

from schemas.errors import InvalidSpec, Problem
from schemas.expressions import renamed
from schemas.identity import give_identity
from schemas.names import MAX_LABEL, Name
from schemas.roles import member
from schemas.rules import ALLOWED, CHOICES
from schemas.spec import FORMAT, USER, AppSpec, FieldType, Targets
from schemas.validation import Reserved
from workers.importing.defaults import fitting
from workers.importing.found import Found, FoundEntity, FoundEnum, FoundField, FoundRelation, Notices, Place, Raw
from workers.importing.mending import mended
from workers.importing.naming import Naming, exact_name, plain_name

MAX_HELP = 500
MAX_DESCRIPTION = 2_000

ENDLESS = frozenset({FieldType.TEXT, FieldType.MARKDOWN})
"""What is too long for an index unless it says how long it may be."""


def assemble(found: Found, reserved: Reserved, notices: Notices) -> AppSpec:
    """The specification of a file. Raises InvalidSpec, each problem with its place, for what cannot be mended."""
    return _Assembly(found, reserved, notices).spec()


class _Assembly:
    def __init__(self, found: Found, reserved: Reserved, notices: Notices) -> None:
        self._found, self._reserved, self._notices = found, reserved, notices
        self._naming = Naming(reserved, notices)
        self._places: dict[str, Place] = {}
        self._entities: dict[str, str] = {}
        self._enums: dict[str, tuple[str, dict[str, str]]] = {}
        self._taken: dict[str, set[str]] = {}
        self._columns: dict[str, set[str]] = {}
        self._members: dict[str, dict[str, str]] = {}

    def spec(self) -> AppSpec:
        enums = [self._enum(enum) for enum in self._found.enums]
        entities = [self._entity(entity) for entity in self._found.entities]
        for made, entity in zip(entities, self._found.entities, strict=True):
            self._fields(made, entity)
        relations = [self._relation(relation) for relation in self._found.relations]
        spec: Raw = {"app": self._app(), "entities": entities, "relations": relations, "enums": enums}
        spec |= {"format": FORMAT, "roles": [member(entity["name"] for entity in entities)], **self._found.whole}
        if self._found.frontends and "targets" not in spec:
            spec["targets"] = Targets(frontends=self._found.frontends).model_dump()
        for made, entity in zip(entities, self._found.entities, strict=True):
            self._groups(made, entity)
        self._second_names(spec)
        try:
            return mended(spec, self._reserved, self._told)
        except InvalidSpec as error:
            raise InvalidSpec([self._placed(problem) for problem in error.problems]) from None

    def _groups(self, raw: Raw, entity: FoundEntity) -> None:
        """What is unique together, and what has an index, by the names that were chosen."""
        names = self._members.get(entity.name, {})
        for kind, groups in entity.groups.items():
            known = [[names[name] for name in dict.fromkeys(group)] for group in groups if names.keys() >= set(group)]
            least = 2 if kind == "unique_together" else 1
            raw[kind] = list(dict.fromkeys(tuple(group) for group in known if len(group) >= least))

    def _told(self, problem: Problem) -> None:
        place, message, _ = self._placed(problem)
        self._notices.say(Place(place), f"{message} Left out.")

    def _app(self) -> Raw:
        app = dict(self._found.app)
        name = str(app.get("name", Place(self._found.file).file.rsplit(".", 1)[0]))
        app.setdefault("label", Name.from_label(name, fallback="app").label)
        return {**tidied(app), "name": plain_name(name, "app")}

    def _enum(self, enum: FoundEnum) -> Raw:
        name = self._naming.choose("enum", enum.name, enum.place, self._taken.setdefault("enums", set()), enum.said)
        values, taken, keys = [], set[str](), dict[str, str]()
        for value in enum.values:
            chosen = self._naming.choose("value", value.key, value.place, taken, {})
            keys[value.key] = chosen
            values.append({"name": chosen, "label": tidy(value.label or Name(chosen).label)})
        self._enums[enum.name] = (name, keys)
        return {**tidied(enum.said), "name": name, "values": values}

    def _entity(self, entity: FoundEntity) -> Raw:
        taken = self._taken.setdefault("entities", set())
        name = self._naming.choose("entity", entity.name, entity.place, taken, entity.said)
        self._entities[entity.name] = name
        self._places[f"entities.{name}"] = entity.place
        self._column(entity.said, entity.place, "")
        self._cut(entity.said, "description", MAX_DESCRIPTION, entity)
        return {**tidied(entity.said), "name": name, "fields": []}

    def _fields(self, raw: Raw, entity: FoundEntity) -> None:
        names: dict[str, str] = {}
        for field in entity.fields:
            made = self._field(str(raw["name"]), field)
            raw["fields"].append(made)
            names.setdefault(field.name, made["name"])
        if entity.display in names:
            raw["display"] = names[entity.display]
        self._members[entity.name] = names
        for made in raw["fields"]:
            for wanted, name in names.items():
                if made.get("expression") and (plain := plain_name(wanted)) != name:
                    made["expression"] = renamed(made["expression"], plain, name)

    def _field(self, entity: str, field: FoundField) -> Raw:
        said, path = dict(field.said), f"entities.{entity}.fields"
        name = self._naming.choose("field", field.name, field.place, self._taken.setdefault(entity, set()), said)
        self._places[f"{path}.{name}"] = field.place
        self._column(said, field.place, entity)
        values: dict[str, str] = {}
        if field.enum is not None and said["type"] in CHOICES:
            said["enum"], values = self._enums[field.enum]
        self._cut(said, "help", MAX_HELP, field)
        if isinstance(said.get("default"), str):
            self._default(said, field, values)
        if said.get("unique"):
            self._unique(said, field)
        return {**tidied(said), "name": name}

    def _cut(self, said: Raw, key: str, most: int, part: FoundField | FoundEntity | FoundRelation) -> None:
        if len(said.get(key, "")) > most:
            self._notices.say(part.place, f"the documentation of {part.name!r} is cut at {most} characters.")
            said[key] = said[key][:most]

    def _unique(self, said: Raw, field: FoundField) -> None:
        kind = FieldType(said["type"])
        if kind not in ALLOWED["unique"]:
            self._notices.say(field.place, f"{field.name!r} cannot be unique as a {kind}: left out.")
            said["unique"] = False
        elif kind in ENDLESS and not said.get("max_length"):
            said["type"] = FieldType.STRING
            self._notices.say(field.place, f"{field.name!r} is unique, so it is a string of at most 255 characters.")

    def _default(self, said: Raw, field: FoundField, values: dict[str, str]) -> None:
        text = str(said.pop("default"))
        value = fitting(FieldType(said["type"]), text, values)
        if value is None:
            self._notices.say(field.place, f"the default {text!r} of {field.name!r} is no {said['type']}: left out.")
        else:
            said["default"] = value

    def _relation(self, relation: FoundRelation) -> Raw:
        source = self._entities[relation.source]
        target = USER if relation.target is None else self._entities[relation.target]
        many = relation.said.get("kind") == "many_to_many"
        wanted = relation.name or (Name(target).plural if many else target)
        taken = self._taken.setdefault(source, set())
        name = self._naming.choose("link", wanted, relation.place, taken, relation.said)
        self._places[f"relations.{source}.{name}"] = relation.place
        if relation.column is not None:
            self._members.setdefault(relation.source, {})[relation.column] = name
        self._column(relation.said, relation.place, source)
        self._cut(relation.said, "help", MAX_HELP, relation)
        raw = {**tidied(relation.said), "source": str(source), "target": str(target), "name": name}
        if relation.reverse is not None and "reverse_name" not in raw:
            raw["reverse_name"] = plain_name(relation.reverse)
        return raw

    def _second_names(self, raw: Raw) -> None:
        """Plurals and the names on the far side, where those that would be made clash with something."""
        made = give_identity(raw)
        plurals: set[str] = set()
        for entity, filled, found in zip(raw["entities"], made["entities"], self._found.entities, strict=True):
            given = "plural" in found.said
            entity["plural"] = self._naming.unique("plural", filled["plural"], found.place, plurals, given=given)
        for relation, filled, link in zip(raw["relations"], made["relations"], self._found.relations, strict=True):
            taken = self._taken.setdefault(str(relation["target"]), set())
            given, wanted = "reverse_name" in link.said, filled["reverse_name"]
            relation["reverse_name"] = self._naming.unique("reverse", wanted, link.place, taken, given=given)

    def _column(self, said: Raw, place: Place, scope: str) -> None:
        if "stored_as" not in said:
            return
        stored, taken = exact_name(said["stored_as"]), self._columns.setdefault(scope, set())
        if stored is None or stored in taken:
            self._notices.say(
                place, f"{said.pop('stored_as')!r} cannot be the name of a table or column here: another."
            )
        else:
            said["stored_as"] = stored
            taken.add(stored)

    def _placed(self, problem: Problem) -> Problem:
        path = problem.path
        while path and path not in self._places:
            path = path.rpartition(".")[0]
        where = self._places.get(path, Place(self._found.file))
        return Problem(str(where), f"{problem.path} {problem.message}", problem.suggestion)


def tidy(label: str) -> str:
    """A label without control characters, of a length that can be kept."""
    shown = "".join(" " if unicodedata.category(one) in ("Cc", "Cs") else one for one in label)
    return shown.strip()[:MAX_LABEL].strip() or "Item"


def tidied(said: Raw) -> Raw:
    """What is said, with labels that can be kept."""
    return {key: tidy(str(value)) if key.endswith("label") else value for key, value in said.items()}
