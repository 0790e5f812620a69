"""Short random names for records: stable for ever, unguessable, and free of numbers that count."""

import secrets

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0/o, 1/l/i: a ref may be read out over a telephone."""


def new_ref() -> str:
    """16 letters, about 79 bits: names a record across sites, exports and redactions."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def new_public_key() -> str:
    """26 letters, about 128 bits: the part of a picture's address that can be neither guessed nor kept."""
    return "".join(secrets.choice(_LETTERS) for _ in range(26))
