"""Headers that protect readers: the same on every host that lets a site choose its headers."""


def security_headers(policy: str, url: str) -> dict[str, str]:
    """Return them by name; ``policy`` is the Content-Security-Policy of the site at ``url``."""
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if url.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers
