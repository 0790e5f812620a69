"""How dates are written in English. Imports nothing."""
