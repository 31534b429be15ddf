"""Records packed small, each by itself, with a dictionary of what records have in common: a quarter of their size."""

from collections.abc import Sequence
from typing import Any

from claimcheck.catalogs.mirror.extra import zstandard

SAMPLES = 1_000
"""Records that the dictionary is learnt from."""
_FEWEST = 50
_DICTIONARY_BYTES = 112_640
_LEVEL = 3
_LARGEST = 64 * 1024 * 1024


class DamagedError(ValueError):
    """Packed bytes that cannot be unpacked."""


class Compression:
    """Packs and unpacks; what one packed, another with the same dictionary unpacks. Packing is for one thread at a time."""

    def __init__(self, dictionary: bytes | None) -> None:
        self.dictionary = dictionary
        self._held = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        if self._held:
            self._held.precompute_compress(level=_LEVEL)
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, dict_data=self._held, write_checksum=True)

    def pack(self, raw: bytes) -> bytes:
        """The record small."""
        return self._compressor.compress(raw)

    def unpack(self, packed: Any) -> bytes:
        """The record again. Raises `DamagedError`."""
        try:
            return zstandard.ZstdDecompressor(dict_data=self._held).decompress(packed, max_output_size=_LARGEST)
        except (zstandard.ZstdError, TypeError) as error:
            raise DamagedError(str(error)) from error


def trained(samples: Sequence[bytes]) -> bytes | None:
    """A dictionary for records like these; None where they are too few to learn from."""
    if len(samples) < _FEWEST:
        return None
    try:
        return zstandard.train_dictionary(_DICTIONARY_BYTES, list(samples)).as_bytes()
    except zstandard.ZstdError:
        return None
