"""Tokens and passwords of the environment. No message shows one, nor a part of it."""

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"[!-~]*")
_LOGIN = re.compile(r"[ -~]*")
REMEDY = "paste it again"


def credential(environment: Mapping[str, str], variable: str) -> str:
    """Return a token or password, without spaces and line breaks around it; ``""`` without one."""
    return environment.get(variable, "").strip()


def token_flaw(environment: Mapping[str, str], variable: str) -> str:
    """Return why what a variable holds cannot be a token; ``""`` if it can."""
    if _TOKEN.fullmatch(credential(environment, variable)):
        return ""
    return f"{variable} has a space or a sign that no token has"


def login_flaw(environment: Mapping[str, str], variable: str) -> str:
    """Return why a name or password cannot be sent; ``""`` if it can. It may have spaces."""
    if _LOGIN.fullmatch(credential(environment, variable)):
        return ""
    return f"{variable} has a line break or a letter that is not in ASCII"
