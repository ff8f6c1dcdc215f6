"""Tolls: numbers of killed and wounded go in; each comes out as a count of the trigger that it stands with."""
