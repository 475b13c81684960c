"""Cuts paragraphs into sentences, words, quoted stretches and clauses.

Knows English punctuation, abbreviations, and the words on which one clause hangs on another (``lexicon/links.tsv``).
Doesn't know what an event is.
"""

from __future__ import annotations

import re
from itertools import pairwise

from eventx_rferl.language.calendar_names import MONTH
from eventx_rferl.language.charges import charges, held_over
from eventx_rferl.language.lexicons import country_words, patterns, trigger_forms
from eventx_rferl.language.remembered import remembered
from eventx_rferl.language.wording import Patterns, wording
from eventx_rferl.model import Article, Clause, Sentence, Token

WORD = re.compile(
    r"\d[\d,.]*\d(?:-[A-Za-z]+(?:-[A-Za-z]+)*)?|\d|(?:[A-Z]\.){2,}|"
    r"[^\W\d_]+\d*(?:['’][^\W\d_]+)*(?:-(?:[^\W_]+(?:['’][^\W\d_]+)*))*|\S",
)
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|St|Mt|No|Nos|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"approx|km|etc|Inc|Co|Jr|Sr)"
    r"|\b(?:[A-Z]\.)*[A-Z])\.$",
)
END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s|$)")
# "At 5:30 a.m. (0130 GMT) outside Osh", "at 8 p.m. Monday".
HOUR = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
HOUR_GOES_ON = re.compile(
    r"\(|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[A-Z]{2,3}T|UTC|MSK)\b|"
    r"(?!The|This|That|It|He|She|They)[A-Z][a-z]+ time\b"
)
QUOTE = re.compile(r"“[^”]*(?:”|$)|(?<!\w)\"[^\"]*(?:\"|$)", re.DOTALL)
PARTICIPLE = wording(
    r",? \b(?:killing|wounding|injuring|leaving|hurting|maiming|damaging|destroying|including|targeting|causing|hitting|striking|"
    r"setting|sparking|triggering|forcing|blaming|prompting)\b(?! of\b)",
)
WHICH = wording(
    r",? \b(?:in which|during which|that|which|who)(?= (?:[\w,]+ ){0,5}?(?:(?:has |have |had )?(?:killed|wounded|injured|left|"
    r"claimed the lives?|"
    r"died|hit|struck|were|was|broke|ended)|(?:had|have|has) been (?:arrested|detained|jailed|sentenced|convicted|abducted|"
    r"kidnapped)|(?:\w+ ){0,4}(?:were|was|had been) (?:killed|wounded|injured|hurt)))",
)
# "Attacked rebels who last month killed 20 soldiers", "a group that kidnapped 12 students last week": what they did before.
FAR_TIME = (
    r"(?:(?:last|earlier this|the previous) (?:week|month|year|spring|summer|autumn|fall|winter)|"
    rf"(?:days?|weeks?|months?|years?) (?:ago|earlier|before)|in (?:{MONTH}|(?:19|20)\d\d))\b"
)
FAR = wording(rf"\b{FAR_TIME}")
MEN = (
    "fighters rebels militants gunmen insurgents guerrillas soldiers troops men separatists jihadists bandits kidnappers group "
    "gang militia faction band movement force cell clan army unit"
).split()
ARMED_MEN = wording(rf"\b(?:{'|'.join(MEN)}),? $")
DONE_BEFORE = wording(  # what stands before is looked at last: it takes a look for each word
    rf"(?=,? (?:who|that|which) )(?:{'|'.join(f'(?<=[a-z -]{word})' for word in MEN)}),? (?:who|that|which)"
    rf"(?= (?:[\w’'-]+ ){{0,12}}?{FAR_TIME})"
)
WHERE = wording(r", where (?=\w)|, which (?=(?:(?:has |had |have )?(?:fell|fallen)) (?:to|into)\b)")
BUT = wording(r"[,;](?: (?:but|and|while|whereas)\b|(?<=;))")
CUTS = Patterns((("part", PARTICIPLE), ("which", WHICH), ("which", DONE_BEFORE), ("which", WHERE), ("and", BUT)))
# What hangs on the subject: places of one preposition, without a verb.
ITEMS = re.compile(
    r"\b(?:on|in|at|near|against|of|outside) [^,;]{2,50}(?:, (?:in |at |near )?(?:the )?(?:[a-z]+ ){0,3}[A-Z][\w’' -]{1,40})+$"
)
SPOKEN = wording(
    r"\b(?:said|told|took|gave|made|saw|got|came|fell|rose|left|found|met|ran|set|shot|threw|broke|drove|held|went|\w+ed)\b"
)
SAYING = wording(
    r"\b(?:said|says|say|claim(?:s|ed|ing)?|den(?:y|ies|ied|ying)|report(?:s|ed)?|announced|confirmed|alleg(?:es|ed)|reports|"
    r"rumors|allegations|"
    r"accusations|claims|told (?:[\w./'’-]+ ){0,4}?[\w./'’-]+|added|stated|believe[sd]?|on [A-Z][a-z]+ \d+)"
    r"(?:(?:(?: late| early| earlier)?(?: on [A-Z][a-z]+(?: \d+)?| today| yesterday| earlier| later| in a statement)){0,2}\s"
    r"|,[^,.;]{3,40},)$"
)
# Who said it, in the middle of what is said.
SAID_BETWEEN = wording(r", (?:(?:[\w.’'-]+ ){1,8}?(?:said|says|say|reported)|according to [^,;.]{3,60})$")
NEXT_WORD = re.compile(r" (?:then |later )?([a-z]+)\b")
AFTER_PREPOSITION = wording(
    r"\b(?:in|during|before|after|of|for|on|at|since|to|behind|by|with|outside|near|around|from|inside|into|over|under|across|"
    r"through|against|beyond)\s$",
    re.IGNORECASE,
)
# "CULIACAN, Mexico, Oct 18 (Reuters) - ": where and when it was written, not what happened.
DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w. ]{2,30})?,? ?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? "
    r"\d{1,2}(?:, \d{4})?)?,? ?(?:\([\w/ .]{2,30}\))? ?(?:--|[-–—])\s+"
)
# "As guards fought, a crowd ...": while that went on.
FRONTED = re.compile(
    r"As (?!(?:part|of|well|many|much|a|an|few|little|expected|for|soon|long|far|usual|reported|such|to|yet|in|recently)\b)"
    r"(?:[\w’'-]+ ){1,9}[\w’'-]+, "
)
FRONT_ENDS = re.compile(r",(?! (?:\d{4}|which|who|[A-Z][\w-]+,))")
# "The ministry said that while the battle was going on, shells fell": a clause at the front of what is said, or behind an "and".
FRONTS = frozenset({"after", "before", "during", "when", "as"})
OPENED = wording(
    r"(?:\b(?:said|says|say|added|adds|told [^,;.]{2,40}?|claim(?:s|ed)|report(?:s|ed)|announced|confirmed|stated)"
    r"(?: (?:late |early )?on [A-Z]\w+(?: \d+)?)? that|(?:^|, )(?:and|but|while)) $"
)
# ", and in southern Chile, masked men torched ...": where a second clause happens, before its verb.
SCENE = re.compile(r" (?:in|near|outside|across|on|at) ")
ASIDE_SINCE = wording(
    r", (?:(?:which|who) (?:has|have) been [^,;]{3,80}|(?:\w+ ){0,3}(?:\w+ed|held|under [\w ]{3,30})(?: [\w ]{2,40})?) ?$"
)
TO_A_COMMA = re.compile(r",? ?since [\w ]{2,24},")
# "In the worst attack since the truce, gunmen killed ...": what the attack is measured by.
MEASURED = re.compile(
    r"(?:[^,;.]{3,60}(?:, |\bthat ))?(?:[Ii]n|[Dd]uring|[Aa]mid) (?:what \w+ (?:\w+ ){0,3})?"
    r"(?:(?:one of )?the|its|their|his) (?:\w+ )?"
    r"(?:first|most|\w+est|worst)\b[^,;.]*$"
)
# "New Delhi: Suspected militants ...": a capital from which somebody wrote.
WRITTEN_IN = re.compile(r"(?P<city>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) ?: (?=[A-Z“\"])")
LONGEST = 1200
AUXILIARY = frozenset(
    {"was", "were", "has", "have", "had", "is", "are", "did", "does", "will", "would", "denied", "began", "used", "went", "came"}
)


def tokenize(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words and marks of a stretch of text."""
    found: list[Token] = []
    for piece in text[start:end].split(" "):
        stop = start + len(piece)
        if piece.isalpha():  # as most are: one word, and no need to look for its parts
            found.append(Token(start, stop, piece, piece.lower()))
        elif piece[:-1].isalpha() and piece[-1] in ".,;:":
            found.append(Token(start, stop - 1, word := piece[:-1], word.lower()))
            found.append(Token(stop - 1, stop, piece[-1], piece[-1]))
        else:
            for m in WORD.finditer(text, start, stop):
                found.append(Token(m.start(), m.end(), word := m[0], word.lower().replace("’", "'")))
        start = stop + 1
    return tuple(found)


def _sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    for match in END.finditer(text, start, end):
        stop = match.end()
        if (
            text[match.start()] == "."
            and match.end() - match.start() == 1
            and ABBREVIATION.search(text[max(at, stop - 12) : stop])
        ):
            following = text[stop : stop + 2].strip()
            # "U.S. officials" goes on; "in the U.S. The" can't be told apart, a name after an initial is the commoner case.
            if not following or not following[0].isspace():
                continue
        after = text[stop:end].lstrip()
        if after and (after[0].islower() or after[0] in ",;"):
            continue
        if HOUR.search(text, max(at, stop - 6), stop) and HOUR_GOES_ON.match(after):
            continue
        spans.append((at, stop))
        at = stop + (len(text[stop:end]) - len(after))
    if text[at:end].strip():
        spans.append((at, end))
    return [part for span in spans for part in _bounded(text, *span)]


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, cut at a blank if it is longer than prose is: what has no full stop must not take for ever."""
    parts: list[tuple[int, int]] = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        parts.append((start, cut))
        start = cut + (text[cut] == " ")
    return [*parts, (start, end)]


def quotes_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Quoted stretches of at least four words: somebody's speech, not the article's own telling."""
    if text.find("“", start, end) < 0 and text.find('"', start, end) < 0:
        return ()
    return tuple((m.start(), m.end()) for m in QUOTE.finditer(text, start, end) if len(m[0].split()) >= 4)


def _cuts(text: str, start: int, end: int, quotes: tuple[tuple[int, int], ...]) -> list[tuple[int, str, str]]:
    """Where a new clause begins: position, link, the words that link."""
    found: dict[int, tuple[str, str]] = {}
    taken: list[tuple[int, int]] = [*quotes, *charges(text, start, end), *remembered(text, start, end)]

    def add(match: re.Match[str], link: str) -> None:
        joins = link == "and" and match[0][0] == "," and match[0].endswith("and")
        if joins and (not _has_verb(text, match.end(), end) or _ends_list(text, start, match.start())):
            return
        if joins and SAID_BETWEEN.search(text, max(start, match.start() - 90), match.start()) and _does(text, match.end()):
            return  # "pulled two men off a bus, police said, and led them away": the speaker parts nothing
        if match[0].strip(" ,") == "that" and AFTER_PREPOSITION.search(text, max(start, match.start() - 10), match.start() + 1):
            return
        if link == "which" and match[0].strip(" ,") == "that" and text.endswith(" and", start, match.start()):
            return  # "said that two had died in X, and that a third was hurt in Y": the clause that "and" begins
        if match[0].strip(" ,").startswith("that") and SAYING.search(text, max(start, match.start() - 60), match.start() + 1):
            return
        if any(s < match.end() and match.start() < e for s, e in taken):
            return
        if link == "since" and ASIDE_SINCE.search(text[start : match.start()]) and TO_A_COMMA.match(text, match.start()):
            return  # "the militia, which has been at odds with the army since April, captured ...": nothing hangs on it
        at = match.start() + (len(match[0]) - len(match[0].lstrip(", ")))
        if at in found:
            return
        found[at] = (link, match[0].strip(" ,"))
        taken.append((match.start(), match.end()))

    for match in held_over(text, start, end):  # the clause begins with the deed, not with the suspicion
        if not any(s < match.end() and match.start() < e for s, e in taken):
            found[match.end()] = ("response", "over")
            taken.append(match.span())
    for row, pattern in patterns("links.tsv").standing(text, start, end):
        for match in pattern.finditer(text, start, end):
            add(match, row["link"])
    for link, pattern in CUTS.standing(text, start, end):
        for match in pattern.finditer(text, start, end):
            add(match, link)
    return sorted((at, link, word) for at, (link, word) in found.items())


def _does(text: str, at: int) -> bool:
    """Whether a verb in the past stands right here: the subject is that of the clause before."""
    word = NEXT_WORD.match(text, at)
    if word is None:
        return False
    forms = trigger_forms().get(word[1], ())
    return word[1].endswith("ed") or any(pos == "v" and form in ("past", "participle") for _, pos, form in forms)


def _ends_list(text: str, start: int, at: int) -> bool:
    """Whether "and" closes the list of a subject's places: "strikes on Nyala, El Fasher, and Kutum killed 14 people"."""
    before = text[start:at].replace(",", " ")
    return bool(ITEMS.search(text[start:at])) and not _has_verb(before, 0, len(before)) and not SPOKEN.search(before)


def _has_verb(text: str, start: int, end: int) -> bool:
    """Whether the stretch up to the next comma has a verb of its own: then "and" opens a clause, not the end of a list."""
    comma = text.find(",", start, end)
    if comma >= 0 and SCENE.match(text, start, comma):
        comma = text.find(",", comma + 1, end)
    forms = trigger_forms()
    for token in tokenize(text, start, comma if comma >= 0 else end):
        if token.lower in AUXILIARY:
            return True
        if any(pos == "v" and form in ("past", "participle") for _, pos, form in forms.get(token.lower, ())):
            return True
    return False


def clauses_of(text: str, start: int, end: int, quotes: tuple[tuple[int, int], ...]) -> tuple[Clause, ...]:
    """The clauses of a sentence in order.

    A subordinate clause at the front ends at the first comma and hangs on what follows it.
    """
    cuts = [cut for cut in _cuts(text, start, end, quotes) if cut[0] < end]
    if FRONTED.match(text, start, end) and _has_verb(text, start, end) and not (cuts and cuts[0][0] == start):
        cuts.insert(0, (start, "as", "as"))
    clauses: list[Clause] = []
    at, link, word = start, "main", ""
    if cuts and cuts[0][0] == start:
        _, link, word = cuts.pop(0)
        comma = FRONT_ENDS.search(text, start, end)
        stop = comma.end() if comma else end
        inner = [cut for cut in cuts if cut[0] < stop]
        if comma and all(cut[1] == "which" for cut in inner):  # "In reprisal for an ambush that killed nine soldiers, troops ..."
            edges = [start, *(cut[0] for cut in inner), stop]
            kinds = [(link, 1 + len(inner), word), *(("which", number, cut[2]) for number, cut in enumerate(inner))]
            clauses += [Clause(low, high, *kind) for (low, high), kind in zip(pairwise(edges), kinds, strict=True)]
            cuts = cuts[len(inner) :]
            at, link, word = stop, "main", ""
    for number, (position, next_link, next_word) in enumerate(cuts):
        hanging = link in ("after", "before") or word.lower() == "while"
        if position <= at or (next_link == "which" and hanging and not SPOKEN.search(text, at + len(word), position)):
            continue  # "hours before a convoy that was rushing to the scene struck a mine": the verb is still to come
        clauses.append(Clause(at, position, link, -1, word))
        at, link, word = position, next_link, next_word
        stop = cuts[number + 1][0] if number + 1 < len(cuts) else end
        fronted = link in FRONTS and OPENED.search(text[clauses[-1].start : at])
        fronted = fronted or (link == "since" and MEASURED.match(text, start, at))
        front = FRONT_ENDS.search(text, at, stop) if fronted else None
        if front and front.end() < stop:
            clauses.append(Clause(at, front.end(), link, len(clauses) + 1, word))
            at, link, word = front.end(), "and", ""
    clauses.append(Clause(at, end, link, -1, word))
    return _parents(clauses)


def _parents(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Hang each clause on the one before it; a new "and" clause hangs on the last main one."""
    placed: list[Clause] = []
    main = next((n for n, clause in enumerate(clauses) if clause.link == "main"), 0)
    for number, clause in enumerate(clauses):
        parent = clause.parent
        if number == main:
            parent = -1
        elif parent < 0:
            parent = main if clause.link == "and" else number - 1
        placed.append(Clause(clause.start, clause.end, clause.link, parent, clause.word))
    return tuple(placed)


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """The sentences of the article's paragraphs (not of headings, headline and credits)."""
    found: list[Sentence] = []
    paragraph = -1
    for block in article.blocks:
        if block.kind != "paragraph":
            continue
        paragraph += 1
        begin = block.start
        dateline = DATELINE.match(article.text, block.start, block.end) if not found else None
        if dateline is None and not found and (written := WRITTEN_IN.match(article.text, block.start, block.end)):
            dateline = written if country_words().get(written["city"], ("", ""))[1] == "capital" else None
        if dateline:
            begin = dateline.end()
        spoken = quotes_of(article.text, block.start, block.end)  # speech may go on over several sentences
        for start, end in _sentence_spans(article.text, begin, block.end):
            quotes = tuple((max(a, start), min(b, end)) for a, b in spoken if a < end and b > start)
            found.append(
                Sentence(
                    start,
                    end,
                    paragraph,
                    tokenize(article.text, start, end),
                    clauses_of(article.text, start, end, quotes),
                    quotes,
                )
            )
    return tuple(found)
