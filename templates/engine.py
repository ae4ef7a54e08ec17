"""The engine: prints a spec through a target's folder into a tree of files. The only Python that runs here.

Four rules: the path under `files/` is the path in the output, and `.jinja` is rendered and dropped; `_entity_`,
`_Entity_` and `_entities_` in a path mean once per entity, `_app_` is the application and `_migration_` the migration
that this version adds, if it adds one; what begins with `_` beside `files/` is for including; `target.toml` says the
rest (see `templates.manifest`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from schemas.errors import InvalidSpec, Permanent
from schemas.spec import AppSpec, Targets
from schemas.validation import Reserved as ReservedBy
from templates import manifest
from templates.history import History, Prints, history, migrations
from templates.model import EntityModel, Model
from templates.parts import Part
from templates.printed import Printed
from templates.problems import problems
from templates.quoting import FILTERS

Tree = dict[str, bytes]
"""Files by their posix path, relative to the root of the output."""

HERE = Path(__file__).parent
SKIPPED = frozenset({"__pycache__", "node_modules"})
_PLACEHOLDER = re.compile(r"_(entity|Entity|entities|app|migration)_")


@dataclass(frozen=True)
class Previous:
    """The version that a change starts from."""

    spec: AppSpec
    tree: Tree


class _Environment(SandboxedEnvironment):
    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """The model guards itself; asking it first makes rendering a third faster."""
        return not attr.startswith("_") if isinstance(obj, Part) else super().is_safe_attribute(obj, attr, value)


class Target:
    """One folder `templates/<kind>/<name>/`: what it prints, and what its `target.toml` says of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.manifest = manifest.read(root / "target.toml")
        about = self.manifest.target
        self.kind, self.name, self.title, self.serve = about.kind, about.name, about.title, about.serve
        self.description = about.description
        self.reserved, self.golden = self.manifest.reserved, self.manifest.golden
        self.build, self.run = self.manifest.build, self.manifest.run
        self.check, self.format = self.manifest.check, self.manifest.format

    def render(self, spec: AppSpec, previous: Previous | None = None) -> Tree:
        """The output tree: the same bytes for the same input. `previous` is needed where the target keeps a history.

        Raises InvalidSpec where the target cannot print the spec, Permanent where it cannot follow the change.
        """
        if found := list(problems(spec, self.reserved)):
            raise InvalidSpec(found)
        model = Model(spec)
        past = self._history(model, previous)
        tree: Tree = {}
        for path, content in self._printed(model, past):
            _place(tree, path, content)
        for path, content in (past.files if past else {}).items():
            _place(tree, path, content)
        return dict(sorted(tree.items()))

    @property
    def copied(self) -> frozenset[str]:
        """The paths of the output that are the same for every application."""
        return frozenset(self._copies)

    def history_of(self, tree: Tree) -> Tree:
        """The migrations in an output tree."""
        return migrations(self.manifest.history.folder, tree) if self.manifest.history else {}

    def golden_files(self) -> Tree:
        """The lock files from which the golden base is made."""
        return {name: (self.root / "files" / name).read_bytes() for name in self.golden.files} if self.golden else {}

    def _history(self, model: Model, previous: Previous | None) -> History | None:
        if self.manifest.history is None:
            return None
        about = self.manifest.history
        before = None if previous is None else (previous.spec, previous.tree)
        prints = Prints(self._printer(about.prints), self._printer(about.first, named=False))
        return history(about.folder, model, before, prints)

    def _printer(self, template: str, *, named: bool = True) -> Callable[[Model], Printed]:
        """Prints what is stored of a version's parts, by the macros of a template."""
        return lambda model: Printed(model, self._environment.get_template(template).module, named)

    def _printed(self, model: Model, past: History | None) -> Iterator[tuple[str, bytes]]:
        for source in self._sources:
            for path, context in _places(source, model, past):
                if source.endswith(".jinja"):
                    yield path.removesuffix(".jinja"), self._text(source, {**context, "history": past}).encode()
                else:
                    yield path, self._copies[source]

    def _text(self, source: str, context: Mapping[str, Any]) -> str:
        try:
            return self._environment.get_template(f"files/{source}").render(context)
        except (TemplateError, TypeError) as error:
            error.add_note(f"in {self.kind}/{self.name}/files/{source}")
            raise

    @cached_property
    def _sources(self) -> tuple[str, ...]:
        files = self.root / "files"
        paths = sorted(path for path in files.rglob("*") if path.is_file())
        relative = (path.relative_to(files) for path in paths)
        return tuple(path.as_posix() for path in relative if not SKIPPED.intersection(path.parts))

    @cached_property
    def _copies(self) -> dict[str, bytes]:
        files = self.root / "files"
        return {source: (files / source).read_bytes() for source in self._sources if not source.endswith(".jinja")}

    @cached_property
    def _environment(self) -> _Environment:
        environment = _Environment(
            block_start_string="<%", block_end_string="%>",
            variable_start_string="<%=", variable_end_string="%>",
            comment_start_string="<%#", comment_end_string="%>",
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
            undefined=StrictUndefined, autoescape=False, finalize=_printable,
            loader=FileSystemLoader(self.root), auto_reload=False, cache_size=-1,
        )  # fmt: skip
        environment.filters.update(FILTERS)
        return environment


class TargetLibrary:
    """Every target there is, found by walking the folders."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._targets: dict[tuple[str, str], Target] = {(target.kind, target.name): target for target in targets}

    @classmethod
    def discover(cls, *roots: Path) -> TargetLibrary:
        """The targets under the roots, by default those that come with Fusion."""
        folders = [path.parent for root in roots or (HERE,) for path in sorted(root.glob("*/*/target.toml"))]
        return cls(Target(folder) for folder in folders)

    def __iter__(self) -> Iterator[Target]:
        return iter(self._targets.values())

    def get(self, kind: str, name: str) -> Target:
        """The target of that kind and name. Raises Permanent, listing the known ones, where there is none."""
        if target := self._targets.get((kind, name)):
            return target
        known = ", ".join(sorted(known for of, known in self._targets if of == kind))
        raise Permanent(f"There is no {kind} target {name[:80]!r}. Known: {known or 'none'}.")

    def chosen(self, targets: Targets) -> tuple[Target, ...]:
        """The back end, then the front ends, that a spec chooses. Raises Permanent for an unknown one."""
        return (self.get("backend", targets.backend), *(self.get("frontend", name) for name in targets.frontends))

    def reserved(self, targets: Targets) -> ReservedBy:
        """Whether one of the chosen targets keeps a name for itself."""
        words = [target.reserved for target in self.chosen(targets)]
        taken = {
            "entity": frozenset[str]().union(*(word.entities for word in words)),
            "plural": frozenset[str]().union(*(word.plurals for word in words)),
            "field": frozenset[str]().union(*(word.fields for word in words)),
        }
        return lambda kind, name: name in taken[kind]


def _places(source: str, model: Model, past: History | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where a source goes, and what its template is told there."""
    context: dict[str, Any] = {"model": model, "app": model.app}
    placeholders = set(_PLACEHOLDER.findall(source))
    if "migration" in placeholders:
        if past is not None and not past.empty:
            yield _filled(source, model, None, past), context
    elif placeholders & {"entity", "Entity", "entities"}:
        for entity in model.entities:
            yield _filled(source, model, entity, past), {**context, "entity": entity}
    else:
        yield _filled(source, model, None, past), context


def _filled(source: str, model: Model, entity: EntityModel | None, past: History | None) -> str:
    def fill(match: re.Match[str]) -> str:
        match match[1]:
            case "app":
                return str(model.app.name)
            case "migration":
                return past.name if past else ""
            case "entity":
                return str(entity.name) if entity else ""
            case "Entity":
                return str(entity.name.pascal) if entity else ""
        return str(entity.plural) if entity else ""

    return _PLACEHOLDER.sub(fill, source)


def _place(tree: Tree, path: str, content: bytes) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise Permanent(f"The target would write outside its folder: {path!r}.")
    if path in tree:
        raise Permanent(f"Two parts of the application would be written to the same file {path!r}: rename one.")
    tree[path] = content


def _printable(value: Any) -> Any:
    """Only identifiers, filtered text and whole numbers reach the output as they are."""
    if isinstance(value, StrictUndefined):
        return value
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError(f"{value!r} cannot be printed without a quoting filter")
