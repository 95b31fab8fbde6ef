"""What a story is about, for related news: its weighted terms and a signature of its text.

Both depend on the one story alone, so they are extracted when it is parsed and stored with it.
The method is of no language: words are cut to a stem's length instead of stemmed, frequent words
are left to their document frequency instead of a stop list, and scripts that are written without
spaces (Chinese, Japanese, Thai …) and Korean go by pairs of characters.
"""

import re
import unicodedata
from base64 import b64encode
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LIMIT = 256  # terms kept of a story, the strongest: twice what related news weighs
STEM = 6  # letters of a word that count: "economy", "Economic" and "economists" are one term
LEAD = 100  # words that say what the news is, as the inverted pyramid has it: counted twice
PAIRED = 200  # words from the top whose neighbours form terms too: names, "interest rates"
SATURATION = 2.0  # n of n / (n + 2): a word said ten times is not ten times as telling (BM25's k1)
PAIR, CAPITAL = 0.7, 1.5  # weight of a pair of words; of what is mostly written as a name

SHINGLE = 3  # words in a row that the signature samples
BUCKETS = 64  # samples, a byte each: a resemblance of 0.6 is then measured to ±0.06
SHORT = 12  # words: a body shorter than this is signed together with its headline

_LETTERS = r"\w\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0963\u0966-\u0dff"  # and marks
_WORD = re.compile(r"\w+")
_STEM = re.compile(f"([{_LETTERS}]{{1,{STEM}}})[{_LETTERS}]*")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"
)

# The letters of western languages and the signs of typography, in which each is one byte: most
# texts are of these alone, and bytes are read many times faster than characters.
_CODE_PAGE = "cp1252"
_WESTERN = [bytes([number]).decode(_CODE_PAGE, "replace") for number in range(256)]
# Leaves what is a letter, or would be one in normal form, of a text in western letters.
_PLAIN = bytes(
    number if _STEM.search(unicodedata.normalize("NFKC", character)) else ord(" ")
    for number, character in enumerate(_WESTERN)
)

Codes = NDArray[np.integer[Any]]  # uint64 (W,): one for each of W words, in their order
_NONE = np.uint64(2**64 - 1)
_MOST = 2**16 - 1
_MOST_WORDS = 100_000  # kept with their codes in a process: 13 MB
_PAIR = np.uint64(1 << 24)  # Tells a pair from a word of the same hash.


class _Codes(dict[bytes, int]):
    """The code of each word (see ``_codes``): nearly all words of a text were in one before it."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        stem = word.decode()[:STEM]
        folded = stem.lower()
        code = self[word] = crc32(folded.encode()) << 1 | (folded != stem)
        return code


_CODES = _Codes()


def extract_terms(title: str, deck: str, text: str) -> tuple[str, str]:
    """Return (terms, signature) of a story; ``text`` is its body as plain text.

    Both are base64. *Terms* is an array of little-endian ``uint32``, ascending: 24 bits name a term
    (a hash of it), the low 8 bits hold its strength in the story, from 1 to 255.
    *Signature* has 64 bytes, each a bucket of a one-permutation MinHash over the body's shingles,
    0 for a bucket without any (Li, Owen, Zhang: One Permutation Hashing, 2012). Of two bodies, the
    share of equal bytes among those that are not both 0 estimates the share of shingles that they
    have in common (Jaccard). Then come the number of different shingles in 2 bytes and a hash of
    the headline in 4, little-endian: ``similarity.py`` reads them.
    """
    headline, body = _codes(f"{title}\n{deck}"), _codes(text)
    named, said = _pairs(headline), _pairs(body[:PAIRED])
    words = np.concatenate([headline, body[:LEAD], headline, body])
    pairs = np.concatenate([named, said[: LEAD - 1], named, said])
    packed = _strengths(words, pairs)
    if packed.size > LIMIT:
        packed = packed[np.argsort(packed & np.uint64(0xFF), kind="stable")[-LIMIT:]]
    signed = body if body.size >= SHORT else np.concatenate([headline, body])
    terms = np.sort(packed).astype("<u4").tobytes()
    name = " ".join(_WORD.findall(title.casefold()))
    signature = _signature(signed) + crc32(name.encode()).to_bytes(4, "little")
    return b64encode(terms).decode(), b64encode(signature).decode()


def _codes(text: str) -> Codes:
    """Return a code for each word of ``text``: a hash of its stem, times two, plus one if capitals.

    A word with a capital anywhere in its stem is taken for a name: Alibaba, iPhone, NATO.
    "Rome, in Rome" gives three codes, of which the first and the last are the same and odd.
    """
    words = _plain_words(text)
    if words is None:
        text = _UNSPACED.sub(_bigrams, unicodedata.normalize("NFKC", text))
        words = "\n".join(_STEM.findall(text)).encode().split()
    return np.fromiter(map(_CODES.__getitem__, words), np.uint64, len(words))


def _plain_words(text: str) -> list[bytes] | None:
    """Return the words of a text whose letters are ASCII; None of any other."""
    try:
        words = text.encode(_CODE_PAGE).translate(_PLAIN)
    except UnicodeEncodeError:
        return None
    return words.split() if words.isascii() else None


def _bigrams(run: re.Match[str]) -> str:
    return f" {' '.join(a + b for a, b in pairwise(run[0])) or run[0]} "


def _pairs(codes: Codes) -> Codes:
    """Return codes of neighbouring words; a pair is capitalised if both words are.

    W codes give W - 1 pairs.
    """
    return (_mix(codes[:-1] >> 1, codes[1:] >> 1) << 1) | (codes[:-1] & codes[1:] & 1)


def _mix(first: Codes, second: Codes) -> Codes:
    """Hash two 32-bit codes into one (Fibonacci hashing; arithmetic modulo 2**64)."""
    return ((first * 0x9E3779B97F4A7C15 + second) * 0xD1B54A32D192ED03) >> 32


def _strengths(words: Codes, pairs: Codes) -> Codes:
    """Return each distinct word and pair with its strength, packed: hash << 8 | strength."""
    terms = np.concatenate([words >> 1 & 0xFFFFFF, pairs >> 1 & 0xFFFFFF | _PAIR])
    hashes, place = np.unique(terms, return_inverse=True)
    count = np.bincount(place, minlength=hashes.size)
    capital = np.concatenate([words & 1, pairs & 1])
    capitals = np.bincount(place, weights=capital, minlength=hashes.size)
    strength = np.where(hashes & _PAIR, PAIR, 1.0) * count / (count + SATURATION)
    strength[2 * capitals >= count] *= CAPITAL
    packed: Codes = (hashes & 0xFFFFFF) << 8 | np.rint(strength * (255 / CAPITAL)).astype(np.uint64)
    return packed


def _signature(codes: Codes) -> bytes:
    words: Codes = codes >> 1
    shingles = words
    for shift in range(1, min(SHINGLE, words.size)):
        shingles = _mix(shingles[: words.size - shift], words[shift:])
    hashes = _mix(shingles, shingles)
    sample = np.full(BUCKETS, _NONE)
    np.minimum.at(sample, hashes % BUCKETS, hashes)
    samples = np.where(sample == _NONE, 0, 1 + sample // BUCKETS % 255)
    ordered = np.sort(hashes)  # a tenth of the time of numpy.unique
    size = np.count_nonzero(ordered[1:] != ordered[:-1]) + (ordered.size > 0)
    return samples.astype(np.uint8).tobytes() + min(int(size), _MOST).to_bytes(2, "little")
