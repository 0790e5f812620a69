"""Template tags that every page may load: addresses, moments."""
