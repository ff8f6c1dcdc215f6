"""Attribution and factuality: a document with entities in; who is quoted for which words, and how surely, out."""
