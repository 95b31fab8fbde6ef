"""Publish a folder to a bucket as the task ``publish`` does, without the build.

python publish.py OUTPUT ENDPOINT URL
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "plugins"))

from newsroom.delivering.publishing.kinds import load_target
from newsroom.delivering.publishing.run import Job, Wish, publish
from newsroom.delivering.publishing.site import read_site
from newsroom.delivering.publishing.target import Place

OUTPUT, ENDPOINT, URL = sys.argv[1:]
OPTIONS = {"kind": "s3", "bucket": "ours", "endpoint": ENDPOINT, "region": "us-east-1", "sample": 0}
PLACE = Place("live", URL, Path(OUTPUT).parent, Path(OUTPUT).parent / "notes", os.environ)
common, target, place = load_target({"PUBLISH": {"live": OPTIONS}}, PLACE)
site = read_site(Path(OUTPUT), PLACE.notes / "publishing/digests.json")
print(publish(Job(place, common, target, site), Wish()))
