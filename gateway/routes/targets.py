"""Targets: what applications can be printed as."""

from __future__ import annotations

from fastapi import APIRouter

from gateway.callers import SignedIn
from gateway.platform import Gateway
from gateway.problems import documented
from gateway.responses import Target, TargetsView

router = APIRouter(prefix="/targets", tags=["targets"], responses=documented(401))


@router.get("")
async def list_targets(caller: SignedIn, gateway: Gateway) -> TargetsView:
    return TargetsView(
        items=[
            Target(
                kind=target.kind,
                name=target.name,
                title=target.title,
                description=target.description,
                serve=target.serve,
            )
            for target in gateway.targets
        ]
    )
