"""Crops: the largest part of a shape, around what matters, never outside of the picture."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.media.colours import TINTS, tint
from newsroom.media.crops import CLASSIC, SQUARE, WIDE, Focus, crop

SIDES = st.integers(1, 9000)
PLACES = st.floats(0, 100)


@given(
    SIDES, SIDES, st.sampled_from([WIDE, CLASSIC, SQUARE]), st.none() | st.tuples(PLACES, PLACES)
)
def test_a_crop_is_within_the_picture_and_touches_two_of_its_sides(width, height, ratio, focus):
    box = crop(width, height, ratio, focus and Focus(*focus))
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.width == width or box.height == height


def test_what_matters_is_in_the_middle_where_the_picture_allows():
    assert crop(4000, 1000, SQUARE, Focus(25, 50)) == (500, 0, 1500, 1000)
    assert crop(4000, 1000, SQUARE, Focus(0, 50)) == (0, 0, 1000, 1000)
    assert crop(4000, 1000, SQUARE, Focus(100, 50)) == (3000, 0, 4000, 1000)


def test_of_a_portrait_the_part_is_shown_where_heads_are():
    assert crop(1000, 2000, SQUARE) == (0, 200, 1000, 1200)


def test_a_picture_of_nearly_the_shape_is_shown_whole():
    assert crop(1600, 905, WIDE) == (0, 0, 1600, 905)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_tint_is_the_nearest_of_27_colours(pixel):
    digits = tint(pixel)
    assert set(digits) <= set(TINTS)
    assert all(
        abs(int(digit * 2, 16) - value) <= 51 for digit, value in zip(digits, pixel, strict=True)
    )
