"""Artifacts: what events refer to, by the sha256 of its content."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from gateway.callers import SignedIn
from gateway.problems import documented
from schemas.artifacts import ArtifactRef

router = APIRouter(prefix="/artifacts", tags=["artifacts"], responses=documented(401, 404, 422))

BINARY = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@router.post("", status_code=201, responses=documented(413),
             openapi_extra={"requestBody": {"content": BINARY, "required": True}})  # fmt: skip
async def upload_artifact(request: Request, caller: SignedIn) -> ArtifactRef:
    """Store the body under its content's address; its media type is the request's."""
    raise NotImplementedError


@router.get("/{sha256}", response_class=Response, responses={200: {"content": BINARY, "description": "The content"}})
async def download_artifact(sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")], caller: SignedIn) -> Response:
    """An artifact that the caller's workspace uploaded, or that one of its builds made."""
    raise NotImplementedError
