"""How the Council may vote: each member's ballot and the outcome, forecast from what was known the day before."""
