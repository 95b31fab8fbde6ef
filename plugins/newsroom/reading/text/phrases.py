"""Where sentences end in scripts that do not mark it: Thai and Lao put a space there, and Khmer and
Burmese put one between phrases.

A space also is around figures and names in other letters, and before words that go on with the
sentence: no sentence ends there, nor behind a few characters. This is a rule and not a
dictionary: that of ICU would be one more library, and finds words, not sentences.
"""

import re

_LEAST = 20
"""Characters that a sentence has at least."""
_GOES_ON = {
    "th": "และ หรือ แต่ ที่ ซึ่ง โดย เพื่อ ว่า เพราะ จึง แล้ว อัน ก็ ของ ใน กับ จาก ทั้ง รวม เนื่อง ตาม ภายใต้ ถ้า หาก"
    " เมื่อ ขณะ ไม่ เว้น ยกเว้น ฯลฯ ๆ ฯ",
    "lo": "ແລະ ຫຼື ແຕ່ ທີ່ ຊຶ່ງ ໂດຍ ເພື່ອ ວ່າ ເພາະ ຈຶ່ງ ແລ້ວ ຂອງ ໃນ ກັບ ຈາກ ຖ້າ ບໍ່ ໆ",
    "km": "និង ឬ ប៉ុន្តែ ដែល ដោយ ដើម្បី ថា ព្រោះ នៃ ក្នុង បើ មិន ៗ",
    "my": "နှင့် သို့မဟုတ် သို့သော် ဖြစ် ၏",
}
_LETTER = {"th": "ก-๎", "lo": "ກ-ໟ", "km": "ក-៓", "my": "က-႟"}
LANGUAGES = frozenset(_LETTER)
_SPACES = {
    name: re.compile(
        rf"(?<=[{letters}”’»)])[ ]+(?=[{letters}“‘«])(?!{'|'.join(_GOES_ON[name].split())})"
    )
    for name, letters in _LETTER.items()
}
_NUMBERED = re.compile(r"[๐-๙໐-໙០-៩၀-၉]")
_PAIRS = (("“", "”"), ("‘", "’"), ("«", "»"), ("(", ")"))


def phrase_ends(text: str, name: str) -> list[int]:
    """Return the places at which sentences of ``text`` may end, in one of ``LANGUAGES``."""
    ends: list[int] = []
    last = 0
    for match in _SPACES[name].finditer(text):
        at = match.start()
        beside = text[at - 1] + text[match.end()]
        if at - last >= _LEAST and not _NUMBERED.search(beside) and not _is_open(text[last:at]):
            ends.append(at)
            last = at
    return [*ends, len(text)] if text else []


def _is_open(piece: str) -> bool:
    return any(piece.count(begin) > piece.count(end) for begin, end in _PAIRS)
