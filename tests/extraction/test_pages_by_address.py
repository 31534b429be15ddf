"""A page by its address, and a folder of pages: asked for politely, bounded, and never from a private network."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from claimcheck.claimfile import load_claims
from claimcheck.cli import web_page
from claimcheck.cli.main import main
from claimcheck.cli.web_page import fetch_page, is_public
from claimcheck.errors import UnreadableArticleError

PAGE = (
    b"<html><head><title>Yoga</title></head><body><main><h1>Yoga</h1><p>Yoga eases back pain.</p></main></body></html>"
)
HTML = {"Content-Type": "text/html"}
Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A web server on loopback: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {"/page": (200, HTML, PAGE)}
        self.asked: list[tuple[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers.get("User-Agent", "")))
                status, headers, body = site.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(OSError):  # the other side may have read enough
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.home = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, path: str = "/page") -> web_page.WebPage:
        return fetch_page(self.home + path, allowed=lambda _peer: True)


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


def test_a_page_is_read(site: Site) -> None:
    """The rules of the site are asked first, and the program says who it is."""
    assert site.page().article().text == "Yoga\n\nYoga eases back pain."
    assert [path for path, _ in site.asked] == ["/robots.txt", "/page"]
    assert all(agent.startswith("claimcheck/") for _, agent in site.asked)


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("/robots.txt", (200, {}, b"User-agent: *\nDisallow: /page"), "robots.txt asks programs not to read"),
        ("/robots.txt", (503, {}, b""), "cannot say what programs may read"),
        ("/page", (404, HTML, PAGE), "answered 404"),
        ("/page", (200, {"Content-Type": "application/pdf"}, b"%PDF"), "application/pdf, which is no page"),
        ("/page", (200, {}, PAGE), "of no type"),
        ("/page", (200, HTML, b"x" * 6_000_000), "larger than 5 MB"),
        ("/page", (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"x" * 60_000_000)), "larger than 5 MB"),
        ("/page", (302, {"Location": "/page"}, b""), "redirected more than 5 times"),
        ("/page", (302, {"Location": "file:///etc/passwd"}, b""), "not an address of a page"),
        ("/page", (200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>\xff</p>"), "its bytes are not utf-8"),
        ("/page", (200, {"Content-Type": "text/html; charset=nonsense"}, PAGE), "its bytes are not nonsense"),
    ],
)
def test_what_may_or_can_not_be_read_is_one_sentence(site: Site, path: str, answer: Answer, said: str) -> None:
    site.answers[path] = answer
    with pytest.raises(UnreadableArticleError, match=said):
        site.page().article()


def test_a_redirection_is_followed_under_the_rules(site: Site) -> None:
    """Each step is one more page that the site may forbid."""
    site.answers |= {
        "/old": (301, {"Location": "/page"}, b""),
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /p"),
    }
    with pytest.raises(UnreadableArticleError, match="robots"):
        site.page("/old")
    assert "/page" not in [path for path, _ in site.asked]


def test_private_addresses_are_refused_before_anything_is_asked(site: Site) -> None:
    """Named by number or by name, directly or by redirection: the site sees no request."""
    for host in (site.home, site.home.replace("127.0.0.1", "localhost")):
        with pytest.raises(UnreadableArticleError, match="private network"):
            fetch_page(f"{host}/page")
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fd00::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:10.0.0.1", False),
        ("nonsense", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("address", ["https://", "http://user@site.example/", "https://[::1", "http://a:0/"])
def test_an_odd_address_is_refused(address: str) -> None:
    with pytest.raises(UnreadableArticleError, match="not an address of a page"):
        fetch_page(address)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "pages").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_extract_keeps_a_copy_that_quotes_are_checked_against(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a copy that is told; with it, the claims name it, in whatever encoding the site said."""
    monkeypatch.setattr(web_page, "is_public", lambda _peer: True)
    monkeypatch.setattr(fetch_page, "__defaults__", (lambda _peer: True,))
    page = "<main><h1>Caf\u00e9</h1><p>Yoga eases back pain.</p></main>".encode("latin-1")
    site.answers["/page"] = (200, {"Content-Type": "text/html; charset=iso-8859-1"}, page)
    assert main(["extract", f"{site.home}/page", "--isolated"]) == 0
    told = capsys.readouterr()
    assert "Yoga eases back pain." in told.out
    assert "--save FILE" in told.err
    save = ["--save", "pages/yoga.html", "--output", "claims/yoga.yaml"]
    assert main(["extract", f"{site.home}/page", "--isolated", *save]) == 0
    (claim,) = load_claims("claims")
    assert claim.article is not None
    assert (claim.article.path, claim.article.title) == ("../pages/yoga.html", "Caf\u00e9")
    main(["check", "claims", "--isolated", "--format", "concise"])
    assert "CC3" not in capsys.readouterr().out
    assert main(["extract", f"{site.home}/page", "--isolated", "--save", "pages/yoga.html"]) == 2
    assert main(["extract", "pages/yoga.html", "--isolated", "--save", "x.html"]) == 2


def test_a_folder_of_pages_becomes_a_file_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ids stay clear of each other, what exists is left, and a page that cannot be read costs no other."""
    for name in ("a.md", "b.html", "c.txt"):
        (folder / "pages" / name).write_text(
            "<p>Yoga eases back pain.</p>" if "html" in name else "Yoga eases back pain.\n"
        )
    (folder / "pages" / "d.md").write_bytes(b"\xff\xfe\xff")
    (folder / "pages" / "style.css").write_text("p {}")
    (folder / "claims" / "c.yaml").write_text("claimcheck: 1\nclaims: []\n")
    assert main(["extract", "pages", "--output", "claims", "--isolated"]) == 2
    told = capsys.readouterr().err
    assert "c.yaml exists" in told
    assert "pages/d.md" in told
    assert sorted(path.name for path in (folder / "claims").iterdir()) == ["a.yaml", "b.yaml", "c.yaml"]
    claims = list(load_claims("claims"))
    assert len({claim.id for claim in claims}) == len(claims) == 2
    assert main(["extract", "pages", "--output", "claims/a.yaml", "--isolated"]) == 2
    assert main(["extract", "claims", "--isolated"]) == 2
    assert "there is no article in claims" in capsys.readouterr().err
