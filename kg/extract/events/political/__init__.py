"""Events that are no attacks: protests, arrests, threats, truces, captured towns, each with its actor and recipient."""
