"""Words that the rules listen for."""

import pytest

from claimcheck.rules.wordlists import EffectVerb, first_said


@pytest.mark.parametrize(
    ("text", "phrases", "said"),
    [
        ("Always proven.", ("proven", "always"), "always"),
        ("It is proven, always.", ("always", "proven"), "proven"),
        ("Nothing of it.", ("always",), ""),
        ("Beyond all doubt it helps.", ("doubt", "beyond all doubt"), "beyond all doubt"),
    ],
)
def test_the_first_phrase_of_the_text_is_told(text: str, phrases: tuple[str, ...], said: str) -> None:
    """By its place in the text, not in the list; the first word counts too."""
    assert first_said(text, phrases) == said


@pytest.mark.parametrize(
    ("level", "wording"), [(1, "reduces"), (2, "probably reduces"), (3, "may reduce"), (5, "may reduce")]
)
def test_the_ladder_of_wording(level: int, wording: str) -> None:
    """GRADE: does, probably does, may do."""
    assert EffectVerb("reduces", "reduce").hedged(level) == wording
