"""All tasks of the command, in the order in which they are listed."""

from invoke import Collection

from newsroom.cli import hosting, measuring, papers, publishing, readers, site, stories

namespace = Collection()
for task in (
    site.build, site.serve, site.check, measuring.audit, papers.test, stories.new, stories.card,
    stories.import_, site.due, site.ledger, readers.hottest, readers.comments, readers.digest,
    readers.markets, publishing.publish, publishing.releases, publishing.rollback,
    publishing.announce, hosting.host, hosting.seal, hosting.unseal, stories.schema,
    papers.messages, papers.init, papers.upgrade, papers.docs,
):  # fmt: skip
    namespace.add_task(task)
