"""JDL enums."""

from __future__ import annotations

from workers.importing.found import FoundEnum, FoundValue, Notices, refused
from workers.importing.jdl_identity import cut, documented
from workers.importing.jdl_leading import Leading, elements, place
from workers.importing.jdl_parsing import Node, tokens


def read_enum(node: Node, leading: Leading, file: str, notices: Notices) -> FoundEnum:
    name = tokens(node, "NAME")[0]
    found = FoundEnum(str(name), place(name, file))
    documented(leading, found.said)
    for part, before in elements(node, file, notices):
        found.values.append(_value(part, before, file, notices))
    more = leading.more()
    labels = more.pop("values", {})
    found.values = [value._replace(label=labels.get(value.key, value.label)) for value in found.values]
    found.said.update(more)
    leading.docs = [doc for doc in leading.docs if "@fusion" not in doc]
    for text in filter(None, [leading.text()]):
        notices.say(found.place, f"{found.name!r}: an enum has no description: {cut(text)!r} left out.")
    leading.left(notices)
    if not found.values:
        raise refused(found.place, f"the enum {found.name!r} has no values; expected at least one.")
    return found


def _value(node: Node, leading: Leading, file: str, notices: Notices) -> FoundValue:
    key, *value = (str(part) for part in node.children)
    where = place(node, file)
    if text := leading.text():
        notices.say(where, f"{key!r}: a value has no description: {cut(text)!r} left out.")
    label = " ".join(one[1:-1] if one.startswith('"') else one for one in value)
    return FoundValue(key, label or None, where)
