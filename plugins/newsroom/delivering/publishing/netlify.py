"""Kind ``netlify``: deploys of a site, through the API that docs.netlify.com describes.

A deploy is announced with the SHA-1 of every file; Netlify answers which of them it lacks, and
shows the deploy once all are there. ``NETLIFY_AUTH_TOKEN`` is in the environment.
"""

import hashlib
import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import AfterValidator

from newsroom.delivering.publishing.api import Api
from newsroom.delivering.publishing.kinds import Kind
from newsroom.delivering.publishing.locks import Lock
from newsroom.delivering.publishing.options import Common, mistaken
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.site_headers import added_headers
from newsroom.delivering.publishing.target import (
    Delivery,
    PublishingError,
    Release,
    TargetContext,
    TargetState,
)
from newsroom.options import web_address

TOKEN = "NETLIFY_AUTH_TOKEN"  # noqa: S105 - a name
_TITLE = re.compile(r"Release (\d+): (\d+) files")
_WORKERS, _READY = 8, 300
_REMEDIES = {
    401: f"set {TOKEN} to a personal access token",
    403: f"set {TOKEN} to a token that may deploy this site",
    404: "set 'site' to the id or the domain of your site",
    422: "see what it says of the site, then run the same again",
}


@dataclass(frozen=True)
class NetlifyOptions(Common):
    """Kind ``netlify``: ``site`` is the id or the domain of the site; ``api`` the address."""

    site: str = ""
    api: Annotated[str, AfterValidator(web_address)] = "https://api.netlify.com/api/v1"


def missing(options: NetlifyOptions) -> list[tuple[str, str]]:
    remedy = "write the id of the site, or its domain"
    if not options.site:
        return [("option 'site' is missing", remedy)]
    return mistaken("site", options.site, r"[\w.-]+", remedy)


class Netlify:
    """The deploys of a site."""

    is_atomic = True

    def __init__(self, options: NetlifyOptions, context: TargetContext) -> None:
        self._site = f"/sites/{quote(options.site, safe='')}"
        token = context.secret(TOKEN)
        self._url = context.url
        self._api = Api(
            host="Netlify", address=options.api, variable=TOKEN, token=token, remedies=_REMEDIES
        )
        self._deploy = ""

    def state(self) -> TargetState:
        published = self._api.read("GET", self._site).get("published_deploy") or {}
        deploys = self._api.read("GET", f"{self._site}/deploys?production=true&per_page=100")
        found = [one for deploy in reversed(deploys) if (one := _release(deploy))]
        served = next((one.number for one in found if one.name == published.get("id")), 0)
        files = self._files() if published else {}
        return TargetState(
            served, tuple(found), files, max((one.number for one in found), default=0)
        )

    def fingerprints(self, site: BuiltSite) -> Mapping[str, str]:
        files = {path: one.source.read_bytes() for path, one in site.for_readers.items()}
        return {path: _sha1(data) for path, data in {**self._extras(site), **files}.items()}

    @contextmanager
    def locked(self, lock: Lock, *, take_over: bool) -> Iterator[None]:
        """A deploy is shown as a whole: there is nothing to lock."""
        del lock, take_over
        yield

    def send(self, delivery: Delivery) -> None:
        files = {f"/{path}": digest for path, digest in delivery.wanted.items()}
        title = f"Release {delivery.release.number}: {delivery.release.files} files"
        body = {"files": files, "title": title}
        deploy = self._api.read("POST", f"{self._site}/deploys", json=body)
        self._deploy = deploy["id"]
        lacking, extras = set(deploy.get("required") or ()), self._extras(delivery.site)
        paths = {digest: path for path, digest in delivery.wanted.items() if digest in lacking}

        def upload(path: str) -> int:
            file = delivery.site.files.get(path)
            data = file.source.read_bytes() if file else extras[path]
            headers = {"Content-Type": "application/octet-stream"}
            context = f"/deploys/{self._deploy}/files/{quote(path)}"
            self._api.ask("PUT", context, content=data, headers=headers)
            return len(data)

        with ThreadPoolExecutor(_WORKERS) as pool:
            for size in pool.map(upload, paths.values()):
                delivery.advance(size)

    def switch(self, delivery: Delivery) -> None:
        """Wait until the deploy is shown: Netlify switches by itself."""
        end = time.monotonic() + _READY
        while True:
            deploy = self._api.read("GET", f"/deploys/{self._deploy}")
            if deploy["state"] == "ready":
                return
            if deploy["state"] == "error" or time.monotonic() > end:
                why = deploy.get("error_message") or deploy["state"]
                raise PublishingError(
                    f"the deploy is not shown ({why})", "see it at app.netlify.com"
                )
            time.sleep(0.5)

    def tidy(self, delivery: Delivery) -> None:
        """Netlify deletes old deploys by itself."""

    def restore(self, release: Release) -> None:
        self._api.ask("POST", f"{self._site}/deploys/{release.name}/restore")

    def _extras(self, site: BuiltSite) -> dict[str, bytes]:
        return added_headers(site, "netlify", self._url)

    def _files(self) -> dict[str, str]:
        found = self._api.read("GET", f"{self._site}/files")
        return {one["path"].lstrip("/"): one["sha"] for one in found}


def _release(deploy: Mapping[str, Any]) -> Release | None:
    found = _TITLE.fullmatch(deploy.get("title") or "")
    if not found or deploy.get("state") != "ready":
        return None
    return Release(
        number=int(found[1]),
        at=deploy.get("created_at", ""),
        by="",
        files=int(found[2]),
        name=deploy["id"],
    )


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def open_target(options: NetlifyOptions, context: TargetContext) -> Netlify:
    return Netlify(options, context)


KIND = Kind(NetlifyOptions, open_target, missing)
