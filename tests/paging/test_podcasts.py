"""A section can be a podcast; sounds and films say how long and how large they are."""

import io
import json
import shutil
import sqlite3
import subprocess
import wave

import feedparser
import pytest
from PIL import Image

from newsroom.problems import ContentError
from tests.conftest import story
from tests.media import samples
from tests.schema_org import data_of, mistakes

TALK = "content/media/2026/talk.mp3"
BODY = '![The talk](2026/talk.mp3 "On Monday | Ann Roe")\n\nWords.'
SECTIONS = """
    ai:
      name: AI
      description: Models, labs and law.
      podcast:
        image: /podcast.png
        category: News > Politics
        email: us@news.example
    world:
      name: World
    """


def cover(side: int = 1400, form: str = "PNG") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(written, form)
    return written.getvalue()


def sound(seconds: int) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000 * seconds))
    return written.getvalue()


def podcast(**files):
    return {
        "content/data/sections.yml": SECTIONS,
        "content/files/podcast.png": cover(),
        "content/articles/ai/a.md": story("One & two", BODY),
        TALK: samples.mp3(),
        **files,
    }


@pytest.mark.slow
def test_the_player_says_how_long_and_how_large_the_sound_is(site):
    built = site({
        "content/articles/ai/a.md": story("A", "![Talk](2026/t.wav)"),
        "content/media/2026/t.wav": sound(65),
    })  # fmt: skip
    figure = built.page("/ai/2026/11/a/").select_one(".prose figure")
    assert figure.audio["preload"] == "none"
    assert figure.select_one(".player-facts").text == "1:05 · WAV · 0.5 MB · Download"
    assert figure.select_one(".player-facts a")["href"] == "/media/2026/t.wav"


@pytest.mark.slow
def test_captions_next_to_a_film_are_its_track_and_its_transcript(site):
    built = site({
        "content/articles/ai/a.md": story("A", "![Talk](2026/f.webm){poster=2026/p.png}"),
        "content/media/2026/f.webm": samples.webm(),
        "content/media/2026/p.png": samples.picture("PNG"),
        "content/media/2026/f.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>Hello <b>you\n",
    })  # fmt: skip
    figure = built.page("/ai/2026/11/a/").select_one(".prose figure")
    assert figure.video["poster"].endswith(".png")
    assert figure.track.attrs == {
        "kind": "captions", "src": "/media/2026/f.vtt", "srclang": "en", "label": "Captions"
    }  # fmt: skip
    assert figure.select_one("details.transcript p").text == "Ann: Hello you"
    assert built.exists("/media/2026/f.vtt")
    assert not built.warnings


@pytest.mark.slow
def test_machines_know_of_sounds_and_films(site):
    built = site({
        "content/articles/ai/a.md": story("A", BODY + '\n\n<video src="2026/f.webm"></video>'),
        TALK: samples.mp3(),
        "content/media/2026/f.webm": samples.webm(),
    })  # fmt: skip
    data = json.loads(built.page("/ai/2026/11/a/").find("script", type="application/ld+json").text)
    [audio], [video] = data["audio"], data["video"]
    assert (audio["@type"], audio["name"], audio["encodingFormat"]) == (
        "AudioObject", "The talk", "audio/mpeg"
    )  # fmt: skip
    assert audio["contentUrl"] == "https://news.example/media/2026/talk.mp3"
    assert audio["contentSize"] == f"{(built.output / 'media/2026/talk.mp3').stat().st_size} B"
    assert (video["@type"], video["name"]) == ("VideoObject", "A")


@pytest.mark.slow
def test_the_feed_of_a_podcast_has_what_directories_ask_for(site):
    vtt = "content/media/2026/talk.vtt"
    built = site(podcast(**{vtt: "WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n"}))
    feed = feedparser.parse(built.text("/ai/podcast.rss"))
    assert not feed.bozo
    channel, [episode] = feed.feed, feed.entries
    assert channel.title.startswith("AI — ")
    assert channel.image.href == "https://news.example/podcast.png"
    assert [tag.term for tag in channel.tags] == ["News", "Politics"]
    assert channel.publisher_detail.email == "us@news.example"
    assert "<itunes:explicit>false</itunes:explicit>" in built.text("/ai/podcast.rss")
    assert episode.title == "One & two"
    [enclosure] = episode.enclosures
    size = (built.output / "media/2026/talk.mp3").stat().st_size
    assert (enclosure.href, enclosure.type, enclosure.length) == (
        "https://news.example/media/2026/talk.mp3", "audio/mpeg", str(size)
    )  # fmt: skip
    text = built.text("/ai/podcast.rss")
    assert '<podcast:transcript url="https://news.example/media/2026/talk.vtt"' in text
    assert "<podcast:guid>" in text
    assert "podcast.rss" in str(built.page("/ai/").head)
    assert "Podcast" in built.page("/ai/").select_one(".follow").text


@pytest.mark.slow
def test_only_stories_with_a_sound_are_episodes(site):
    built = site(podcast(**{"content/articles/ai/b.md": story("B")}))
    assert len(feedparser.parse(built.text("/ai/podcast.rss")).entries) == 1


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not here")
def test_a_client_of_podcasts_reads_the_feed(site, tmp_path):
    built = site(podcast())
    home = tmp_path / "home"
    home.mkdir()
    (home / "urls").write_text(f"file://{built.output}/ai/podcast.rss\n")
    names = ["-u", home / "urls", "-c", home / "cache.db", "-C", "/dev/null"]
    subprocess.run(["newsboat", *names, "-x", "reload"], check=True, timeout=60)
    rows = sqlite3.connect(home / "cache.db").execute(
        "select title, enclosure_url, enclosure_type from rss_item"
    )
    assert rows.fetchall() == [
        ("One & two", "https://news.example/media/2026/talk.mp3", "audio/mpeg")
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"content/files/podcast.png": cover(600)},
         "sections.yml:5:12: /podcast.png has 600 × 600 pixels: save a square JPEG or PNG"),
        ({"content/files/podcast.png": cover(form="WEBP")}, "is a WEBP picture"),
        ({"content/files/podcast.png": b"no"}, "/podcast.png is not a picture"),
        ({"content/data/sections.yml": SECTIONS.replace("/podcast.png", "/other.png")},
         "sections.yml:5:12: there is no file '/other.png' in content/files/"),
        ({"content/data/sections.yml": SECTIONS.replace("News >", "New >")},
         "'New' is not a category of podcasts: write one of Apple's, such as News > Politics"
         " (did you mean 'News'?)"),
    ],
)  # fmt: skip
def test_what_directories_would_refuse_stops_the_build(site, files, message):
    with pytest.raises(ContentError) as error:
        site(podcast() | files)
    assert message in str(error.value)


@pytest.mark.slow
def test_a_language_with_episodes_has_a_feed_under_its_own_names(site):
    named = SECTIONS.replace(
        "    world:",
        "      languages:\n"
        "        de: {name: KI, podcast: {title: KI zum Hören, description: Gespräche.}}\n"
        "        fr: {name: IA}\n    world:",
    )
    german = story("Eine Probe", BODY, lang="de", date="2026-11-21")
    built = site(
        podcast(**{"content/data/sections.yml": named, "content/articles/ai/b.md": german}),
        LANGUAGES={"de": {"title": "Der Kurier"}, "fr": {}},
    )
    feed = feedparser.parse(built.text("/de/ai/podcast.rss"))
    assert (feed.feed.title, feed.feed.subtitle) == ("KI zum Hören", "Gespräche.")
    assert (feed.feed.language, feed.feed.author) == ("de", "Der Kurier")
    assert [entry.title for entry in feed.entries] == ["Eine Probe"]
    assert feed.feed.image.href == "https://news.example/podcast.png"
    link = built.page("/de/ai/").select_one('link[href="/de/ai/podcast.rss"]')
    assert link["title"].startswith("KI zum Hören")
    assert not built.exists("/fr/ai/podcast.rss")
    assert [one.title for one in feedparser.parse(built.text("/ai/podcast.rss")).entries] == [
        "One & two"
    ]


@pytest.mark.slow
def test_machines_read_which_podcast_a_section_is_and_which_stories_are_its_episodes(site):
    files = {
        "content/articles/ai/a.md": story("One & two", BODY, series="Sea"),
        "content/articles/ai/text.md": story("Without a sound"),
        "content/articles/world/far.md": story("Of another section", BODY),
    }
    built = site(podcast(**files))
    [page] = data_of(built.text("/ai/"))
    series = page["about"]
    assert (page["@type"], series["@type"]) == ("CollectionPage", "PodcastSeries")
    assert series["webFeed"] == "https://news.example/ai/podcast.rss"
    assert built.exists("/ai/podcast.rss")
    [episode] = data_of(built.text("/ai/2026/11/a/"))
    assert episode["@type"] == ["NewsArticle", "PodcastEpisode"]
    assert (episode["partOfSeries"], episode["episodeNumber"]) == (series, 1)
    assert not [*mistakes(page), *mistakes(episode)]
    for path in ("/ai/2026/11/text/", "/world/2026/11/far/"):
        assert data_of(built.text(path))[0]["@type"] == "NewsArticle"
    assert "about" not in data_of(built.text("/world/"))[0]
