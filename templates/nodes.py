"""The expression of a computed field as templates see it: one class of nodes, told apart by `kind`."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from schemas.expression_nodes import (
    And,
    Arithmetic,
    Call,
    Comparison,
    Negative,
    Node,
    Not,
    Number,
    Or,
    Own,
    Truth,
    Worth,
)
from schemas.expression_nodes import Text as Quoted
from schemas.fields import FieldType
from templates.quoting import Text

NODES = (And, Arithmetic, Call, Comparison, Negative, Not, Number, Or, Own, Quoted, Truth)


@dataclass(frozen=True)
class NodeModel:
    """`kind` is the name of the node's class in lower case; `sign` its operator, comparator or function.

    `value` is what a number, text or truth stands for, or the name of an own field; `parts` are the nodes below.
    """

    kind: str
    worth: Worth
    sign: str
    value: Any
    parts: tuple[NodeModel, ...]

    @property
    def is_days(self) -> bool:
        """Whether it is the days between two dates."""
        return self.kind == "arithmetic" and self._types == {FieldType.DATE}

    @property
    def moves_date(self) -> bool:
        return self.kind == "arithmetic" and FieldType.DATE in self._types and not self.is_days

    @property
    def is_mixed(self) -> bool:
        """Whether values of two types meet, or whole numbers are divided."""
        return len(self._types) > 1 or self.sign == "/"

    @property
    def divides_whole(self) -> bool:
        return self.sign == "/" and self._types <= {FieldType.INTEGER, FieldType.BIG_INTEGER}

    @property
    def _types(self) -> set[FieldType]:
        return {part.worth.type for part in self.parts}


def node_model(node: Node) -> NodeModel:
    held = {one.name: getattr(node, one.name) for one in fields(node)}
    below = (*held.pop("arguments", ()), *(value for value in held.values() if isinstance(value, NODES)))
    sign = held.get("operator") or held.get("comparator") or held.get("function") or ""
    value = held.get("name", held.get("value"))
    if isinstance(node, Number) and node.worth.decimals == 0:
        value = int(node.value)
    return NodeModel(
        kind=re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(node).__name__).lower(),
        worth=node.worth,
        sign=str(sign),
        value=Text(node.value) if isinstance(node, Quoted) else value,
        parts=tuple(node_model(part) for part in below),
    )
