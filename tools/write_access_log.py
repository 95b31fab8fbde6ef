"""Writes an access log for the demo edition: ``python tools/write_access_log.py 2026-11-26``.

Nobody has read the demo, so its list of what is read most comes from this log; the page about the
edition says so. Stories get readers by a rank that is drawn (Zipf: the second gets half as many as
the first), more by day than by night. Everything is seeded: the same stories and day give the
same lines, in the combined log format, for the five days up to noon of that day.
"""

import math
import random
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

LEDGER = Path("content/data/ledger.txt")
STORY = re.compile(r"/[a-z-]+/\d{4}/\d\d/[a-z0-9-]+/")
MOST = 400
"""Readers of the first story."""
HOURS = 48
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def weight(hour: int) -> float:
    """How much is read in an hour of the day: most in the afternoon, a fifth of that at night."""
    return 0.6 + 0.4 * math.sin((hour - 9) / 24 * 2 * math.pi)


def requests(stories: list[str], end: datetime, draw: random.Random) -> list[tuple[datetime, str]]:
    """Return time and address of every reading, oldest first."""
    hours = [end - timedelta(hours=back) for back in range(1, HOURS + 1)]
    weights = [weight(hour.hour) for hour in hours]
    found: list[tuple[datetime, str]] = []
    for rank, story in enumerate(draw.sample(stories, len(stories)), 1):
        drawn = draw.choices(hours, weights, k=MOST // rank)
        found += ((hour + timedelta(seconds=draw.randrange(3600)), story) for hour in drawn)
    return sorted(found)


def main(day: str) -> None:
    stories = [line for line in LEDGER.read_text("utf-8").split("\n") if STORY.fullmatch(line)]
    end = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)
    draw = random.Random(day)
    for number, (time, story) in enumerate(requests(stories, end, draw)):
        reader = f"198.18.{number // 250}.{number % 250 + 1}"  # addresses for tests: RFC 2544
        request = f'[{time:%d/%b/%Y:%H:%M:%S} +0000] "GET {story} HTTP/1.1" 200 9000'
        print(f'{reader} - - {request} "-" "{AGENT}"')


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: write_access_log.py YYYY-MM-DD")
    main(sys.argv[1])
