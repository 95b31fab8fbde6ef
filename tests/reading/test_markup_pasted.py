"""Code for embedding becomes a block to click, whoever offered it for pasting."""

import pytest
from bs4 import BeautifulSoup

from newsroom.embeds.hosts import Host
from newsroom.reading.text.body import BodyOptions, BodyRenderer

RENDERER = BodyRenderer(
    BodyOptions(typography=False), hosts={"charts.example.org": Host("City charts")}
)

DATAWRAPPER = """<iframe title="Rents in Lisbon" aria-label="Line chart" \
id="datawrapper-chart-AbC12" src="https://datawrapper.dwcdn.net/AbC12/3/" scrolling="no" \
frameborder="0" style="width: 0; min-width: 100% !important; border: none;" height="512" \
data-external="1"></iframe><script type="text/javascript">!function(){"use strict";\
window.addEventListener("message",(function(a){if(void 0!==a.data["datawrapper-height"])\
{for(var i in a.data)alert(1<2)}}))}();
</script>"""
TWEET = """<blockquote class="twitter-tweet" data-dnt="true"><p lang="en" dir="ltr">just setting \
up my <b>twttr</b></p>&mdash; jack (@jack) <a href="https://twitter.com/jack/status/20?ref_src=twsrc">\
March 21, 2006</a></blockquote> <script async src="https://platform.twitter.com/widgets.js" \
charset="utf-8"></script>"""
BLUESKY = """<blockquote class="bluesky-embed" \
data-bluesky-uri="at://did:plc:z72i7/app.bsky.feed.post/3l6o" data-bluesky-cid="baf">\
<p lang="en">A post.</p>&mdash; Bluesky (<a href="https://bsky.app/profile/did:plc:z72i7?ref_src=e">\
@bsky.app</a>) <a href="https://bsky.app/profile/did:plc:z72i7/post/3l6o?ref_src=e">October 1</a>\
</blockquote><script async src="https://embed.bsky.app/static/embed.js" charset="utf-8"></script>"""
INSTAGRAM = """<blockquote class="instagram-media" data-instgrm-captioned \
data-instgrm-permalink="https://www.instagram.com/p/AbC/?utm_source=ig_embed" \
style=" background:#FFF;"><div style="padding:16px;"> <a href="https://www.instagram.com/p/AbC/" \
target="_blank"> <div><svg width="50px"></svg></div> View this post</a></div></blockquote>
<script async src="//www.instagram.com/embed.js"></script>"""
TIKTOK = """<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ann/video/712" \
data-video-id="712" style="max-width: 605px;" > <section> <a target="_blank" \
href="https://www.tiktok.com/@ann?refer=embed">@ann</a> A dance </section> </blockquote> \
<script async src="https://www.tiktok.com/embed.js"></script>"""
THREADS = """<blockquote class="text-post-media" \
data-text-post-permalink="https://www.threads.net/@ann/post/C8x" id="ig-tp-C8x"> \
<a href="https://www.threads.net/@ann/post/C8x">View on Threads</a></blockquote>
<script async src="https://www.threads.net/embed.js"></script>"""
MASTODON = """<blockquote class="mastodon-embed" \
data-embed-url="https://mastodon.social/@ann/109876543210987654/embed"> \
<a href="https://mastodon.social/@ann/109876543210987654" target="_blank">View</a> </blockquote>
<script data-allowed-prefixes="https://mastodon.social/" async \
src="https://mastodon.social/embed.js"></script>"""
FLOURISH = """<div class="flourish-embed flourish-chart" data-src="visualisation/987"><script \
src="https://public.flourish.studio/resources/embed.js"></script></div>"""
FACEBOOK = """<div class="fb-post" data-href="https://www.facebook.com/ann/posts/12" \
data-width="500"></div>"""
WEB_COMPONENT = """<div style="min-height:400px" id="datawrapper-vis-AbC12"><script \
type="text/javascript" defer src="https://datawrapper.dwcdn.net/AbC12/embed.js" charset="utf-8" \
data-target="#datawrapper-vis-AbC12"></script><noscript><img \
src="https://datawrapper.dwcdn.net/AbC12/full.png" alt="" /></noscript></div>"""
SPOTIFY = """<iframe style="border-radius:12px" src="https://open.spotify.com/embed/episode/7ma" \
width="100%" height="232" frameBorder="0" allowfullscreen="" allow="autoplay"></iframe>"""
YOUTUBE = """<p><iframe width="560" height="420" src="https://www.youtube.com/embed/dQw4w9WgXcQ\
?si=x" title="A song" allowfullscreen></iframe></p>"""


@pytest.mark.parametrize(
    ("code", "frame", "title", "size"),
    [
        (DATAWRAPPER, "https://datawrapper.dwcdn.net/AbC12/3/", "Rents in Lisbon", "x512"),
        (WEB_COMPONENT, "https://datawrapper.dwcdn.net/AbC12/", "See the chart on Datawrapper",
         "4x3"),
        (TWEET, "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20",
         "jack (@jack) March 21, 2006", None),
        (BLUESKY, "https://embed.bsky.app/embed/did:plc:z72i7/app.bsky.feed.post/3l6o",
         "Bluesky (@bsky.app) October 1", None),
        (INSTAGRAM, "https://www.instagram.com/p/AbC/embed/captioned/", "Read on Instagram", None),
        (TIKTOK, "https://www.tiktok.com/player/v1/712", "Watch on TikTok", "9x16"),
        (THREADS, "https://www.threads.com/@ann/post/C8x/embed", "Read on Threads", None),
        (MASTODON, "https://mastodon.social/@ann/109876543210987654/embed", "Read on Mastodon",
         None),
        (FLOURISH, "https://flo.uri.sh/visualisation/987/embed", "See the chart on Flourish",
         "4x3"),
        (FACEBOOK, "https://www.facebook.com/plugins/post.php"
         "?href=https%3A%2F%2Fwww.facebook.com%2Fann%2Fposts%2F12&show_text=true",
         "Read on Facebook", None),
        (SPOTIFY, "https://open.spotify.com/embed/episode/7ma", "Listen on Spotify", "x232"),
        (YOUTUBE, "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "A song", "560x420"),
        ('<iframe src="https://charts.example.org/a" title="Rain"></iframe>',
         "https://charts.example.org/a", "Rain", "16x9"),
    ],
)  # fmt: skip
def test_pasted_code_becomes_a_block_to_click_without_a_warning(code, frame, title, size):
    body = RENDERER.render(f"Before.\n\n{code}\n\nAfter.")
    page = BeautifulSoup(body.html, "html.parser")
    assert [figure["data-embed"] for figure in page.select("figure.embed")] == [frame]
    assert page.select_one("figure.embed > a").text == title
    assert page.figure.get("data-size") == size
    assert not body.removed
    assert not body.unclear
    assert not page.select("script, iframe, p:empty")
    assert [p.text for p in page.find_all("p", recursive=False)] == ["Before.", "After."]


def test_the_words_of_a_post_stay():
    page = BeautifulSoup(RENDERER.render(TWEET).html, "html.parser")
    assert str(page.blockquote.p) == '<p dir="ltr" lang="en">just setting up my <b>twttr</b></p>'
    assert page.select_one("figure > a")["href"] == "https://x.com/jack/status/20"


def test_a_frame_of_an_unknown_host_becomes_a_link_and_the_warning_says_which_line_to_add():
    code = '<iframe src="https://maps.city.example/trams?l=1&amp;m=2" title="Trams"></iframe>'
    body = RENDERER.render(f"Text.\n\n{code}", first_line=5)
    page = BeautifulSoup(body.html, "html.parser")
    assert page.a.text == "Trams"
    assert page.a["href"] == "https://maps.city.example/trams?l=1&m=2"
    [unclear] = body.unclear
    assert unclear.line == 7
    assert 'EMBEDS = {"hosts": {"maps.city.example": {"name": "…"}}}' in unclear.remedy


def test_code_in_a_fence_stays_code():
    body = RENDERER.render(f"```html\n{DATAWRAPPER}\n```")
    assert "data-embed" not in body.html
    assert body.html.startswith('<pre class="highlight">')


@pytest.mark.parametrize("code", ["<iframe></iframe>", '<iframe src="/own/"></iframe>',
                                  '<iframe src="http://a.example/"></iframe>'])  # fmt: skip
def test_a_frame_that_leads_nowhere_is_taken_out_with_a_warning(code):
    body = RENDERER.render(f"Text.\n\n{code}")
    assert "iframe" not in body.html
    assert [item.what for item in body.removed] == ["<iframe> element"]


def test_an_ordinary_quotation_stays_as_it_is():
    text = '<blockquote class="wide"><p>Words <a href="https://x.com/a/status/1">x</a></p></blockquote>'
    assert "data-embed" not in RENDERER.render(text).html
