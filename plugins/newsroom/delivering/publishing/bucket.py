"""A bucket of S3, through botocore: single requests, and their failures in words that help."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from newsroom.delivering.publishing.target import PublishingError
from newsroom.problems import install

BATCH = 1000
"""Most objects that one request deletes or lists."""
_KEYS = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
_RIGHTS = (
    "give the key s3:ListBucket on it, and s3:GetObject, s3:PutObject and s3:DeleteObject on what "
    "is in it; if it is somebody else's, name your own"
)
_AGAIN = "run the same again: it goes on where it stopped"
FAILURES: dict[str, tuple[str, str]] = {
    "InvalidAccessKeyId": ("the access key is unknown there", _KEYS),
    "SignatureDoesNotMatch": ("the secret key is wrong", _KEYS),
    "RequestTimeTooSkewed": (
        "the clock of this machine is wrong", "set it (timedatectl set-ntp true)"
    ),
    "NoSuchBucket": ("there is no such bucket", "fix 'bucket', or create it"),
    "AccessDenied": ("the key may not do this", _RIGHTS),
    "403": ("the key may not do this", _RIGHTS),
    "PermanentRedirect": ("the bucket is in another region", "set 'region' to it"),
    "AuthorizationHeaderMalformed": ("the bucket is in another region", "set 'region' to it"),
    "500": ("the host fails, or does not speak S3", f"check 'endpoint', then {_AGAIN}"),
    "NotImplemented": (
        "this host knows no conditional writes", "set 'conditional' to False, and publish from one "
        "place alone"
    ),
    "QuotaExceeded": ("there is no room left", "make room there, or lower 'keep'"),
    "InsufficientStorage": ("there is no room left", "make room there, or lower 'keep'"),
}  # fmt: skip


class ChangedError(Exception):
    """A conditional write found something else than expected."""


@dataclass(frozen=True)
class StoredObject:
    data: bytes
    tag: str


class Bucket:
    """One bucket. ``conditional``: whether the host knows ``If-Match``."""

    def __init__(self, client: Any, name: str, *, conditional: bool = True) -> None:
        self._client = client
        self.name = name
        self._conditional = conditional

    def address(self, key: str) -> str:
        """Return where anybody would read an object that is open to all."""
        given = {"Bucket": self.name, "Key": key}
        with self._said("read", key):
            signed: str = self._client.generate_presigned_url("get_object", given)
        return signed.partition("?")[0]

    def get(self, key: str) -> StoredObject | None:
        """Return an object, ``None`` if there is none."""
        with self._said("read", key):
            try:
                answer = self._client.get_object(Bucket=self.name, Key=key)
                return StoredObject(answer["Body"].read(), answer["ETag"])
            except self._client.exceptions.NoSuchKey:
                return None

    def put(self, key: str, data: bytes, headers: Mapping[str, Any]) -> str:
        """Write an object and return its tag."""
        with self._said("written", key):
            answer = self._client.put_object(Bucket=self.name, Key=key, Body=data, **headers)
            return str(answer["ETag"])

    def swap(self, key: str, data: bytes, expected: str) -> str:
        """Write an object if its tag is the ``expected`` one (``""``: if there is none).

        Raises:
            ChangedError: it is not.
        """
        condition = {"IfMatch": expected} if expected else {"IfNoneMatch": "*"}
        return self.put(key, data, condition if self._conditional else {})

    def copy(self, key: str, target: "Bucket", name: str, headers: Mapping[str, Any]) -> bool:
        """Copy an object within the host, with its headers; return whether it was there."""
        with self._said("copied", key):
            try:
                source = {"Bucket": self.name, "Key": key}
                self._client.copy_object(Bucket=target.name, Key=name, CopySource=source, **headers)
            except self._client.exceptions.NoSuchKey:
                return False
        return True

    def delete(self, keys: list[str]) -> None:
        """Delete objects."""
        for start in range(0, len(keys), BATCH):
            batch = [{"Key": key} for key in keys[start : start + BATCH]]
            with self._said("deleted", keys[start]):
                answer = self._client.delete_objects(
                    Bucket=self.name, Delete={"Objects": batch, "Quiet": True}
                )
            for one in answer.get("Errors", ()):
                raise failure(one.get("Code", ""), f"{one['Key']} cannot be deleted")

    def keys(self, prefix: str) -> Iterator[str]:
        """Yield the names of all objects below ``prefix``."""
        with self._said("listed", prefix):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.name, Prefix=prefix):
                yield from (one["Key"] for one in page.get("Contents", ()))

    @contextmanager
    def _said(self, verb: str, key: str) -> Iterator[None]:
        from botocore.exceptions import BotoCoreError, ClientError

        what = f"bucket {self.name!r}: {key or 'it'} cannot be {verb}"
        try:
            yield
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in ("PreconditionFailed", "ConditionalRequestConflict", "412", "409"):
                raise ChangedError from None
            raise failure(code, what, str(error)) from None
        except BotoCoreError as error:
            raise _unreachable(error, what) from None


def failure(code: str, what: str, said: str = "") -> PublishingError:
    """Return the failure that a code of S3 means."""
    if code in FAILURES:
        meaning, remedy = FAILURES[code]
        return PublishingError(f"{what}: {meaning}", remedy)
    return PublishingError(f"{what} ({said or code})", _AGAIN)


def _unreachable(error: Exception, what: str) -> PublishingError:
    kind = type(error).__name__
    if "Credentials" in kind:
        return PublishingError(f"{what}: there is no key", _KEYS)
    if any(word in kind for word in ("Connect", "Timeout", "Proxy", "SSL", "Connection")):
        remedy = f"check the network and 'endpoint', then {_AGAIN}"
        return PublishingError(f"{what}: the host does not answer ({error})", remedy)
    return PublishingError(f"{what} ({error})", "fix the options of the target")


def connect(endpoint: str, region: str, workers: int) -> Any:
    """Return a client of botocore.

    Raises:
        PublishingError: botocore is not installed.
    """
    try:
        session: Callable[..., Any] = importlib.import_module("botocore.session").get_session
        config = importlib.import_module("botocore.config").Config
    except ImportError:
        raise PublishingError("botocore is not installed", install("botocore")) from None
    options: dict[str, Any] = {
        "max_pool_connections": workers,
        "connect_timeout": 10,
        "read_timeout": 60,
        "retries": {"mode": "standard", "total_max_attempts": 3},
        # Hosts other than AWS know no other checksums than MD5.
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
    }
    return session().create_client(
        "s3", endpoint_url=endpoint or None, region_name=region or None, config=config(**options)
    )
