"""What entities and events have in common: blocking keys in, weighed evidence, clusters and people's verdicts out."""
