"""The artifact store that the settings name."""

from __future__ import annotations

from infra.artifacts.directory import DirectoryArtifacts
from infra.artifacts.store import Artifacts
from infra.settings import Settings


def open_artifacts(settings: Settings) -> Artifacts:
    """The bucket of `FUSION_S3_BUCKET`, else `$FUSION_HOME/artifacts`. Connects to nothing yet."""
    if settings.s3_bucket is None:
        return DirectoryArtifacts(settings.home / "artifacts")
    from infra.artifacts.s3 import S3Artifacts  # boto3 costs 15 MB, which only its users shall pay

    return S3Artifacts.at(settings.s3_bucket, settings.s3_endpoint_url, settings.s3_region)
