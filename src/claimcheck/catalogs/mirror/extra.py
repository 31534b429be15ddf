"""What a mirror needs beside the library itself: the search engine and the compressor of the extra ``[mirror]``."""

from claimcheck.errors import UsageError

try:
    import tantivy
    import zstandard
except ImportError as error:
    raise UsageError(
        f"a mirror needs tantivy and zstandard: pip install 'claimcheck-pubmed[mirror]' ({error})"
    ) from None

__all__ = ["tantivy", "zstandard"]
