"""Readers of a site that is published, as in the tests of publishing."""

from tests.delivering.publishing.conftest import web

__all__ = ["web"]
