"""The words for somebody's body that turns up: "His body was found two days later", "police found 12 bodies".

Doesn't know what became of whom before.
"""

from __future__ import annotations

from eventx_rferl.language.wording import wording

TURNED_UP = (
    r"(?:found|discovered|recovered|dumped|thrown|left|retrieved|pulled|fished|returned|handed|delivered|located|spotted|identified|"
    r"unearthed|exhumed|hanging|hung|lying|lay|turned up|washed|floating|buried|burned|brought|in a morgue|shown|seen)"
)
BODY = wording(
    rf"\b(?P<whose>[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[A-Z][\w’'-]+['’]s?) "
    rf"(?:[\w-]+,? ){{0,3}}?(?:body|bodies|corpses?|remains|head|heads)\b"
    rf"(?:,[^,;.]{{3,60}},)?[^,;.]{{0,40}}?\b{TURNED_UP}\b|"
    rf"\b(?:found|discovered|recovered|dumped|threw|returned|retrieved|left) (?P<mine>his|her|their|the) "
    r"(?:[\w-]+,? ){0,3}?(?:body|bodies|corpses?|remains)\b"
)
# "Four more bodies were found on Wednesday": of what was told before.
MORE_BODIES = wording(
    r"\b(?:more|further|other|another|additional) (?:[\w-]+ ){0,2}(?:bodies|body|corpses?) (?:was|were|(?:had|has|have) been) "
    r"(?:later |also )?(?:found|recovered|discovered|retrieved|pulled|dug|located|brought|counted)\b|"
    r"\b(?:found|recovered|discovered|retrieved|located|counted) (?:[\w-]+ ){1,2}"
    r"(?:more|further|other|additional) (?:[\w-]+ ){0,2}(?:bodies|corpses)\b"
)
# Behind whoever finds the dead, and has neither killed them nor died.
FINDS_BODIES = wording(
    r"(?: \([^)]{2,12}\))?(?: (?:in|at|near) [A-Z][\w’'-]+)? (?:(?:have|had|has|also|later|then|reportedly|on [A-Z]\w+) ){0,2}"
    r"(?:found|discovered|recovered|collected|retrieved|unearthed|exhumed|counted|dug up|pulled out|fished out|came across|"
    r"stumbled (?:on|upon)|came upon)"
    r"(?: (?!(?:killed|kill|and|but|who|that|which|after|before|in|near)\b)[\w’'-]+){0,6}? (?:bodies|body|corpses?|remains)\b"
)


def finds_bodies(text: str, start: int, end: int) -> bool:
    """Whether who ends here is told to find bodies."""
    return FINDS_BODIES.match(text, start, end) is not None
