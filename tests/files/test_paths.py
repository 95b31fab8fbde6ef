"""Names that become files stay within their folder, however they are written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.files.paths import address_mistake, folders_of, is_within, path_mistake
from newsroom.text.urls import is_link, old_address, page_path, under


@pytest.mark.parametrize(
    "path",
    [
        "", "/x", "a//b", "a/", ".", "..", "../x", "a/../b", "a/./b", "a/...", "%2e%2e/x",
        "%252e%252e/x", "%25252e./x", "a%2f..%2fb", "a\\b", "a%5cb", "a\0b", "a%00b", "a\nb",
        "a%0ab", "a\x85b", "C:/x", "c%3a/x", "a\u202eb", "a" * 256, "é" * 128, "a/" * 600 + "a",
        "\udcff",
    ],
)  # fmt: skip
def test_a_path_that_could_lead_out_is_refused(path):
    assert path_mistake(path)


@pytest.mark.parametrize(
    "path",
    ["index.html", ".well-known/security.txt", "a b/ä.html", "2019/12:30/x", "100%/x", "a%25b",
     "café/日本語/index.html", "a..b/c", "-/x", "a" * 255],
)  # fmt: skip
def test_a_usual_path_is_none(path):
    assert not path_mistake(path)


@given(st.text(st.sampled_from("./\\%25eEfFcC0a: \0"), max_size=30))
def test_no_accepted_address_makes_a_file_outside_of_its_folder(text):
    address = f"/{text}"
    if not address_mistake(address):
        file = Path("/site") / page_path(old_address(address))
        assert is_within(Path("/site"), file)
        assert ".." not in file.parts


@pytest.mark.parametrize("address", ["x", "//host/x", "/caf%E9/", "/a/%2e%2e/b", "", "/a//b"])
def test_what_is_no_address_of_this_site_is_refused(address):
    assert address_mistake(address)


def test_a_text_of_many_percent_signs_takes_no_time():
    assert path_mistake("%25" * 100_000)
    assert path_mistake("a/" + "%25" * 300) in ("", "a part of it is longer than 255 bytes")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/x?y#z", True), ("/about/#team", True), ("/", True),
        ("mailto:desk@example.org?subject=x", True), ("mailto:nobody", False),
        ("javascript:alert(1)", False), ("JaVaScRiPt:alert(1)", False), ("data:text/html,x", False),
        ("//evil.example/", False), ("/\\evil.example/", False), ("https:\\\\evil.example", False),
        ("https://good.example\\@evil.example/", False), ("about/", False), ("", False),
        ("https://a.example/\x07", False), ("file:///etc/passwd", False),
    ],
)  # fmt: skip
def test_only_addresses_that_lead_somewhere_become_links(text, expected):
    assert is_link(text) is expected


def test_a_root_link_gets_the_folder_of_the_site_once():
    assert under("/paper", "/about/") == "/paper/about/"
    assert under("/paper", "/paper/about/") == "/paper/about/"
    assert under("/paper", "/papers/") == "/paper/papers/"
    assert under("/paper", "//host/x") == "//host/x"
    assert under("", "/about/") == "/about/"


def test_folders_of_files():
    assert folders_of(["a/b/c", "a/d", "e"]) == {"a", "a/b"}
