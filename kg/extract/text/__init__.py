"""Text as it comes: characters in; the document that the language model reads, and a way back to the characters, out.

Here articles are taken apart (headline, dateline, paragraphs) and their capitals, numbers and dates are understood.
`syntax` and `phrases` have what all later steps ask of a parse.
"""
