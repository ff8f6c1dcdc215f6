"""HTTP itself: negotiation, conditional requests, problems, paging, limits. Nothing of the graph is here."""
