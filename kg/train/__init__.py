"""Training: judged claims and marked stories in; coefficients out. Nothing here is needed to read articles."""
