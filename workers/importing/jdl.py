"""A JDL file, read: every construct is found again in the specification, or in a notice."""

from __future__ import annotations

from decimal import Decimal

from workers.importing.found import Found, FoundEntity, Notices, refused
from workers.importing.jdl_enums import read_enum
from workers.importing.jdl_fields import FieldReader
from workers.importing.jdl_leading import elements
from workers.importing.jdl_options import read_application, read_deployment, read_option
from workers.importing.jdl_parsing import Node, parse, tokens, trees
from workers.importing.jdl_relations import RelationReader


def read_jdl(text: str, file: str, notices: Notices) -> Found:
    """What a JDL text says. Raises Permanent with file, line, column and what was expected."""
    tree = parse(text, file)
    found = Found(file)
    parts = list(elements(tree, file, notices))
    enums = frozenset(str(node.children[1]) for node, _ in parts if node.data == "enum")
    fields = FieldReader(file, _constants(tree), enums, notices)
    for node, leading in parts:
        match node.data:
            case "entity":
                _once(found.entities, fields.entity(node, leading))
            case "enum":
                found.enums.append(read_enum(node, leading, file, notices))
            case "application":
                read_application(node, leading, found, notices)
            case "deployment":
                read_deployment(node, file, notices)
            case "use" | "unary" | "binary":
                read_option(node, file, notices)
    relations = RelationReader(file, {entity.name: entity for entity in found.entities}, notices)
    for node in (node for node, _ in parts if node.data == "relationship"):
        found.relations += relations.relations(node)
    return found


def _constants(tree: Node) -> dict[str, Decimal]:
    pairs = (tokens(node) for node in trees(tree) if node.data == "constant")
    return {str(name): Decimal(str(number)) for name, number in pairs}


def _once(entities: list[FoundEntity], entity: FoundEntity) -> None:
    for other in entities:
        if other.name == entity.name:
            raise refused(entity.place, f"the entity {entity.name!r} stands twice, first in line {other.place.line}.")
    entities.append(entity)
