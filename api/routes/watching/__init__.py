"""Routes for those who come back: what changed, in the graph or in the answer to a query, and whom to tell of it."""
