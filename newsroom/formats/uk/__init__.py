"""How dates are written in Ukrainian. Imports nothing."""
