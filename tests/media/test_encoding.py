"""A rendition has the same bytes, even if it is made alone."""

import io

import pytest
from PIL import Image

from newsroom.media.encoding import Qualities, encode_all
from newsroom.media.pictures import measure
from newsroom.reading.media_library.cuts import STORY, plan

pytestmark = pytest.mark.slow

WIDTHS = (178, 448, 830, 1129)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(2401, 1601), (900, 1333)])
def test_a_size_made_alone_is_the_one_made_with_others(tmp_path, width, height):
    file = tmp_path / "a.jpg"
    noise = Image.effect_noise((width // 8, height // 8), 90).resize((width, height))
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(file, quality=90)
    facts = measure(file)
    planned = [plan(facts, shape, WIDTHS, None) for shape in sorted(STORY)]
    sizes = list(dict.fromkeys(size for one in planned for size in one.sizes()))
    whole = facts.width, facts.height
    together = dict(encode_all(file, whole, sizes, Qualities()))
    for size in sizes[::3]:
        assert dict(encode_all(file, whole, [size], Qualities())) == {size: together[size]}
        with Image.open(io.BytesIO(together[size])) as image:
            assert image.size == (size.width, size.height)
