"""What every contract test is made of."""


def require(held: bool, otherwise: str) -> None:
    """Raise `AssertionError` with the sentence unless the promise was held."""
    if not held:
        raise AssertionError(otherwise)
