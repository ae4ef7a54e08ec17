"""Studio's files: the built single-page application, every path that is no file being one of its pages."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from gateway.problems import NotFound

router = APIRouter(include_in_schema=False)

FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
"""Files below assets/ bear the hash of their content in their names."""

ANEW = {"cache-control": "no-cache"}

NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Fusion</title>
<body style="font: 16px/1.5 sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em">
<h1>Fusion is running</h1><p>Studio has not been built here. Run <code>make setup</code>, then reload this page.</p>
<p>Meanwhile the terminal does all that Studio does: <code>fusion build "…"</code>, <code>fusion apps</code>.
The <a href="/openapi.json">REST interface</a> is described for programs.</p></body></html>
"""


@router.get("/{path:path}")
def page(path: str, request: Request) -> Response:
    built: Path = request.app.state.studio
    if path.startswith("api/") or "\0" in path:
        raise NotFound("page")
    file = (built / path).resolve()
    if path and file.is_relative_to(built.resolve()) and file.is_file():
        return FileResponse(file, headers=FOREVER if path.startswith("assets/") else ANEW)
    if path.startswith("assets/"):
        raise NotFound("file")
    index = built / "index.html"
    return FileResponse(index, headers=ANEW) if index.is_file() else HTMLResponse(NOT_BUILT)
