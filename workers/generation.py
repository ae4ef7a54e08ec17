"""From a specification to a source tree: printed by a target, laid out by its formatters."""

from __future__ import annotations

from infra.formatter import formatted
from infra.trees import Tree
from schemas.spec import AppSpec
from templates.engine import Previous, Target


def generate(target: Target, spec: AppSpec, previous: Previous | None = None) -> Tree:
    """The same bytes for the same input. Raises Permanent where the target cannot print the spec, or the change.

    What is copied is laid out already; migrations of the version before stay byte for byte as they are.
    """
    tree = target.render(spec, previous)
    if target.format is None:
        return tree
    verbatim = target.copied | (target.history_of(previous.tree).keys() if previous else set())
    fresh = {path: content for path, content in tree.items() if path not in verbatim}
    return {**tree, **formatted(fresh, target.format.inputs, target.format.commands)}
