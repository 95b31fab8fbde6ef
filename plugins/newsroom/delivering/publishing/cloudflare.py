"""Kind ``cloudflare``: deployments of a project of Cloudflare Pages.

Cloudflare documents no upload but its own program, wrangler; what is there, the way back and what
is deleted go through the API that developers.cloudflare.com describes. ``CLOUDFLARE_API_TOKEN`` and
``CLOUDFLARE_ACCOUNT_ID`` are in the environment.
"""

import hashlib
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import AfterValidator, Field

from newsroom.delivering.publishing import pages_limits
from newsroom.delivering.publishing.api import Api
from newsroom.delivering.publishing.kinds import Kind
from newsroom.delivering.publishing.layout import kept_numbers
from newsroom.delivering.publishing.locks import Lock
from newsroom.delivering.publishing.options import Common
from newsroom.delivering.publishing.records import parse_record, record_data
from newsroom.delivering.publishing.site import BuiltSite
from newsroom.delivering.publishing.site_headers import added_headers
from newsroom.delivering.publishing.target import (
    Delivery,
    PublishingError,
    Release,
    TargetContext,
    TargetState,
)
from newsroom.delivering.publishing.wrangler import find_wrangler, run_wrangler
from newsroom.files.atomic import write_file
from newsroom.options import web_address

TOKEN, ACCOUNT = "CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"
_TITLE = re.compile(r"Release (\d+): (\d+) files")
_PAGE, _READY = 25, 300
_RIGHTS = f"set {TOKEN} to a token with the right Cloudflare Pages: Edit"
_REMEDIES = {
    400: _RIGHTS,
    401: _RIGHTS,
    403: f"{_RIGHTS}, and {ACCOUNT} to its account",
    404: f"set 'project' to the name of your project of Pages, and {ACCOUNT} to its account",
}


@dataclass(frozen=True)
class CloudflareOptions(Common):
    """Kind ``cloudflare``: ``project`` is its name; ``files`` is how many the plan allows."""

    project: str = ""
    files: Annotated[int, Field(ge=1)] = 20_000
    api: Annotated[str, AfterValidator(web_address)] = "https://api.cloudflare.com/client/v4"


def missing(options: CloudflareOptions) -> list[tuple[str, str]]:
    if re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", options.project):
        return []
    remedy = "write the name of the project, as in NAME.pages.dev"
    if options.project:
        return [(f"option 'project' is {options.project!r}", remedy)]
    return [("option 'project' is missing", remedy)]


class CloudflareTarget:
    """The deployments of a project."""

    is_atomic = True

    def __init__(self, options: CloudflareOptions, context: TargetContext) -> None:
        self._options, self._context = options, context
        token = context.secret(TOKEN)
        self._account = context.secret(ACCOUNT)
        account = quote(self._account, safe="")
        self._project = f"/accounts/{account}/pages/projects/{options.project}"
        self._api = Api(
            host="Cloudflare",
            address=options.api,
            variable=TOKEN,
            token=token,
            remedies=_REMEDIES,
        )
        self._records = context.notes / "publishing" / context.name
        self._served = ""
        self._branch = ""

    def state(self) -> TargetState:
        there = self._served_now()
        found = {there["id"]: there} if there else {}
        found |= {one["id"]: one for one in self._deployments()}
        releases = [one for deployment in found.values() if (one := _release(deployment))]
        releases.sort(key=lambda one: one.number)
        served = next((one.number for one in releases if one.name == self._served), 0)
        newest = max((one.number for one in releases), default=0)
        return TargetState(served, tuple(releases), self._files(served), newest)

    def fingerprints(self, site: BuiltSite) -> Mapping[str, str]:
        extras = self._extras(site)
        pages_limits.check(site, extras, self._options.files)
        files = {path: one.digest for path, one in site.for_readers.items()}
        return {**files, **{path: _digest(data) for path, data in extras.items()}}

    @contextmanager
    def locked(self, lock: Lock, *, take_over: bool) -> Iterator[None]:
        """A deployment is shown as a whole: there is nothing to lock."""
        del lock, take_over
        yield

    def send(self, delivery: Delivery) -> None:
        """Upload and show: wrangler does both in one step."""
        program = find_wrangler(self._context.paper, self._context.environment.get("PATH", ""))
        served = self._served
        self._served_now()
        if self._served != served:
            raise PublishingError("another run has published here meanwhile", "run the same again")
        size = sum(delivery.site.files[path].size for path in delivery.changes.sent
                   if path in delivery.site.files)  # fmt: skip
        done = 0

        def heard(part: float) -> None:
            nonlocal done
            step, done = int(size * part) - done, int(size * part)
            delivery.advance(step)

        self._records.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self._records) as folder:
            self._lay_out(delivery.site, Path(folder, "site"))
            arguments = ["pages", "deploy", "site", f"--project-name={self._options.project}",
                         f"--branch={self._branch}", f"--commit-message={_title(delivery.release)}",
                         "--commit-dirty=true"]  # fmt: skip
            environment = {
                **self._context.environment,
                TOKEN: self._api.token,
                ACCOUNT: self._account,
                "CLOUDFLARE_API_BASE_URL": self._api.address,
            }
            run_wrangler(program, arguments, Path(folder), environment, heard)

    def switch(self, delivery: Delivery) -> None:
        """Wait until the deployment is shown, and note its files."""
        end = time.monotonic() + _READY
        while (_trigger(there := self._served_now())) != _title(delivery.release):
            if time.monotonic() > end:
                what = "the deployment is not shown"
                raise PublishingError(what, "see it at dash.cloudflare.com")
            time.sleep(0.5)
        write_file(self._record(there["id"]), record_data(delivery.release, delivery.wanted))

    def tidy(self, delivery: Delivery) -> None:
        """Delete old deployments: each answers at an address of its own."""
        kept = kept_numbers(delivery, self._options.keep)
        for one in delivery.before.releases:
            if one.number not in kept:
                self._api.ask("DELETE", f"{self._project}/deployments/{one.name}?force=true")
                self._record(one.name).unlink(missing_ok=True)

    def restore(self, release: Release) -> None:
        self._api.ask("POST", f"{self._project}/deployments/{release.name}/rollback")

    def _result(self, path: str) -> Any:
        if not self._account:
            remedy = "set it to the id of your account (dash.cloudflare.com, Workers & Pages)"
            raise PublishingError(f"{ACCOUNT} is not in the environment", remedy)
        return self._api.read("GET", self._project + path)["result"]

    def _served_now(self) -> dict[str, Any]:
        """Return the deployment that readers get; there is none in a new project."""
        project = self._result("")
        there: dict[str, Any] = project.get("canonical_deployment") or {}
        self._branch, self._served = project["production_branch"], there.get("id", "")
        return there

    def _deployments(self) -> Iterator[dict[str, Any]]:
        """Yield the deployments of production, newest first, as many as may be kept."""
        for page in range(1, 2 + self._options.keep // _PAGE):
            found = self._result(f"/deployments?env=production&page={page}&per_page={_PAGE}")
            yield from found
            if len(found) < _PAGE:
                return

    def _files(self, served: int) -> dict[str, str]:
        """Return what this machine noted: Cloudflare does not say what a deployment holds."""
        if not served:
            return {}
        with suppress(FileNotFoundError):
            file = self._record(self._served)
            return parse_record(file.read_bytes(), f"{file}")[1]
        what = f"warning: .cache of this machine does not say what release {served} holds"
        print(f"{self._context.name}: {what}: every file counts as new", file=sys.stderr)
        return {}

    def _record(self, name: str) -> Path:
        return self._records / f"{name}.json.gz"

    def _extras(self, site: BuiltSite) -> dict[str, bytes]:
        return added_headers(site, "cloudflare", self._context.url)

    def _lay_out(self, site: BuiltSite, folder: Path) -> None:
        """Make a folder of what readers ask for, as second names of the files of the output."""
        for path, data in self._extras(site).items():
            write_file(folder / path, data)
        for path, one in site.for_readers.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                file.hardlink_to(one.source)
            except OSError:
                shutil.copyfile(one.source, file)


def _title(release: Release) -> str:
    return f"Release {release.number}: {release.files} files"


def _trigger(deployment: Mapping[str, Any]) -> str:
    trigger = deployment.get("deployment_trigger") or {}
    return str((trigger.get("metadata") or {}).get("commit_message") or "")


def _release(deployment: Mapping[str, Any]) -> Release | None:
    found = _TITLE.fullmatch(_trigger(deployment))
    if not found or (deployment.get("latest_stage") or {}).get("status") != "success":
        return None
    at = str(deployment.get("created_on", ""))
    return Release(number=int(found[1]), at=at, files=int(found[2]), name=deployment["id"])


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def open_target(options: CloudflareOptions, context: TargetContext) -> CloudflareTarget:
    return CloudflareTarget(options, context)


KIND = Kind(CloudflareOptions, open_target, missing)
