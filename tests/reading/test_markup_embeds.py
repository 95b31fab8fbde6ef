"""An address alone in a paragraph becomes a block to click, and calls nobody by itself."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.embeds.find import find_embed
from newsroom.embeds.hosts import Host
from newsroom.embeds.providers import PROVIDERS
from newsroom.reading.text.body import BodyOptions, BodyRenderer

RENDERER = BodyRenderer(
    BodyOptions(typography=False), hosts={"charts.example.org": Host("City charts", size="x450")}
)
FILM = "dQw4w9WgXcQ"


def html(markdown: str) -> str:
    return RENDERER.render(markdown).html


def figure(markdown: str):
    return BeautifulSoup(html(markdown), "html.parser").find("figure")


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={FILM}",
        f"http://youtube.com/watch?feature=share&v={FILM}&list=PL1",
        f"https://m.youtube.com/watch?v={FILM}",
        f"https://youtu.be/{FILM}?si=abc",
        f"https://www.youtube.com/shorts/{FILM}",
        f"https://www.youtube.com/live/{FILM}?feature=share",
        f"https://www.youtube.com/embed/{FILM}",
        f"https://www.youtube-nocookie.com/embed/{FILM}",
    ],
)
def test_every_form_of_a_youtube_address_is_known(address: str) -> None:
    embed = find_embed(address)
    assert embed
    assert embed.page == f"https://www.youtube.com/watch?v={FILM}"
    assert embed.frame == f"https://www.youtube-nocookie.com/embed/{FILM}"


@pytest.mark.parametrize(
    ("address", "page", "player"),
    [
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871", "76979871?dnt=1"),
        ("https://vimeo.com/channels/staff/769", "https://vimeo.com/769", "769?dnt=1"),
        ("https://vimeo.com/groups/a/videos/769", "https://vimeo.com/769", "769?dnt=1"),
        ("https://player.vimeo.com/video/769", "https://vimeo.com/769", "769?dnt=1"),
        (
            "https://player.vimeo.com/video/769?h=0a1b&app_id=1",
            "https://vimeo.com/769/0a1b",
            "769?dnt=1&h=0a1b",
        ),
        ("https://vimeo.com/769/0a1b", "https://vimeo.com/769/0a1b", "769?dnt=1&h=0a1b"),
        ("https://vimeo.com/769#t=90s", "https://vimeo.com/769#t=90s", "769?dnt=1#t=90s"),
    ],
)
def test_every_form_of_a_vimeo_address_is_known(address: str, page: str, player: str) -> None:
    embed = find_embed(address)
    assert embed
    assert (embed.page, embed.frame) == (page, f"https://player.vimeo.com/video/{player}")


@pytest.mark.parametrize(
    ("address", "name", "frame"),
    [
        ("https://www.datawrapper.de/_/AbC12/", "Datawrapper",
         "https://datawrapper.dwcdn.net/AbC12/"),
        ("https://datawrapper.dwcdn.net/AbC12/7/", "Datawrapper",
         "https://datawrapper.dwcdn.net/AbC12/7/"),
        ("https://public.flourish.studio/visualisation/123/", "Flourish",
         "https://flo.uri.sh/visualisation/123/embed"),
        ("https://www.documentcloud.org/documents/20059068-the-memo/", "DocumentCloud",
         "https://embed.documentcloud.org/documents/20059068-the-memo/?embed=1&responsive=1"),
        ("https://www.google.de/maps/place/Caf%C3%A9+Eins/@52.51,13.40,15.2z/data=!4m2",
         "Google Maps",
         "https://www.google.com/maps?q=Caf%C3%A9+Eins&ll=52.51,13.40&z=15&output=embed"),
        ("https://maps.google.com/maps?hl=de&q=Caf%C3%A9+Eins&z=15&output=embed", "Google Maps",
         "https://www.google.com/maps?q=Caf%C3%A9+Eins&output=embed"),
        ("https://www.google.com/maps/place/Café", "Google Maps",
         "https://www.google.com/maps?q=Caf%C3%A9&output=embed"),
        ("https://www.openstreetmap.org/#map=15/52.5/13.4", "OpenStreetMap",
         "https://www.openstreetmap.org/export/embed.html"
         "?bbox=13.38627%2C52.49382%2C13.41373%2C52.50618&layer=mapnik"),
        ("https://mastodon.social/@ann/109876543210987654", "Mastodon",
         "https://mastodon.social/@ann/109876543210987654/embed"),
        ("https://bsky.app/profile/ann.example.org/post/3k2a", "Bluesky",
         "https://embed.bsky.app/embed/ann.example.org/app.bsky.feed.post/3k2a"),
        ("https://twitter.com/ann/status/20?s=20", "X",
         "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"),
        ("https://www.instagram.com/p/Ab-1_/?utm_source=x", "Instagram",
         "https://www.instagram.com/p/Ab-1_/embed/captioned/"),
        ("https://www.tiktok.com/@ann/video/712?lang=en", "TikTok",
         "https://www.tiktok.com/player/v1/712"),
        ("https://www.threads.net/@ann/post/C8x_", "Threads",
         "https://www.threads.com/@ann/post/C8x_/embed"),
        ("https://www.facebook.com/ann/posts/pfbid02", "Facebook",
         "https://www.facebook.com/plugins/post.php"
         "?href=https%3A%2F%2Fwww.facebook.com%2Fann%2Fposts%2Fpfbid02&show_text=true"),
        ("https://www.facebook.com/watch/?v=12", "Facebook",
         "https://www.facebook.com/plugins/video.php"
         "?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D12"),
        ("https://open.spotify.com/intl-de/episode/7ma", "Spotify",
         "https://open.spotify.com/embed/episode/7ma"),
        ("https://soundcloud.com/ann/a-song", "SoundCloud",
         "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fann%2Fa-song"),
        ("https://podcasts.apple.com/us/podcast/the-news/id1?i=2", "Apple Podcasts",
         "https://embed.podcasts.apple.com/us/podcast/the-news/id1?i=2"),
        ("https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv", "PeerTube",
         "https://tube.example.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv"),
        ("https://archive.org/details/a-film_1", "Internet Archive",
         "https://archive.org/embed/a-film_1"),
    ],
)  # fmt: skip
def test_every_provider_is_known_by_the_address_of_its_page(
    address: str, name: str, frame: str
) -> None:
    embed = find_embed(address)
    assert embed
    assert (embed.name, embed.frame) == (name, frame)


def test_a_frame_of_every_provider_is_found_again_from_its_own_address() -> None:
    """People copy the address of a frame out of the code that they were offered."""
    samples = {
        "id": "12345678901", "user": "ann", "kind": "p", "key": "0a", "version": "/3", "place": "x",
        "lat": "1.5", "lon": "2.5", "zoom": "9", "host": "a.example", "query": "pb=!2d1!3d2",
        "path": "us/podcast/id1", "quoted": "https%3A%2F%2Fa.example%2Fb", "box": "1%2C2%2C3%2C4",
        "target": "https%3A%2F%2Fa.example%2Fb", "mlat": "1", "mlon": "2", "address": "x",
    }  # fmt: skip
    unknown = {
        provider.name
        for provider in PROVIDERS
        if not any(find_embed(way.frame.format_map(samples)) for way in provider.ways)
    }
    # The samples cannot have the forms of all ids at once.
    assert unknown <= {"Datawrapper", "Flourish", "Spotify", "Mastodon", "PeerTube", "Google Maps"}


@pytest.mark.parametrize(
    ("time", "seconds"), [("t=90", 90), ("t=90s", 90), ("t=1h2m3s", 3723), ("start=7", 7)]
)
def test_a_start_time_is_kept(time: str, seconds: int) -> None:
    embed = find_embed(f"https://youtu.be/{FILM}?{time}")
    assert embed
    assert embed.frame.endswith(f"?start={seconds}")
    assert embed.page.endswith(f"&t={seconds}s")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/playlist?list=PL1",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/https://youtu.be/dQw4w9WgXcQ",
        "https://x.com@evil.example/ann/status/1",
        "https://vimeo.com/about",
        "https://x.com/ann",
        "https://soundcloud.com/ann",
        "https://medium.com/@ann/a-story-1234567890abcdef",
        "https://example.com/watch?v=dQw4w9WgXcQ",
        "https://[youtu.be/",
        "https://youtu.be/short",
        "javascript://youtu.be/dQw4w9WgXcQ",
    ],
)
def test_other_addresses_are_no_embeds(address: str) -> None:
    assert find_embed(address) is None


@settings(deadline=None)
@given(st.text(alphabet="/?&=#abv0123456789-_:@.%hms\"'<> é", max_size=40))
def test_no_address_can_break_out_of_the_frame(end: str) -> None:
    for start in ("https://vimeo.com/", "https://youtu.be/", "https://www.google.com/maps/place/"):
        if embed := find_embed(start + end):
            for address in (embed.frame, embed.page):
                assert re.fullmatch(r"https://[\w.]+/[!-;=?-~]*", address, re.ASCII)
                assert '"' not in address


def test_the_block_says_what_a_click_loads_and_from_where() -> None:
    found = figure(f"https://youtu.be/{FILM}")
    assert found["data-embed"] == f"https://www.youtube-nocookie.com/embed/{FILM}"
    assert found["data-provider"] == "YouTube"
    assert found["data-size"] == "16x9"
    assert "embed-16x9" in found["class"]
    assert "www.youtube-nocookie.com" in found.a["data-note"]
    assert found.a["href"] == f"https://www.youtube.com/watch?v={FILM}"
    assert found.text.strip() == "Watch on YouTube"


def test_the_text_of_the_link_is_the_title() -> None:
    assert figure(f"[The *speech*](https://youtu.be/{FILM})").text.strip() == "The speech"
    assert figure(f'https://youtu.be/{FILM} {{: title="A talk" .wide }}').text == "A talk"
    assert "wide" in figure(f'https://youtu.be/{FILM} {{: title="A talk" .wide }}')["class"]


def test_an_address_within_a_sentence_stays_a_link() -> None:
    assert "data-embed" not in html(f"See https://youtu.be/{FILM} for it.")
    assert "data-embed" not in html(f"`https://youtu.be/{FILM}`")


def test_a_host_of_the_papers_own_is_shown_as_it_is() -> None:
    found = figure("[Rents](https://charts.example.org/rents?y=2026)")
    assert found["data-embed"] == "https://charts.example.org/rents?y=2026"
    assert (found["data-provider"], found["data-size"]) == ("City charts", "x450")


def test_a_frame_written_by_hand_loads_nothing() -> None:
    text = html(
        '<figure data-embed="https://evil.example/"><a href="https://a.example">x</a></figure>'
    )
    assert "evil.example" not in text


def test_a_short_address_is_named_since_nobody_knows_where_it_leads() -> None:
    body = RENDERER.render("A text.\n\nhttps://maps.app.goo.gl/abc", first_line=7)
    [unclear] = body.unclear
    assert unclear.line == 9
    assert "does not say what it leads to" in unclear.what
    assert "data-embed" not in body.html


def test_the_hosts_of_frames_are_known() -> None:
    body = RENDERER.render(f"https://youtu.be/{FILM}\n\nhttps://x.com/a/status/1")
    assert body.frames == (
        ("platform.twitter.com", "X"),
        ("www.youtube-nocookie.com", "YouTube"),
    )
