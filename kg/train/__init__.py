"""Training: judged claims in, coefficients out. Nothing here is needed to read articles."""
