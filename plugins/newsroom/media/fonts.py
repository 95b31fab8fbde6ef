"""A font inside a drawing: its letters without who made it, when, and under which name."""

import io

from fontTools.ttLib import TTFont, TTLibError, newTable

_TABLE_NAMES = """
BASE CBDT CBLC CFF CFF2 COLR CPAL EBDT EBLC GDEF GPOS GSUB HVAR JSTF MATH MVAR OS/2 STAT VORG VVAR
avar cmap cvt fpgm fvar gasp glyf gvar head hhea hmtx kern loca maxp name post prep sbix vhea vmtx
"""
_TABLES = frozenset(_TABLE_NAMES.split())
"""What draws letters."""
_PLAIN = "font"
_YEAR_1970 = 2_082_844_800


def bare_font(data: bytes) -> bytes:
    """Return a font without texts, in the same packing (TTF, WOFF, WOFF2).

    Raises:
        ValueError: it is damaged.
    """
    try:
        with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
            for tag in set(font.keys()) - {"GlyphOrder"}:
                if tag.strip() not in _TABLES:
                    del font[tag]
            font.getGlyphOrder()
            _rename(font)
            font.flavorData = None
            written = io.BytesIO()
            font.save(written, reorderTables=False)
    except (TTLibError, AssertionError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise ValueError(f"a damaged font ({error})") from None
    return written.getvalue()


def _rename(font: TTFont) -> None:
    if "name" in font:
        for record in font["name"].names:
            record.string = _PLAIN
    if "head" in font:
        font["head"].created = font["head"].modified = _YEAR_1970
    if "CFF " in font:
        fonts = font["CFF "].cff
        fonts.fontNames = [_PLAIN] * len(fonts.fontNames)
        for one in fonts.topDictIndex:
            for key in ("version", "Notice", "Copyright", "FullName", "FamilyName", "Weight"):
                one.rawDict.pop(key, None)
                one.__dict__.pop(key, None)
    elif "post" in font:  # names of letters
        post = newTable("post")
        post.__dict__.update(font["post"].__dict__, formatType=3.0, extraNames=[], mapping={})
        font["post"] = post
