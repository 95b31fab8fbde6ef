"""The address of the old site: which addresses are its own, and how it spells them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from newsroom.desk.importing.dialects import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSite:
    """``base_url`` ends without a slash; ``folder`` is its path (``/blog``). Both may be empty."""

    base_url: str
    folder: str

    def owns(self, address: str) -> bool:
        host = absolute_host(address)
        return bool(host) and host == absolute_host(self.base_url)

    def inner(self, address: str) -> str:
        """Return the path of an address of this site, from the folder of the site on."""
        inner = address
        if absolute_host(address):
            parts = urlsplit(address)
            inner = parts.path + (f"?{parts.query}" if parts.query else "")
        within = self.folder and inner.startswith(self.folder + "/")
        return inner[len(self.folder) :] if within else inner

    def address(self, path: str) -> str:
        """Return the whole address of a path, which may begin with the folder of the site."""
        return self.base_url + self.inner(path)


def old_site(base_url: str, config: Config) -> OldSite:
    try:
        folder = urlsplit(base_url).path or config.base_path
    except ValueError:
        folder = config.base_path
    return OldSite(base_url=base_url, folder=folder.rstrip("/"))


def absolute_host(address: str) -> str:
    """Return the host of an address without ``www.``, or ``""``."""
    try:
        return urlsplit(address).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""
