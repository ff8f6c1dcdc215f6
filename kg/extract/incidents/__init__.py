"""Event coreference: the frames of one document in; its incidents out, each told by one frame or by several."""
