"""Finds what stands in a copied article and is no part of it: navigation, players, promos, comments, the newsletter box.

Knows the lines that RFE/RL's and VOA's pages leave in extracted text, in the order in which they come: some stand for
themselves, some begin the page's foot. Doesn't know pages (:mod:`eventx_rferl.reader.html`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from eventx_rferl.model import Block
from eventx_rferl.reader.day_lines import day_of

CREDIT = re.compile(
    r"(?:With (?:additional )?reporting by|Based on reporting by|Written by .{0,80} based on|compiled from|Copyright \(c\)"
    r"|\((?:[A-Z][\w.’' -]{1,30}/){1,6}[\w.’' -]{1,40}\)\s*$|\((?:AP|AFP|Reuters|RFE/RL|Interfax|TASS|dpa|UPI)\)\s*$)",
    re.IGNORECASE,
)
PROMO = re.compile(
    r"(?:WATCH:|LISTEN:|READ MORE|SEE ALSO|RFE/RL['’]s Live Briefing gives you|No media source currently available|Embed\b|"
    r"Your browser does|To read the original story|\[?CLICK (?:HERE|the image)|Live Briefing:|SUBSCRIBE\b|"
    r"This item is part of|The code has been copied|.{0,60}\bclick here\.?$)",
    re.IGNORECASE,
)
LINE = re.compile(
    r"(?:Accessibility links|Skip to .{1,40}|Breaking News|Previous(?: Next)?|Next|Subscribe|All RFE/RL sites|site logo"
    r"|logo-print"
    r"|(?:Share|Print|Embed|share|print|Comments?|Follow us|Search|Menu)|Share (?:on|in|via) .{1,30}|please wait\.*|Auto|\d{3,4}p"
    r"|(?:Download|Direct link|Pop-out player|Download this (?:audio|video)).{0,60}"
    r"|\d{1,2}(?::\d\d){1,2}(?: \d{1,2}(?::\d\d){1,2})*(?: Live)?"
    r"|(?:UPDATED?|Published|Updated)\b.{0,40}|The URL has been copied.{0,40}|Copy link|Link has been copied.{0,20}"
    r"|\(file photo\)|\d{1,2}[ -](?:[Mm]in(?:ute)?s?|MIN)[ -](?:[Rr]ead|READ)|Estimated read time: .{1,40}"
    r"|You are here:.{0,60}|Trending [Nn]ow|Video"
    r"|Photo:.{1,80}|Image:.{1,80}|By [A-Z][\w.’'/ -]{2,60}|Share \d+|See more|Load more|Facebook|Twitter|Telegram|WhatsApp)",
)
FOOT = re.compile(
    r"(?:See comments(?: \(\d+\))?|This forum has been closed\.?|(?:\* ?)?16x9 Image|Recommended|Related|Back to top|XS SM MD LG"
    r"|XS"
    r"|RFE/RL has been declared an [\"“']?undesirable organi[sz]ation.*|RFE/RL journalists report the news in \d+ languages.*"
    r"|SUBSCRIBE (?:For|to) .*|Editors['’] Picks|Most Popular|Latest News|You may also like.*|Print(?:able)? version"
    r"|If you are in Russia or the Russia-controlled parts of Ukraine.*)",
    re.IGNORECASE,
)
# What stands under a picture: whose it is, in brackets or behind a stroke, or that it is one.
AGENCIES = r"(?:AFP|AP|Reuters|REUTERS|EPA|EFE|ANI|PTI|AA|Anadolu|Xinhua|Getty(?: Images)?|SOHR|Rudaw|VOA|RFE/RL|TASS|DPA|dpa)"
CAPTION = re.compile(
    r"(?:(?:This |In this |An? )?(?:[Ff]ile|FILE|[Aa]rchive|[Rr]epresentational|[Rr]epresentative|[Ii]llustrative) "
    r"(?:photo|photograph|image|picture|pic|PHOTO)\b.*|FILE [-–—] .*|[Ii]mage result for .*"
    r"|(?:[Pp]hoto|[Ii]mage|[Pp]icture)s? ?(?:[Cc]redit)?s?: ?.*"
    rf"|.*\((?:[A-Z][\w/.’'-]* |file |handout ){{0,3}}(?:[Pp]hoto|[Ii]mage|[Pp]icture|PHOTO)s?"
    r"(?: ?(?:[:/–-]|by|via|from|courtesy)[^()]{0,60})?\)\.?"
    rf"|.*\[(?:[\w/ ]*\b)?(?:{AGENCIES}|[Pp]hoto)\b[^\[\]]*\]"
    r"|\S+\.(?:jpe?g|png|gif)\b.*|"
    # a sentence has its dateline, or says "on Monday, June 3, 2024"
    r"(?=[A-Z].*\d{4})(?!.{2,60} (?:--|—) )(?!.*\b[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z\d])"
    r"(?:(?!\b(?:said|told|says|according)\b|[.!?] [A-Z]).)*, "
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8},? \d{4})\.?(?: \([^()]{2,60}\)\.?)?"
    r"|(?=.*\(@).*[—–-] .{2,60} \(@\w+\) [A-Z][a-z]+ \d{1,2}, \d{4}"  # a tweet shown beside the text
    rf"|(?:.*/|.*\|) ?(?:[Pp]hoto: ?)?{AGENCIES}\.?|.*\. ?[/|] ?[A-Z][\w’ .&-]{{1,40}}"
    rf"|.*\. (?:[Pp]hoto|[Ii]mage|[Pp]icture)s?(?: [Cc]redit)?(?:: ?| by ).{{2,60}}|.*\({AGENCIES}(?:/[\w .-]{{2,40}})\))"
)
LONGEST_CAPTION = 400
SEE_ALSO = re.compile(r"(?:SEE ALSO|READ MORE|READ ALSO|ALSO READ)\b:?\s*", re.IGNORECASE)
TOP = 8  # blocks among which an article's date line is looked for
LONGEST = 200  # a longer line is prose, whatever it begins with


def is_notice(text: str) -> bool:
    """Whether a line stands for itself and belongs to the page, not the article."""
    return (
        (len(text) <= LONGEST and LINE.fullmatch(text) is not None)
        or PROMO.match(text) is not None
        or day_of(text) is not None
        or (len(text) <= LONGEST_CAPTION and CAPTION.fullmatch(text) is not None)
    )


def is_foot(text: str) -> bool:
    """Whether the page's foot begins with this line."""
    return FOOT.fullmatch(text) is not None


def marked(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those that are no part of the article marked as notices."""
    found: list[Block] = []
    foot = promised = False
    prose = 0
    for number, block in enumerate(blocks):
        line = text[block.start : block.end]
        again = number + 1 < len(blocks) and text[blocks[number + 1].start : blocks[number + 1].end] == line
        repeated = number > 0 and text[blocks[number - 1].start : blocks[number - 1].end] == line
        foot = foot or (prose > 0 and is_foot(line))
        caption = (again or repeated) and block.kind == "paragraph" and prose == 0
        headline_twice = repeated and block.kind != "paragraph"
        promoted = promised and block.kind in ("heading", "headline")
        promised = False
        if foot or is_foot(line) or is_notice(line) or caption or headline_twice or promoted:
            see = SEE_ALSO.match(line)
            promised = see is not None and see.end() == len(line)
            found.append(evolve(block, kind="credit" if block.kind == "credit" else "notice"))
        else:
            prose += block.kind == "paragraph"
            found.append(block)
    return tuple(found)


def below_the_top(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with the page's lines above the headline as notices where a line that is only a date stands below it.

    Between them and the date nothing is an article's: none ends as a sentence does. The last one is the headline.
    """
    dated = next((n for n, b in enumerate(blocks[:TOP]) if b.kind == "notice" and day_of(text[b.start : b.end])), 0)
    above = [n for n in range(dated) if blocks[n].kind != "notice"]
    if not above or any(text[blocks[n].end - 1] in '.?!”"' for n in above if blocks[n].kind == "paragraph"):
        return tuple(blocks)
    kinds = {n: "headline" if n == above[-1] else "notice" for n in above}
    return tuple(evolve(b, kind=kinds[n]) if n in kinds else b for n, b in enumerate(blocks))
