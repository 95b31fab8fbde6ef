"""Publish a folder to a bucket as the task ``publish`` does, without the build; or roll back.

python publish.py OUTPUT ENDPOINT URL [back]
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "plugins"))

from newsroom.delivering.publishing.kinds import load_target
from newsroom.delivering.publishing.locks import new_lock
from newsroom.delivering.publishing.publish import Publishing, PublishRequest, publish
from newsroom.delivering.publishing.site import read_site
from newsroom.delivering.publishing.target import TargetContext

OUTPUT, ENDPOINT, URL, *BACK = sys.argv[1:]
OPTIONS = {"kind": "s3", "bucket": "ours", "endpoint": ENDPOINT, "region": "us-east-1", "sample": 0}
NOTES = Path(OUTPUT).parent / "notes"
CONTEXT = TargetContext(
    name="live", url=URL, paper=Path(OUTPUT).parent, notes=NOTES, environment=os.environ
)
common, target, context = load_target({"PUBLISH": {"live": OPTIONS}}, CONTEXT)
if BACK:
    start = time.perf_counter()
    with target.locked(new_lock(datetime.now(UTC)), take_over=False):
        target.restore(target.state().releases[-2])
    print(f"rolled back in {time.perf_counter() - start:.1f} s")
else:
    site = read_site(Path(OUTPUT), NOTES / "publishing/digests.json")
    print(publish(Publishing(context, common, target, site), PublishRequest()))
