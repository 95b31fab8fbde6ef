"""Signing up for the newsletter: what each provider's form wants, and what becomes of an address.

Setting: ``NEWSLETTER``.

Field names are those of the providers' own forms. A form of Postorius (Mailman's web pages) takes
no address from another site, since it wants a token of its own (Django's CSRF); there a link leads
to the list's page, or a mail to ``-join``, which Mailman answers with the request to confirm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from newsroom.languages.words import Words
from newsroom.model import SignUp, Statement
from newsroom.problems import ContentError, Problem
from newsroom.text.urls import is_mail_address, is_web_address

Provider = Literal["", "buttondown", "mailchimp", "listmonk", "mailman"]


@dataclass(frozen=True)
class SignupOptions:
    """Setting ``NEWSLETTER``: where readers sign up; neither ``action`` nor ``join``: nowhere.

    ``provider`` presets the fields. ``action`` is the address of the form, ``join`` a web address
    or a mail address through which one subscribes instead. ``keeper`` is who keeps the addresses;
    ``confirms`` whether subscribing takes a link in a mail (double opt-in).
    """

    provider: Provider = ""
    action: str = ""
    join: str = ""
    email_field: str = ""
    hidden_fields: dict[str, str] = field(default_factory=dict)
    trap: str = ""
    keeper: str = ""
    confirms: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a provider's form is like; ``keeper`` is empty where the paper runs it itself.

    ``choice`` is the name of the boxes with which readers choose newsletters.
    """

    email_field: str = "email"
    hidden_fields: Mapping[str, str] = field(default_factory=dict)
    trap: str = "website"
    keeper: str = ""
    choice: str = "newsletter"


PRESETS: Mapping[str, Preset] = {
    "": Preset(),
    "buttondown": Preset(hidden_fields={"embed": "1"}, keeper="Buttondown", choice="tag"),
    "mailchimp": Preset(email_field="EMAIL", keeper="Mailchimp", choice=""),
    "listmonk": Preset(trap="nonce", choice="l"),
    "mailman": Preset(choice=""),
}


def check_sign_up(options: SignupOptions) -> None:
    """Check the setting alone: what is missing in it may be in ``NEWSLETTERS``.

    Raises:
        ContentError: it is wrong.
    """
    read_sign_up(options, chosen=True)


def read_sign_up(options: SignupOptions, *, chosen: bool = False) -> SignUp | None:
    """Return how readers subscribe, or ``None`` when they cannot.

    ``chosen``: the form has boxes, with which they choose newsletters.

    Raises:
        ContentError: an address is not valid, or a provider's address lacks what its form needs.
    """
    if not options.action and not options.join:
        return None
    if found := mistake(options, chosen=chosen):
        raise ContentError([Problem("NEWSLETTER", *found)])
    preset = PRESETS[options.provider]
    trap = options.trap or preset.trap
    if options.provider == "mailchimp" and not options.trap:
        given = parse_qs(urlsplit(options.action).query)
        trap = f"b_{given['u'][0]}_{given['id'][0]}"
    return SignUp(
        action=options.action,
        email_field=options.email_field or preset.email_field,
        hidden_fields=tuple({**preset.hidden_fields, **options.hidden_fields}.items()),
        trap=trap,
        join_url=join_address(options.join),
        keeper=options.keeper or preset.keeper,
        confirms=options.confirms,
    )


def join_address(join: str) -> str:
    """Return the link of a web address or a mail address through which one subscribes."""
    return join if "://" in join or not join else f"mailto:{join}?subject=join"


def join_mistake(join: str) -> tuple[str, str] | None:
    """Return what is wrong with such an address, and its remedy."""
    if is_web_address(join) or is_mail_address(join):
        return None
    return f"option 'join' is {join!r}", "write the list's web page or its -join mail address"


def mistake(options: SignupOptions, *, chosen: bool = False) -> tuple[str, str] | None:
    """Return what is wrong with the setting and its remedy."""
    action, join = options.action, options.join
    if action and join:
        return "both 'action' and 'join'", "keep the form, or the link to join"
    if action and not is_web_address(action):
        return f"option 'action' is {action!r}", "write the https:// address of the form"
    if join and (wrong := join_mistake(join)):
        return wrong
    if options.provider == "mailman" and action:
        what = "Mailman's web form takes no address from another site"
        return what, "write as 'join' the list's page, or its address with -join"
    given = parse_qs(urlsplit(action).query)
    if options.provider == "mailchimp" and not given.keys() >= {"u", "id"}:
        remedy = "copy the whole action of the embedded form, with u= and id="
        return f"option 'action' is {action!r}", remedy
    if options.provider == "listmonk" and "l" not in options.hidden_fields and not chosen:
        remedy = "add the list's UUID: 'hidden_fields': {'l': '…'}"
        return "Listmonk must know which list is meant", remedy
    return None


def privacy_statement(sign_up: SignUp, paper: str, words: Words) -> Statement:
    """Return what signing up does with an address."""
    _ = words.gettext
    keeper = sign_up.keeper or paper
    said = [_sent(sign_up, words)]
    if sign_up.confirms:
        said.append(
            _("You are subscribed only after you follow the link in a mail that asks you to.")
        )
    if keeper == paper:
        said.append(_(
            "{paper} keeps the address to send you the newsletter until you unsubscribe.",
            paper=paper,
        ))  # fmt: skip
    else:
        said.append(_(
            "{company} keeps the address to send you the newsletter until you unsubscribe, on"
            " behalf of {paper}; its own privacy policy applies.",
            company=keeper, paper=paper,
        ))  # fmt: skip
    said += [
        _("Every issue says how to unsubscribe."),
        _(
            "We put no pictures and no tracking pixel into issues, and their links are the plain"
            " addresses of the stories."
        ),
    ]
    if keeper != paper:
        said.append(_("Whether {company} adds any is said there.", company=keeper))
    return Statement(title=_("Newsletter"), text=words.sentences(*said))


def _sent(sign_up: SignUp, words: Words) -> str:
    """Return where the address of a reader goes."""
    _ = words.gettext
    host = urlsplit(sign_up.action or sign_up.join_url).hostname
    if sign_up.action:
        return _(
            "Your browser sends the e-mail address that you enter to {host}, and nothing else"
            " beyond what every request carries, such as your IP address.",
            host=host,
        )
    if sign_up.join_url.startswith("mailto:"):
        return _(
            "You sign up by a mail of your own to {address}; this site does not learn your"
            " address.",
            address=sign_up.join_url.removeprefix("mailto:").partition("?")[0],
        )
    return _(
        "You sign up on a page of {host}; this site does not learn your address.", host=host
    )  # fmt: skip
