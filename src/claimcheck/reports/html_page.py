"""A page that is whole in itself: no script, no request, and a content security policy that allows neither."""

from base64 import b64encode
from hashlib import sha256

from claimcheck import __version__
from claimcheck.reports.html_claims import text
from claimcheck.reports.plain import plain


def whole_page(title: str, body: str, style: str, *, skip_to: str) -> str:
    """The page; `body` holds the header and an element ``#claims`` or another that `skip_to` leads keyboards to, in words."""
    footer = (
        f"<footer>claimcheck {text(__version__)}. Stances rest on titles and abstracts, not on full texts. "
        "This page is a tool for editors, not medical advice.</footer>\n"
    )
    link = f"<a class=skip-link href='#claims'>{skip_to}</a>\n"
    return bare_page(f"{plain(title)} – claimcheck", f"{body}{footer}", style, before=link)


def bare_page(title: str, body: str, style: str, *, before: str = "") -> str:
    """A page of nothing but the body; `before` is HTML that stands before what is laid out."""
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
        f'<meta http-equiv=Content-Security-Policy content="{policy}">\n'
        "<meta name=viewport content='width=device-width, initial-scale=1'>\n<meta name=referrer content=no-referrer>\n"
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{before}<div class=wrap>\n{body}</div>\n</body>\n</html>\n"
    )
