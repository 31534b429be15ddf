"""Exports of WordPress of our own making."""

HEAD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.6" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Notes</title><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>
"""


def item(title: str, content: str, *, status: str = "publish", kind: str = "post", more: str = "") -> str:
    return (
        f"<item><title><![CDATA[{title}]]></title><dc:creator><![CDATA[Ann Lee]]></dc:creator>"
        f"<excerpt:encoded><![CDATA[Excerpts cure colds.]]></excerpt:encoded><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def export(*items: str) -> bytes:
    """The file of an export."""
    return f"{HEAD}{''.join(items)}</channel></rss>".encode()
