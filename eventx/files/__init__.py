"""What a user names as input or output, opened as streams of bytes: paths, ``-``, addresses, and whatever they are packed in.

Knows wrappings by their first bytes and suffixes. Doesn't know any format of the field.
"""
