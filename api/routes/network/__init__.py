"""Routes of the network: what is tied to a thing, the way from one to another, and the whole by communities."""
