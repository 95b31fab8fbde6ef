"""What is within prose but not prose: addresses, options, tags, code, formulas.

All patterns are bounded or begin at a place of their own, so that none takes quadratic time. Each
is tried only where its trigger occurs, and most begin with it.
"""

import re

_IN_ADDRESS = r"""(?:[^\s"'<>“”«»„‘’‹›「」『』]|'(?=\w)(?!s\b))"""
_VALUE = r"""(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'<>“”‘’«»]*)"""
_STRING = r"""(?:"[^"'\n]{0,300}"|'[^"'\n]{0,300}')"""
_NO_OPTION = r"[\w\-.,;:!?…)\]]"
"""What an option is never behind: a word, or the end of something said."""
_CLOSING = r"[^\s(\[{][\"'`”’»]"
"""A quote that closes; in some languages the same sign opens."""
_HOST = r"(?:[\w-]{1,63}\.){1,8}"
_VERBATIM = tuple(
    (trigger, re.compile(pattern))
    for trigger, pattern in (
        ("`", r"`(?<!``)[^`\n]+`(?!`)"),
        ("<", r"<(?<!<<)<*(?:!-{2,}|[a-zA-Z/!?][^<>]*>+)"),
        ("@", rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_HOST}\w{{2,24}}"),
        ("://", rf"\b[a-zA-Z][a-zA-Z+.]{{1,14}}://{_IN_ADDRESS}+"),
        ("www.", rf"www\.(?<!\w....){_IN_ADDRESS}+"),
        ("/", rf"(?<![\w.-]){_HOST}[a-zA-Z]{{2,24}}/{_IN_ADDRESS}*"),
        ("/", r"(?<![\w/.~])(?:~|\.{1,3})?/[\w.-]+/[\w./-]*"),  # A path of files.
        ("~/", r"~/[\w./-]+"),
        (":\\", r"\b[a-zA-Z]:\\[^\s\"'<>|]+"),
        ("--", r"--(?<=\w--)[\w-]{1,40}\.[a-z][a-z0-9]{1,3}\b(?!-)"),  # file--name.txt
        (
            "-",
            rf"-(?<!{_NO_OPTION}-)(?<!{_CLOSING}-)-?[a-zA-Z][\w-]*(?:={_VALUE})?",
        ),  # An option.
        ("=", rf"=(?<=[\w=]=){_STRING}"),  # name="value"
        ("\\", rf"\\{_STRING}|\\\(.{{1,300}}?\\\)|\\\[.{{1,300}}?\\\]"),
        ("(", rf"\((?<=\w\(){_STRING}"),  # call("text")
        ("'(", r"\b[a-zA-Z]'{1,3}(?=\()"),  # f'(x)
        ("$$", r"\$\$[^$]{1,1000}\$\$"),
        ("$", r"\$(?=[a-zA-Z\\(])[^$\s]{1,60}\$(?!\w)"),
        ("$", r"\$(?=[^$\s])(?=[^$\n]{0,300}[\\^_={}])[^$\n]{1,300}\$(?!\d)"),
    )
)


def hide(text: str) -> str:
    """Return ``text`` with an x for each character of what is not prose."""
    for trigger, pattern in _VERBATIM:
        if trigger in text:
            text = pattern.sub(_crossed_out, text)
    return text


def _crossed_out(match: re.Match[str]) -> str:
    return "x" * len(match[0])
