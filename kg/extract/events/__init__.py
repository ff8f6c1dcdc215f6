"""Event mentions: a document with entities in; one frame for each trigger out, with its arguments, tolls and day."""
