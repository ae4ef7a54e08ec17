"""Targets: what applications can be printed as."""

from __future__ import annotations

from fastapi import APIRouter

from gateway.callers import SignedIn
from gateway.problems import documented
from gateway.responses import TargetsView

router = APIRouter(prefix="/targets", tags=["targets"], responses=documented(401))


@router.get("")
async def list_targets(caller: SignedIn) -> TargetsView:
    raise NotImplementedError
