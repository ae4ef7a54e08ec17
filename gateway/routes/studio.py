"""Studio's files: the built single-page application, every path that is no file being one of its pages."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, HTMLResponse

from gateway.problems import NotFound

router = APIRouter(include_in_schema=False)

BUILT = Path(__file__).parents[2] / "studio" / "dist"
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
async def page(path: str) -> Response:
    if path.startswith("api/"):
        raise NotFound("page")
    file = (BUILT / path).resolve()
    if path and file.is_relative_to(BUILT.resolve()) and file.is_file():
        return FileResponse(file, headers=FOREVER if path.startswith("assets/") else ANEW)
    if path.startswith("assets/"):
        raise NotFound("file")
    index = BUILT / "index.html"
    return FileResponse(index, headers=ANEW) if index.is_file() else HTMLResponse(NOT_BUILT)
