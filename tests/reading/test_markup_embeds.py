import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.reading.markup.embeds import PLAYER, find_video
from newsroom.reading.text.body import BodyOptions, BodyRenderer

RENDERER = BodyRenderer(BodyOptions(typography=False))
FILM = "dQw4w9WgXcQ"


def html(markdown: str) -> str:
    return RENDERER.render(markdown).html


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
    video = find_video(address)
    assert video
    assert video.page == f"https://www.youtube.com/watch?v={FILM}"
    assert video.player == f"https://www.youtube-nocookie.com/embed/{FILM}"


@pytest.mark.parametrize(
    ("address", "page", "player"),
    [
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871", "76979871?dnt=1"),
        ("https://vimeo.com/channels/staff/769", "https://vimeo.com/769", "769?dnt=1"),
        ("https://vimeo.com/groups/a/videos/769", "https://vimeo.com/769", "769?dnt=1"),
        ("https://player.vimeo.com/video/769", "https://vimeo.com/769", "769?dnt=1"),
        ("https://vimeo.com/769/0a1b", "https://vimeo.com/769/0a1b", "769?dnt=1&h=0a1b"),
        ("https://vimeo.com/769#t=90s", "https://vimeo.com/769#t=90s", "769?dnt=1#t=90s"),
    ],
)
def test_every_form_of_a_vimeo_address_is_known(address: str, page: str, player: str) -> None:
    video = find_video(address)
    assert video
    assert (video.page, video.player) == (page, f"https://player.vimeo.com/video/{player}")


@pytest.mark.parametrize(
    ("time", "seconds"), [("t=90", 90), ("t=90s", 90), ("t=1h2m3s", 3723), ("start=7", 7)]
)
def test_a_start_time_is_kept(time: str, seconds: int) -> None:
    video = find_video(f"https://youtu.be/{FILM}?{time}")
    assert video
    assert video.player.endswith(f"?start={seconds}")
    assert video.page.endswith(f"&t={seconds}s")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/playlist?list=PL1",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "https://example.com/watch?v=dQw4w9WgXcQ",
        "https://[youtu.be/",
        "https://youtu.be/short",
    ],
)
def test_other_addresses_are_no_films(address: str) -> None:
    assert find_video(address) is None


@settings(deadline=None)
@given(st.text(alphabet="/?&=#abv0123456789-_:@.%hms\"'<>", max_size=40))
def test_a_player_is_always_one_that_may_be_loaded(rest: str) -> None:
    for host in ("https://youtu.be/", "https://www.youtube.com/watch?v=", "https://vimeo.com/"):
        if video := find_video(host + rest):
            assert PLAYER.fullmatch(video.player)


def test_an_address_alone_is_a_block_to_click() -> None:
    assert html(f"https://youtu.be/{FILM}?t=90") == (
        '<figure class="embed" '
        f'data-embed="https://www.youtube-nocookie.com/embed/{FILM}?start=90" '
        'data-provider="youtube">'
        f'<a href="https://www.youtube.com/watch?v={FILM}&amp;t=90s" rel="noopener">'
        "Watch on YouTube</a></figure>"
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (f"[The *speech*](https://youtu.be/{FILM})", ">The <em>speech</em></a></figure>"),
        (f'https://youtu.be/{FILM}\n{{: title="The speech" .wide }}', ">The speech</a></figure>"),
        ("<https://vimeo.com/769>", ">Watch on Vimeo</a></figure>"),
        ("https://youtu.be/_Qw4w9WgXc_", ">Watch on YouTube</a></figure>"),
        (f"> https://youtu.be/{FILM}", ">Watch on YouTube</a></figure>\n</blockquote>"),
    ],
)
def test_the_text_of_the_link(markdown: str, text: str) -> None:
    assert html(markdown).endswith(text)


def test_an_address_in_text_stays_there() -> None:
    assert "embed" not in html(f"See https://youtu.be/{FILM} for more")
    assert "embed" not in html(f"    https://youtu.be/{FILM}")
