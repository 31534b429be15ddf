"""What a text calls what is not so, as patterns."""

FALSEHOOD = r"(?:myth|misconception|misbelief|fiction|hoax|lie|nonsense|rubbish|fallacy|fake(?: news)?)"
FALSE = r"(?:false|wrong|incorrect|untrue|mistaken|inaccurate|baseless|debunked|disproved|disproven|refuted)"
"""By a noun and otherwise."""
