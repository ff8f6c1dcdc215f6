"""Routes by which people judge: claims, pairs and places, what was said, and the pairs worth asking about first."""
