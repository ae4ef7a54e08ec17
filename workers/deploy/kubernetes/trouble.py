"""What keeps a pod from running, read from its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infra.kubernetes.kinds import Object

STUCK = {
    "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError", "CreateContainerError",
    "RunContainerError",
}  # fmt: skip
"""Reasons for waiting that do not pass by waiting."""

CRASHES = 2
"""After so many restarts a container that is not ready is said to crash."""

AWAY = ("connection refused", "no such host", "timeout", "timed out", "server error", "tls", "EOF", "toomanyrequests")
"""What an image pull says while the registry is away, not the image wrong."""


def trouble_of(pods: Sequence[Object]) -> str | None:
    """What keeps one of these pods from running for good, if anything does."""
    return next((trouble for pod in pods for trouble in _troubles(pod)), None)


def passes(trouble: str) -> bool:
    """Whether it is the world that is away, so that waiting may help."""
    return any(word.lower() in trouble.lower() for word in AWAY) or trouble.startswith("Evicted")


def is_stuck(status: Object) -> bool:
    return bool(status.get("state", {}).get("waiting", {}).get("reason") in STUCK)


def _troubles(pod: Object) -> Iterator[str]:
    if pod.get("status", {}).get("reason") in ("Evicted", "NodeLost", "NodeAffinity", "Preempting"):
        yield f"{pod['status']['reason']}: {pod['status'].get('message', '')}"
    for status in pod.get("status", {}).get("containerStatuses", []):
        waiting = status.get("state", {}).get("waiting", {})
        if waiting.get("reason") in STUCK:
            yield f"{waiting['reason']}: {waiting.get('message', '')}"
        elif status.get("restartCount", 0) >= CRASHES and not status.get("ready"):
            yield f"it ended by itself {status['restartCount']} times{_last_end(status)}"


def _last_end(status: Object) -> str:
    ended = status.get("lastState", {}).get("terminated", {})
    if not ended:
        return ""
    return f", the last time with exit code {ended.get('exitCode')} ({ended.get('reason', 'Error')})"
