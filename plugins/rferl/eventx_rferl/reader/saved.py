"""Takes the page out of a file in which a browser saved it with its pictures (MHTML).

Knows that such a file is a mail, the page its first part of HTML. Doesn't read the page.
"""

from __future__ import annotations

import re

from eventx.errors import RefusedInput

HEAD = 4000
_OPENS = re.compile(rb"\s*(?:from|subject|date|mime-version|content-type|snapshot-content-location):", re.IGNORECASE)


def is_saved(head: bytes) -> bool:
    """Whether a file that begins so is one in which a browser saved a page."""
    return _OPENS.match(head[:HEAD]) is not None and b"multipart/related" in head[:HEAD].lower()


def page_of(data: bytes, name: str) -> bytes:
    """The page, in UTF-8 if the file says its encoding. Raises :class:`RefusedInput` if there is none, or no end."""
    from email import message_from_bytes
    from email.errors import CloseBoundaryNotFoundDefect

    mail = message_from_bytes(data)
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in mail.defects):
        raise RefusedInput(f"{name} is a saved page (MHTML) that is cut off; save it again", "ART-CUT-OFF")
    part = next((one for one in mail.walk() if one.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes):
        raise RefusedInput(f"{name} is a saved page (MHTML) without a page in it; save it as HTML", "ART-UNREADABLE")
    try:
        return content.decode(part.get_content_charset("utf-8")).encode()
    except (LookupError, UnicodeError):
        return content  # the page itself may say its encoding
