"""Serves the built front ends: their files as they are, every other address with their page."""

from collections.abc import Callable
from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware


def prefixes() -> dict[str, str]:
    """The front ends by the path that they are served under: the first at the root, the others by name."""
    return {("" if number == 0 else f"{name}/"): name for number, name in enumerate(settings.FRONTENDS)}


class FrontendMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, with the files of each front end added."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        for prefix, name in prefixes().items():
            self.add_files(str(settings.FRONTEND_ROOT / name), prefix=f"/{prefix}")

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Build tools put a hash into the name of everything under `assets/`."""
        return "/assets/" in url or bool(super().immutable_file_test(path, url))


@require_safe
def frontend(request: HttpRequest, path: str) -> HttpResponse:
    """The page of the front end that `path` belongs to, which then shows what `path` means."""
    if PurePosixPath(path).suffix:
        raise Http404
    head = f"{path.split('/', 1)[0]}/"
    served = prefixes()
    name = served.get(head) or served.get("")
    if name is None:
        raise Http404("No front end is installed.")
    page = (settings.FRONTEND_ROOT / name / "index.html").read_bytes()
    return HttpResponse(page, headers={"Cache-Control": "no-cache"})
