"""Old addresses lead on, on every host, and never astray."""

import json
import shutil
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.delivering.hosts.configuration import Hosted, configuration
from newsroom.model import Redirect
from newsroom.paging.hosts import nginx, s3
from newsroom.paging.redirects import end_of_chain
from newsroom.problems import ContentError
from tests.conftest import story
from tests.ports import free_port

A = "content/articles/ai/2026/a.md"
RULES = "content/data/redirects.yml"
NGINX_MAP = ".hosting/nginx-redirects.map"


def mistakes(site, rules: str, **matter) -> str:
    with pytest.raises(ContentError) as caught:
        site({A: story(**matter), RULES: rules})
    return str(caught.value)


def test_old_addresses_lead_to_the_new_ones(site):
    built = site(
        {
            A: story(aliases="[/2019/old.html, /2018/older, /2017/%C3%A4lter/]"),
            RULES: "/was/here/: /ai/#main\n/with/place/: /ai/2026/11/a/\n",
        }
    )
    for path in ("/2019/old.html", "/2018/older/", "/2017/älter/", "/with/place/"):
        page = built.page(path)
        assert page.find("meta", {"http-equiv": "refresh"})["content"] == "0; url=/ai/2026/11/a/"
        assert not page.find("meta", {"name": "robots"})
        canonical = page.find("link", rel="canonical")["href"]
        assert canonical == "https://news.example/ai/2026/11/a/"
    page = built.page("/was/here/")
    assert page.find("a")["href"] == "/ai/#main"
    assert page.find("link", rel="canonical")["href"] == "https://news.example/ai/"
    assert "/was/here/" not in built.text("/sitemap.xml")


def test_the_canonical_address_below_a_folder_and_of_a_syndicated_story(site):
    first = "https://other.example/first/"
    other = story("B", aliases="[/old-b/]", canonical=first)
    files = {A: story(aliases="[/old/]"), "content/articles/ai/b.md": other}
    built = site(files, SITEURL="https://user.example/paper")
    found = built.page("/old/").find("link", rel="canonical")["href"]
    assert found == "https://user.example/paper/ai/2026/11/a/"
    assert built.page("/old-b/").find("link", rel="canonical")["href"] == first


def test_aliases_of_an_expired_story_lead_to_its_notice(site):
    built = site({A: story(expires="2026-11-22", aliases="[/old/]")})
    assert "/ai/2026/11/a/" in built.text("/old/")


def test_what_is_gone_says_so_and_is_not_indexed(site):
    built = site({RULES: "/2018/withdrawn/: gone\n"})
    page = built.page("/2018/withdrawn/")
    assert page.h1.text == "This page is no longer available"
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert "withdrawn" not in built.text("/sitemap.xml")


def test_a_feed_that_moved_is_a_copy_of_the_new_one(site):
    built = site({A: story(), RULES: "/rss.xml: /feed.rss\n"})
    assert built.text("/rss.xml") == built.text("/feed.rss")


@pytest.mark.slow
def test_feeds_go_with_their_listing(site):
    ledger = "/tag/old/\n/tag/old/feed.rss\n/tag/gone/\n/tag/gone/feed.rss\n"
    built = site(
        {
            A: story(tags="[Law]"),
            RULES: "/tag/old/: /tag/law/\n/tag/gone/: gone\n",
            "content/data/ledger.txt": ledger,
        },
        LEDGER={"enforce": True},
    )
    assert built.text("/tag/old/feed.rss") == built.text("/tag/law/feed.rss")
    assert not built.exists("/tag/old/feed.atom")
    assert "/tag/gone/feed.rss" in built.text("/.hosting/nginx-redirects.map")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("/x/: /nowhere/\n", ":1:1: there is no page /nowhere/: write the address of a page"),
        ("/x/: /ai/2026/11/aa/\n", "(did you mean '/ai/2026/11/a/'?)"),
        ("/ai/: /world/\n", ":1:1: /ai/ is the address of a page: delete the line"),
        ("/a/: /b/\n/b/: /ai/\n", ":1:1: /b/ leads on to /ai/: write /ai/ here"),
        ("/a/: /b/\n/b/: /c/\n/c/: gone\n", ":1:1: /b/ leads on to gone: write gone here"),
        ("/a/: /b/\n/b/: /a/\n", ":2:1: /b/ leads in a circle"),
        ("/a/: /a/\n", ":1:1: /a/ leads in a circle"),
        ("/a/: /b/\n/b/: /c/\n/c/: /b/\n", ":1:1: /a/ leads in a circle"),
        ("/?p=1: /ai/\n", ":1:1: /?p=1/ cannot be redirected"),
        ("/a/../../b/: /ai/\n", ":1:1: '/a/../../b/' leads nowhere"),
        ("/a/: //evil.example/\n", ":1:1: '//evil.example/' is not a path of this site"),
    ],
)
def test_a_redirect_that_leads_astray_is_an_error_at_its_line(site, rules, expected):
    assert expected in mistakes(site, rules)


def test_an_alias_is_held_to_the_same_rules(site):
    found = mistakes(site, "/old/: /world/\n", aliases="[/ai/, /old]")
    assert "a.md:5:11: /ai/ is the address of a page" in found
    assert "/old/ leads to /world/ already (content/data/redirects.yml:1)" in found


def test_two_lines_may_say_the_same(site):
    rules = "/old/: /ai/2026/11/a/\n"
    assert site({A: story(aliases="[/old/]"), RULES: rules}).exists("/old/index.html")


HOSTED = {A: story(aliases='["/2019/älter/"]'), RULES: "/old.html: /ai/\n/2018/gone/: gone\n"}
PLACE = {"SITEURL": "https://example.org/paper"}


def test_cloudflare_gets_plain_lines_without_what_it_does_not_know(site):
    assert site(HOSTED, **PLACE).text("/_redirects") == (
        "/paper/2019/%C3%A4lter/ /paper/ai/2026/11/a/ 301\n/paper/old.html /paper/ai/ 301\n"
    )


def test_netlify_gets_lines_that_win_over_the_pages(site):
    built = site(HOSTED, REDIRECTS={"hosts": ["netlify"]}, **PLACE)
    assert built.text("/_redirects").splitlines() == [
        "/paper/2018/gone/ /paper/2018/gone/ 410!",
        "/paper/2019/%C3%A4lter/ /paper/ai/2026/11/a/ 301!",
        "/paper/old.html /paper/ai/ 301!",
    ]
    assert not [
        path for path in built.files() if path.startswith(".hosting/") and "redirects" in path
    ]


def test_nginx_gets_a_map_of_readable_paths_with_and_without_slash(site):
    lines = site(HOSTED, **PLACE).text("/.hosting/nginx-redirects.map").splitlines()
    assert lines == [
        '"/paper/2018/gone/" "gone";',
        '"/paper/2018/gone" "gone";',
        '"/paper/2019/älter/" "/paper/ai/2026/11/a/";',
        '"/paper/2019/älter" "/paper/ai/2026/11/a/";',
        '"/paper/old.html" "/paper/ai/";',
    ]


def test_s3_gets_the_objects_that_lead_elsewhere(site):
    found = json.loads(site(HOSTED, **PLACE).text("/.hosting/s3-redirects.json"))
    assert found["moved"][1] == {"Key": "old.html", "WebsiteRedirectLocation": "/paper/ai/"}
    assert found["gone"] == ["2018/gone/index.html"]


def test_a_site_without_redirects_has_no_list_but_that_which_nginx_includes(site):
    built = site({A: story()})
    assert [path for path in built.files() if "redirects" in path] == [NGINX_MAP]
    assert built.text(NGINX_MAP).startswith("#")


@given(st.text())
def test_no_path_leaves_its_quotes(path):
    for line in nginx([(f"/{path}", "/new/")], "").decode().split('" "/new/";\n')[:-1]:
        bare = line.removeprefix('"').replace("\\\\", "").replace('\\"', "")
        assert '"' not in bare
        assert not bare.endswith("\\")
    assert json.loads(s3([(f"/{path}", "/new/")], ""))["moved"]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefghxyz"), min_size=1))
def test_chains_end_where_following_them_ends(moves):
    by_old = {
        f"/{a}/": Redirect(old=f"/{a}/", target=f"/{b}/", source="", line=0, column=0)
        for a, b in moves.items()
    }
    for redirect in by_old.values():
        at = redirect.target
        for _ in by_old:
            at = by_old[at].target if at in by_old else at
        assert end_of_chain(redirect, by_old) == (None if at in by_old else at)


def printed_nginx(root: Path, port: int) -> str:
    """Return what `newsroom host nginx` prints for the site at ``root``, and what surrounds it."""
    lines = configuration(
        "nginx", Hosted(url=f"http://127.0.0.1:{port}", root=str(root), policy="default-src 'self'")
    )
    own = root.parent
    folders = "".join(
        f"{name}_temp_path {own}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"pid {own}/nginx.pid; error_log {own}/nginx.log; daemon off; master_process off;\n"
        f"events {{}}\nhttp {{ access_log off;\n{folders}{lines}\n}}\n"
    )


@pytest.fixture
def nginx_server(tmp_path):
    """Run nginx with the printed configuration; return what it answers: status and location."""
    running: list[subprocess.Popen] = []

    def start(root: Path):
        port = free_port()
        conf = tmp_path / "nginx.conf"
        conf.write_text(printed_nginx(root, port))
        command = ["nginx", "-c", conf, "-e", tmp_path / "nginx.log"]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        running.append(subprocess.Popen(command))

        def ask(path: str) -> tuple[int, str | None]:
            for _ in range(600):
                connection = HTTPConnection("127.0.0.1", port, timeout=30)
                try:
                    connection.request("GET", quote(path))
                    answer = connection.getresponse()
                    return answer.status, answer.getheader("location")
                except ConnectionRefusedError:
                    time.sleep(0.1)
                finally:
                    connection.close()
            raise AssertionError("nginx does not answer")

        return ask

    yield start
    for process in running:
        process.terminate()
        process.wait()


NGINX = pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx")


@pytest.mark.slow
@NGINX
def test_nginx_runs_as_printed_without_any_redirect(site, nginx_server):
    ask = nginx_server(site({A: story()}).output)
    assert ask("/ai/2026/11/a/") == (200, None)
    assert ask("/nowhere/")[0] == 404


@pytest.mark.slow
@NGINX
def test_nginx_answers_whatever_the_addresses_hold(site, nginx_server):
    odd = [
        "/a b/", "/x$uri/", '/q"uote/', "/;semi{}/", "/~tilde/", "/Foo/", "/foo/", "/Ä/",
        "/x'y/", "/(a.b)*+[c]|^/", "/default", "/" + "é" * 120 + "/" + "ü" * 120 + "/",
        "/AI/2026/11/A/",
    ]  # fmt: skip
    rules = "".join(f"'{path.replace(chr(39), 2 * chr(39))}': /ai/2026/11/a/#x\n" for path in odd)
    ask = nginx_server(site({A: story(), RULES: f"{rules}/withdrawn/: gone\n"}).output)
    for path in odd:
        assert ask(path) == (301, "/ai/2026/11/a/#x"), path
    assert ask("/ai/2026/11/a/") == (200, None)
    assert ask("/withdrawn/")[0] == 410
    assert ask("/xx/")[0] == 404


def test_lists_do_not_name_hidden_stories(site):
    files = {A: story(), "content/articles/ai/2026/secret.md": story("S", status="hidden",
             aliases="[/old/]"), RULES: "/other/: /ai/2026/11/a/\n"}  # fmt: skip
    built = site(files, REDIRECTS={"hosts": ("cloudflare", "nginx", "s3")})
    assert "/ai/2026/11/secret/" in built.text("/old/")
    for path in ("_redirects", NGINX_MAP, ".hosting/s3-redirects.json"):
        assert "secret" not in built.text(path)
        assert "/ai/2026/11/a/" in built.text(path)
