"""Sitrep: a knowledge graph of news about armed conflict."""
