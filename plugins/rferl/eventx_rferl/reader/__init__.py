"""What an article is made of: its text and paragraphs, when and where it was published, from plain text, pages and feeds.

Knows forms of files; doesn't know what an article tells.
"""
