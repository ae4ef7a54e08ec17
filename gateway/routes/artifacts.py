"""Artifacts: what events refer to, by the sha256 of its content."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from gateway.callers import SignedIn
from gateway.platform import Gateway
from gateway.problems import NotFound, documented
from schemas.artifacts import ArtifactRef

router = APIRouter(prefix="/artifacts", tags=["artifacts"], responses=documented(401, 404, 422))

BINARY = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.post("", status_code=201, responses=documented(413),
             openapi_extra={"requestBody": {"content": BINARY, "required": True}})  # fmt: skip
async def upload_artifact(request: Request, caller: SignedIn, gateway: Gateway) -> ArtifactRef:
    """Store the body under its content's address; its media type is the request's."""
    media_type = request.headers.get("content-type", "application/octet-stream")[:200]
    ref = await gateway.artifacts.put(await request.body(), media_type)
    async with gateway.database.connection() as connection:
        await connection.execute(
            "INSERT INTO artifact_owners VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            caller.workspace_id, ref.sha256, ref.size, ref.media_type,
        )  # fmt: skip
    return ref


@router.get("/{sha256}", response_class=Response, responses={200: {"content": BINARY, "description": "The content"}})
async def download_artifact(sha256: Sha256, caller: SignedIn, gateway: Gateway) -> Response:
    """An artifact that the caller's workspace uploaded, or that one of its builds made."""
    async with gateway.database.connection() as connection:
        row = await connection.fetchrow(
            "SELECT size, media_type FROM artifact_owners WHERE sha256 = $1 AND ($2 OR workspace_id = $3) LIMIT 1",
            sha256, caller.operator, caller.workspace_id,
        )  # fmt: skip
    if row is None:
        raise NotFound("artifact")
    content = await gateway.artifacts.get(ArtifactRef(sha256=sha256, size=row["size"], media_type=row["media_type"]))
    headers = {"content-disposition": f'attachment; filename="{sha256}"'}  # shown by no browser as a page of ours
    return Response(content, media_type="application/octet-stream", headers=headers)
