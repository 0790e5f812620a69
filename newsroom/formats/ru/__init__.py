"""How dates are written in Russian. Imports nothing."""
