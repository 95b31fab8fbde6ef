"""Numbers as readers see them, and the ones on an axis."""

from decimal import Decimal

_POINT = frozenset({"en", "zh", "ja", "ko", "he", "th", "hi", "ms", "tl", "cy", "ga", "mt"})
"""Languages with a decimal point; all others have a comma (Unicode CLDR, major ones)."""
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def shown(number: Decimal, lang: str) -> str:
    """Return a number as a language writes it, its thousands apart by a narrow no-break space."""
    text = f"{number:,f}" if abs(number) >= 10_000 else f"{number:f}"
    whole, _, part = text.replace(",", "\u202f").partition(".")
    sign = "." if lang.partition("-")[0] in _POINT else ","
    return f"{whole}{sign}{part}".replace("-", "\u2212") if part else whole.replace("-", "\u2212")


def ticks(low: Decimal, high: Decimal, most: int = 5) -> list[Decimal]:
    """Return round numbers from at most ``low`` to at least ``high``, about ``most`` of them."""
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0)) or Decimal(1)
    rough = (high - low) / most
    power = Decimal(10) ** rough.adjusted()
    step = next(power * one for one in _STEPS if power * one >= rough)
    first, last = (low / step).__floor__(), -((-high / step).__floor__())
    return [_plain(step * number) for number in range(first, last + 1)]


def _plain(number: Decimal) -> Decimal:
    """Return a number without zeros at its end, and without an exponent."""
    number = number.normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral() else number
