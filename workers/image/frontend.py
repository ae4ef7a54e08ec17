"""Builds a front end: its own sources, on the golden node_modules, without network and in a folder of its own."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

from infra import trees
from infra.apps.golden import golden_base
from infra.apps.sandbox import Policy, Sandbox
from infra.bus.handlers import report
from infra.node import node_directory
from infra.processes import Command, run
from infra.trees import Tree
from schemas.errors import Permanent
from templates.engine import Target
from workers.image.engine import Source, Sources

LIMIT = timedelta(minutes=4)

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TELLING = re.compile(r"error|failed|cannot|could not|unexpected|unresolved", re.IGNORECASE)


async def build_frontends(sources: Sources, work: Path, home: Path, sandbox: Sandbox) -> Tree:
    """All front ends that are served, built at the same time, where the back end wants them. `work` is a directory."""

    async def compiled(source: Source, base_path: str) -> Tree:
        place = work / f"frontend-{source.target.name}"
        place.mkdir()
        return await build_frontend(source, base_path, place, home, sandbox)

    async with asyncio.TaskGroup() as group:
        built = {
            source.target.name: group.create_task(compiled(source, path))
            for source, path in zip(sources.served, sources.paths, strict=True)
        }
    return {
        f"{sources.run.frontends}/{name}/{path}": content
        for name, task in built.items()
        for path, content in task.result().items()
    }


async def build_frontend(source: Source, base_path: str, work: Path, home: Path, sandbox: Sandbox) -> Tree:
    """The files to serve. `base_path` is where from; `work` an empty directory. Raises Permanent, with the compiler's
    lines, where the sources do not compile."""
    golden = await _prepare(source, work, home)
    steps = source.target.build
    if steps is None:
        return source.tree

    async def say(line: str) -> None:
        if text := _COLOUR.sub("", line).strip():
            await report(f"{source.target.name}: {text}"[:2_000])

    finished = await run(_command(steps.command, base_path, work, golden, sandbox), LIMIT, say)
    if finished.code != 0:
        lines = "\n".join(telling_lines(finished.lines))
        raise Permanent(f"The front end {source.target.title} does not compile:\n{lines}")
    return await asyncio.to_thread(_read, work / steps.output, source.target)


def telling_lines(lines: tuple[str, ...], count: int = 20) -> list[str]:
    """The lines in which a compiler says what is wrong, without the rest of its chatter."""
    plain = [text for line in lines if (text := _COLOUR.sub("", line).rstrip())]
    first = next((number for number, line in enumerate(plain) if _TELLING.search(line)), max(0, len(plain) - count))
    return plain[first : first + count]


async def _prepare(source: Source, work: Path, home: Path) -> Path | None:
    await asyncio.to_thread(trees.write, source.tree, work)
    wanted = source.target.golden
    if wanted is None:
        return None
    files = {name: source.tree[name] for name in wanted.files}
    golden = await asyncio.to_thread(golden_base, wanted.manager, files, home)
    await asyncio.to_thread(_link, golden / "node_modules", work / "node_modules")
    return golden


def _link(shared: Path, own: Path) -> None:
    """Link each package, not the folder: build tools write their caches beside the packages."""
    own.mkdir()
    for package in shared.iterdir():
        (own / package.name).symlink_to(package)


def _command(args: tuple[str, ...], base_path: str, work: Path, golden: Path | None, sandbox: Sandbox) -> Command:
    node = node_directory()
    read = (node.parent, *((golden,) if golden else ()))
    # No limit on address space: JavaScript engines reserve far more of it than they use.
    policy = Policy(read=read, write=(work,), limits={"CORE": 0, "NOFILE": 65536}, die_with_parent=True)
    env = {
        "BASE_PATH": base_path,
        "PATH": f"{work / 'node_modules' / '.bin'}:{node}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(work),
        "TMPDIR": str(work),
        "LANG": "C.UTF-8",
        "NODE_ENV": "production",
        "CI": "1",
    }
    return Command(sandbox.wrap(args, policy), work, env)


def _read(output: Path, target: Target) -> Tree:
    if not (output / "index.html").is_file():
        raise Permanent(f"The front end {target.title} was built, but there is no {output.name}/index.html.")
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}
