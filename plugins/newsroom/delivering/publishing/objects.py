"""What a file of the site becomes in a bucket: its bytes and the headers of its answers."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from newsroom.delivering.publishing.site import BuiltSite, SiteFile
from newsroom.delivering.publishing.types import is_text, media_type
from newsroom.files.caching import caching

LEVEL = 6
"""Of gzip: level 9 takes half as long again and saves half a per cent."""
GONE = {"status": "410"}
"""Metadata of pages that should answer 410 Gone: S3 cannot, a CDN in front of it can."""


@dataclass(frozen=True)
class Objects:
    """The objects of ``site``; ``compress`` stores texts with gzip, ``acl`` is that of each."""

    site: BuiltSite
    compress: bool
    acl: str = ""
    _files: dict[str, SiteFile] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_files", self.site.for_readers)

    def fingerprints(self) -> Mapping[str, str]:
        """Return path → digest of bytes and headers, then ``>`` and where a redirect leads."""
        return {path: self._fingerprint(path, one) for path, one in self._files.items()}

    def headers(self, path: str) -> dict[str, Any]:
        """Return the headers of an object, as botocore names them."""
        found: dict[str, Any] = {"ContentType": media_type(path), "CacheControl": caching(path)}
        if self._is_packed(path):
            found["ContentEncoding"] = "gzip"
        if path in self.site.gone:
            found["Metadata"] = GONE
        return {**found, **redirect(self.site.moved.get(path, "")), **access(self.acl)}

    def body(self, path: str) -> bytes:
        """Return the bytes of an object: those of the ``.gz`` next to the file, if there is one."""
        if not self._is_packed(path):
            return self._files[path].source.read_bytes()
        if packed := self.site.packed.get(path, {}).get("gzip"):
            return packed.source.read_bytes()
        return gzip.compress(self._files[path].source.read_bytes(), LEVEL, mtime=0)

    def size(self, path: str) -> int:
        return self._files[path].size

    def _is_packed(self, path: str) -> bool:
        return self.compress and is_text(path)

    def _fingerprint(self, path: str, file: SiteFile) -> str:
        headers = self.headers(path)
        target = headers.pop("WebsiteRedirectLocation", "")
        text = orjson.dumps([file.digest, headers], option=orjson.OPT_SORT_KEYS)
        digest = hashlib.blake2b(text, digest_size=16).hexdigest()
        return f"{digest}>{target}" if target else digest


def redirect(target: str) -> dict[str, str]:
    """Return the header with which a bucket that is a website answers 301."""
    return {"WebsiteRedirectLocation": target} if target else {}


def access(acl: str) -> dict[str, str]:
    return {"ACL": acl} if acl else {}
