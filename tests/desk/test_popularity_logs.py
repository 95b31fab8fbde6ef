"""What is read from a line of an access log, and who of the requests is a reader."""

import json
import time
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.desk.popularity.addresses import place_of
from newsroom.desk.popularity.count import requested_page
from newsroom.desk.popularity.filters import Filter
from newsroom.desk.popularity.hits import Hit
from newsroom.desk.popularity.logs import read_hits

HOUR = 494_697  # 2026-06-08T09Z
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
COMMON = '192.0.2.7 - - [08/Jun/2026:09:59:59 +0000] "GET /a/?q=1 HTTP/1.1" 200 512'
READING = Hit(HOUR, "192.0.2.7", "GET", "/a/", 200, FIREFOX)
CADDY = {
    "level": "info", "ts": 1780912799.25, "msg": "handled request", "status": 200,
    "request": {
        "remote_ip": "10.0.0.1", "client_ip": "192.0.2.7", "method": "GET", "uri": "/a/",
        "headers": {"User-Agent": [FIREFOX], "Sec-Purpose": ["prefetch"]},
    },
}  # fmt: skip
CLOUDFRONT = {
    "date": "2026-06-08", "time": "09:59:59", "c-ip": "192.0.2.7", "cs-method": "GET",
    "cs-uri-stem": "/a/", "sc-status": "200", "cs(User-Agent)": FIREFOX.replace(" ", "%20"),
}  # fmt: skip
NGINX = {
    "remote_addr": "192.0.2.7", "request": "GET /a/ HTTP/2.0", "status": "200",
    "http_user_agent": FIREFOX, "time_iso8601": "2026-06-08T11:59:59+02:00",
}  # fmt: skip


def read(*lines: str) -> list[Hit | None]:
    return [hit for _, hit in read_hits(f"{line}\n" for line in lines)]


def test_combined_and_common_lines():
    assert read(f'{COMMON} "-" "{FIREFOX}"', COMMON, f'{COMMON} "-" "-"') == [
        READING._replace(target="/a/?q=1"),
        READING._replace(target="/a/?q=1", agent=None),
        READING._replace(target="/a/?q=1", agent=""),
    ]


def test_what_comes_behind_the_agent_does_not_matter():
    assert read(f'{COMMON} "-" "{FIREFOX}" 0.004 "x"')[0].agent == FIREFOX


@pytest.mark.parametrize(
    "stamp",
    ["08/Jun/2026:15:29:59 +0530", "08/Jun/2026:04:00:00 -0530", "08/Jun/2026:09:00:00 +0000"],
)
def test_times_count_in_utc_also_in_zones_of_half_hours(stamp):
    assert read(COMMON.replace("08/Jun/2026:09:59:59 +0000", stamp))[0].hour == HOUR


@pytest.mark.parametrize(
    "record",
    [
        CLOUDFRONT,
        NGINX,
        {**NGINX, "time_iso8601": "2026-06-08T09:00:00Z", "request_uri": "/a/"},
        {**{key: NGINX[key] for key in NGINX if key != "time_iso8601"}, "msec": "1780912799.250"},
        {**{key: NGINX[key] for key in NGINX if key != "time_iso8601"},
         "time_local": "08/Jun/2026:09:59:59 +0000"},
    ],
)  # fmt: skip
def test_json_lines_of_cloudfront_and_nginx(record):
    assert read(json.dumps(record)) == [READING]


CLOUDFLARE = {
    "ClientIP": "192.0.2.7", "ClientRequestMethod": "GET", "ClientRequestURI": "/a/",
    "EdgeResponseStatus": 200, "EdgeStartTimestamp": "2026-06-08T09:59:59Z",
    "ClientRequestUserAgent": FIREFOX,
}  # fmt: skip
TRAEFIK = {
    "ClientHost": "192.0.2.7", "RequestMethod": "GET", "RequestPath": "/a/",
    "DownstreamStatus": 200, "StartUTC": "2026-06-08T09:59:59.25Z", "request_User-Agent": FIREFOX,
}  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [CLOUDFLARE, {**CLOUDFLARE, "EdgeStartTimestamp": 1780912799250000000}, TRAEFIK],
)
def test_json_lines_of_cloudflare_and_traefik(record):
    assert read(json.dumps(record)) == [READING]


def test_the_log_of_a_bucket():
    line = (
        "79a59df9 paper [08/Jun/2026:09:59:59 +0000] 192.0.2.7 - 3E57427F WEBSITE.GET.OBJECT "
        f'a/index.html "GET /a/ HTTP/1.1" 200 - 2662 2662 70 10 "-" "{FIREFOX}" - abc= SigV4'
    )
    assert read(line, line.replace("192.0.2.7", "192.0.2.8")) == [
        READING, READING._replace(address="192.0.2.8"),
    ]  # fmt: skip


def test_the_log_of_iis():
    fields = "#Fields: date time cs-method cs-uri-stem c-ip cs(User-Agent) sc-status"
    agent = FIREFOX.replace(" ", "+")
    assert read(fields, f"2026-06-08 09:59:59 GET /a/ 192.0.2.7 {agent} 200") == [READING]


@pytest.mark.parametrize(
    "stamp", ["08/Jun/2026:09:59:59.125 +0000", "2026-06-08T11:59:59+02:00", "2026-06-08T09:59:59Z"]
)
def test_times_with_fractions_and_of_iso_8601(stamp):
    line = COMMON.replace("08/Jun/2026:09:59:59 +0000", stamp)
    hits = read(line, f"paper.example:443 {line}")
    assert [(hit.hour, hit.address) for hit in hits] == [(HOUR, "192.0.2.7")] * 2


@pytest.mark.parametrize("key", ["timestamp", "@timestamp", "time"])
def test_json_of_nginx_under_the_usual_names_of_a_time(key):
    record = {**NGINX, key: NGINX["time_iso8601"]}
    del record["time_iso8601"]
    assert read(json.dumps(record)) == [READING]


def test_json_lines_of_old_caddy_name_address_and_port():
    request = {"remote_addr": "192.0.2.7:4711", "method": "GET", "uri": "/a/", "headers": {}}
    (hit,) = read(json.dumps({**CADDY, "request": request}))
    assert hit
    assert place_of(hit.address) == place_of("192.0.2.7")


def test_json_lines_of_caddy():
    iso = {**CADDY, "ts": "2026-06-08T09:59:59.250Z"}
    assert read(json.dumps(CADDY), json.dumps(iso)) == [READING._replace(purpose="prefetch")] * 2


def test_the_tab_separated_log_of_cloudfront():
    columns = ["x-edge-location", *CLOUDFRONT]
    values = ["FRA56-P1", *CLOUDFRONT.values()]
    assert read("#Version: 1.0", f"#Fields: {' '.join(columns)}", "\t".join(values), "a\tb") == [
        READING,
        None,
    ]


@pytest.mark.parametrize(
    "prefix",
    [
        "www.news.example:443 ",
        "10.0.0.1:443 ",
        "<134>2026-05-10T10:00:00Z cache-fra fastly: ",
        "May 10 10:00:00 web1 nginx[812]: ",
        "10.9.8.7 May 10 10:00:00 web1 nginx: ",
        "2026-05-10T10:00:00.123456789Z stdout F ",
        "nginx-1  | ",
        "host=web1 app=nginx ip=10.0.0.1 ",
        "10.0.0.1 ",
        "10.0.0.1 10.0.0.2 [info] ",
        "- ",
        "2001:db8::1 ",
    ],
)
@pytest.mark.parametrize("user", ["- -", "- olivia", "ident olivia", "- Olivia Scott"])
def test_words_in_front_of_a_line_are_not_the_reader(prefix, user):
    line = f'{COMMON.replace("- -", user)} "-" "{FIREFOX}"'
    assert read(prefix + line) == [READING._replace(target="/a/?q=1")]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda line: json.dumps({"log": line + "\n", "stream": "stdout", "time": "2026-06-08"}),
        lambda line: json.dumps({"MESSAGE": line, "_HOSTNAME": "web1"}),
        lambda line: json.dumps({"log": json.dumps(NGINX), "stream": "stdout"}),
        lambda line: "2026-05-10T10:00:00Z stdout F " + json.dumps(NGINX),
        lambda line: "May 10 10:00:00 web1 caddy[7]: " + json.dumps(CADDY),
    ],
)
def test_lines_within_records_and_records_behind_words(wrap):
    (hit,) = read(wrap(f'{COMMON} "-" "{FIREFOX}"'))
    assert (hit.address, hit.hour, hit.agent) == ("192.0.2.7", HOUR, FIREFOX)


@pytest.mark.parametrize(
    ("before", "address"),
    [
        ("192.0.2.7, 10.0.0.1 - -", "192.0.2.7"),
        ("web: 192.0.2.7, 10.0.0.2, 10.0.0.1 - -", "192.0.2.7"),
        ("2001:db8::7 - -", "2001:db8::7"),
        ("[2001:db8::7]:443 - -", "[2001:db8::7]:443"),
        ("192.0.2.7:51234 - -", "192.0.2.7:51234"),
        ("10.0.0.1 web: host.example - -", "host.example"),
        ("10.0.0.1 web: - - -", "-"),
        ("a,b, 192.0.2.7 - -", "192.0.2.7"),
    ],
)
def test_where_the_address_of_a_reader_is(before, address):
    (hit,) = read(COMMON.replace("192.0.2.7 - -", before))
    assert hit.address == address


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", ("192.0.2.7", True)),
        ("8.8.8.8:51234", ("8.8.8.8", False)),
        ("::ffff:8.8.8.8", ("8.8.8.8", False)),
        ("2606:4700:1:2:3:4:5:6", ("2606:4700:1:2::/64", False)),
        ("[2606:4700:1:2::9]:443", ("2606:4700:1:2::/64", False)),
        ("10.0.0.1", ("10.0.0.1", True)),
        ("fd00::1", ("fd00::/64", True)),
        ("host.example", None),
        ("host.example:443", None),
        ("unix:", None),
        ("-", None),
        ("", None),
        ("1.2.3", None),
        ("999.1.1.1", None),
        ("2606:4700::1:x", None),
    ],
)
def test_the_connection_of_an_address(address, place):
    assert place_of(address) == place


def test_a_long_line_of_stamps_takes_no_time():
    line = ' [08/Jun/2026:09:59:59 +0000] "' * 2_000
    start = time.monotonic()
    assert read(line, "x " * 30_000, "1.2.3.4, " * 7_000 + '- - [08/Jun/2026:09:59:59 +0000] "')
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        f'{COMMON} "-" "{FIREFOX}',
        COMMON.replace("Jun", "Jux"),
        COMMON.replace("08/", "31/"),
        "{",
        "{}",
        '{"request": {}}',
        '{"request": 7, "status": 200}',
        json.dumps({**NGINX, "status": "ok"}),
        json.dumps({**NGINX, "time_iso8601": "today"}),
    ],
)
def test_other_lines_are_unreadable(line):
    assert read(line) == [None]


@pytest.mark.slow
@given(st.text(st.characters(exclude_characters="\n"), max_size=200))
def test_no_line_is_an_exception(line):
    assert len(read(line, "{" + line, f'1.2.3.4 - - [{line}] "{line}" 200 1 "" "{line}"')) <= 3


@pytest.mark.slow
@given(
    st.sampled_from([CADDY, CLOUDFRONT, NGINX]),
    st.recursive(
        st.none() | st.integers() | st.floats() | st.text(max_size=5),
        lambda values: st.lists(values) | st.dictionaries(st.just("headers"), values),
        max_leaves=3,
    ),
    st.data(),
)
def test_no_value_of_a_record_is_an_exception(record, value, data):
    changed = {**record, data.draw(st.sampled_from(sorted(record))): value}
    for hit in read(json.dumps(changed)):
        if hit:
            requested_page(hit.target, "")
            Filter((ip_network("10.0.0.0/8"),)).reason_against(hit)


def test_lines_keep_their_numbers():
    assert [number for number, _ in read_hits(["#x\n", "\n", COMMON, "?"])] == [3, 4]


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("/a/", "/a/"),
        ("/a", "/a/"),
        ("/a/index.html?x=/b/#c", "/a/"),
        ("/a/myindex.html", "/a/myindex.html"),
        ("https://news.example/a/", "/a/"),
        ("/%D0%BC/", "/м/"),
        ("*", None),
        ("http://[", None),
    ],
)
def test_one_page_under_its_spellings(target, page):
    assert requested_page(target, "") == page


def test_the_base_of_the_site_is_no_part_of_a_page():
    assert requested_page("/daily/a/", "/daily") == "/a/"
    assert requested_page("/dailya/", "/daily") is None


@pytest.mark.parametrize(
    "change",
    [
        {"status": 304},
        {"agent": None},
        {"agent": "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 21) Chrome/130.0 Mobile Safari"},
        {"agent": "w3m/0.5.3"},
        {"agent": "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)"},
        {"agent": "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)"},
        {"agent": "Lynx/2.9.2 libwww-FM/2.14 SSL-MM/1.4.1"},
        {"agent": "Opera/9.80 (X11; Linux x86_64) Presto/2.12.388 Version/12.16"},
        {"address": "host.example"},
    ],
)
def test_readers(change):
    own = Filter((ip_network("10.0.0.0/8"),))
    assert own.reason_against(READING._replace(**change)) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"method": "HEAD"}, "requests without an answer to read"),
        ({"method": ""}, "requests without an answer to read"),
        ({"status": 301}, "requests without an answer to read"),
        ({"status": 404}, "requests without an answer to read"),
        ({"purpose": "prefetch;prerender"}, "prefetches"),
        ({"agent": ""}, "crawlers"),
        ({"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://google.com/bot.html)"},
         "crawlers"),
        ({"agent": "curl/8.9.0"}, "crawlers"),
        ({"agent": "Java/17.0.1"}, "crawlers"),
        ({"agent": "okhttp/4.12.0"}, "crawlers"),
        ({"agent": "Mozilla/5.0 (compatible; Pocket)"}, "crawlers"),
        ({"agent": "Mozilla/5.0"}, "crawlers"),
        ({"agent": "Paper Reader/3 (iPhone)"}, "crawlers"),
        ({"agent": "Mozilla/5.0 (compatible; Ezooms/1.0; help@moz.com)"}, "crawlers"),
        ({"agent": "Tiny Tiny RSS/1.11 (http://tt-rss.org/)"}, "feed readers"),
        ({"agent": "UniversalFeedParser/4.2 +http://feedparser.org/"}, "feed readers"),
        ({"address": "10.1.2.3"}, "the newsroom's own"),
        ({"address": "::ffff:10.1.2.3"}, "the newsroom's own"),
    ],
)  # fmt: skip
def test_requests_that_are_no_reading(change, reason):
    own = Filter((ip_network("10.0.0.0/8"),))
    assert own.reason_against(READING._replace(**change)) == reason
