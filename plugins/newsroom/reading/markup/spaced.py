"""Addresses with spaces in them, which CommonMark leaves as text: writers paste such addresses.

They are repaired where it is clear what they are, and named where it is not.
"""

import re

_SUFFIXES = (
    "pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|zip|png|jpe?g|webp|avif|gif|svg|tiff?|mp[34]|m4a|ogg|wav"
    "|webm|mov|vtt|md|markdown|html?|aspx?|php"
)
_PART = r"[^\s()<>\"']++(?:[ \t]{1,9}[^\s()<>\"']++)*+"
_ADDRESS = rf"(?:https?:/)?/(?:[ \t]?{_PART})?"
_TELEPHONE = r"(?:tel|sms):\+?[0-9][0-9 \t./-]{1,30}"
# A path that ends as the names of files do. In a definition, which may be a sentence after all, a
# known ending and a few words at most.
_FILE = rf"""[^\s()<>"'][^()<>"'\n]*\.[A-Za-z0-9]{{2,8}}(?:[?\#]{_PART})?"""
_KNOWN_FILE = rf"""(?:[^\s()<>"']++[ \t]){{1,5}}[^\s()<>"']*\.(?:{_SUFFIXES})(?:[?\#]{_PART})?"""
_IN_LINK = re.compile(
    rf"[ \t]*({_TELEPHONE}|{_ADDRESS}|{_FILE})[ \t]*+(?=\)|(?<=[ \t])[\"'])", re.IGNORECASE
)
_IN_DEFINITION = re.compile(
    rf"[ \t]*({_TELEPHONE}|{_ADDRESS}|{_KNOWN_FILE})(?=[ \t]+[\"'(]|[ \t]*(?:\n|\Z))",
    re.IGNORECASE,
)
_IN_ANGLES = re.compile(r"<((?:https?)://[^<>\n]{1,2000}[^<>\s])>", re.IGNORECASE)
_HOST = re.compile(r"(https?://)[ \t]*([^/?#]*?)[ \t]*(?=[/?#]|\Z)", re.IGNORECASE)
_LEFT = re.compile(r"\((?=[^()\s])((?:[^()\n]|\n(?![ \t]*\n)){1,300})\)")
_NEXT = re.compile(rf" [\w%-]+\.(?:{_SUFFIXES})\b", re.IGNORECASE)


def in_link(text: str, start: int) -> tuple[str, int] | None:
    """Read what is behind the bracket of ``[text](``: a target that has spaces, and its end."""
    return _repaired(_IN_LINK.match(text, start))


def in_definition(text: str, start: int) -> tuple[str, int] | None:
    """Read what is behind ``[label]:``: a target that has spaces, and its end."""
    return _repaired(_IN_DEFINITION.match(text, start))


def in_angles(text: str, start: int) -> tuple[str, int] | None:
    """Read ``<https://…>``: a target that has spaces, and the place behind the brackets.

    The target is empty if nobody can say where it leads.
    """
    match = _IN_ANGLES.match(text, start)
    if match is None or " " not in match[1] or match[1].count("://") > 1:
        return None
    target, _ = _repaired(match) or ("", 0)
    return target, match.end()


def left_as_text(text: str, start: int) -> str:
    """Return the ``(…)`` at ``start`` that may have been meant as an address, else nothing."""
    match = _LEFT.match(text, start)
    return match[0] if match and any(map(str.isspace, match[1])) else ""


def goes_on(text: str, address: str, end: int) -> str:
    """Return what a bare address may go on with behind a space: the rest of a file's name."""
    name = address.partition("://")[2].rpartition("/")[2]
    match = _NEXT.match(text, end) if name and "." not in name else None
    return match[0].strip() if match else ""


def _repaired(match: re.Match[str] | None) -> tuple[str, int] | None:
    if match is None or not any(map(match[1].__contains__, " \t")):
        return None
    target = match[1].rstrip()
    if target[:4].lower() in ("tel:", "sms:"):
        target = "".join(target.split())
    elif target[:7].lower() == "mailto:":
        target = f"{target[:7]}{target[7:].lstrip()}"
    elif host := _HOST.match(target):
        if any(map(str.isspace, host[2])):
            return None
        target = host[1] + host[2] + target[host.end() :]
    return target, match.end(1)
