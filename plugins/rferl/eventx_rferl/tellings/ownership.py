"""Which clause of a sentence belongs to which telling, and which of its things a telling has.

Knows how clauses hang on each other. Doesn't know times, places or actors.
"""

from __future__ import annotations

from eventx_rferl.actors.agency import Found


def owners(found: Found) -> tuple[int, ...]:
    """For each clause the number of the telling it belongs to, -1 if none."""
    clauses = found.sentence.clauses
    owned = [-1] * len(clauses)
    for number, group in enumerate(found.groups):
        for trigger in group.triggers:
            if owned[trigger.clause] < 0:
                owned[trigger.clause] = number
    for index, clause in enumerate(clauses):
        if (
            owned[index] < 0
            and 0 <= clause.parent < len(clauses)
            and owned[clause.parent] >= 0
            and clause.link not in ("since", "as", "before", "after")
        ):
            owned[index] = owned[clause.parent]
    for index in range(len(clauses) - 1, -1, -1):
        if owned[index] < 0 and clauses[index].link not in ("since", "as", "before", "after"):
            later = next((owned[n] for n in range(index + 1, len(clauses)) if owned[n] >= 0), -1)
            earlier = next((owned[n] for n in range(index - 1, -1, -1) if owned[n] >= 0), -1)
            owned[index] = later if later >= 0 else earlier
    return tuple(owned)


def within(found: Found, owned: tuple[int, ...], number: int, start: int) -> bool:
    """Whether an offset stands in a clause of this telling."""
    for index, clause in enumerate(found.sentence.clauses):
        if clause.start <= start < clause.end:
            return owned[index] == number or (
                owned[index] >= 0 and found.groups[owned[index]].clause == found.groups[number].clause
            )
    return False


def shared(found: Found, number: int) -> list[int]:
    """The tellings that stand in the same clause, in order of their heads."""
    if len(found.groups) == 1:
        return [0]
    clause = found.groups[number].clause
    same = [n for n, group in enumerate(found.groups) if group.clause == clause]
    return sorted(same, key=[g.head.start for g in found.groups].__getitem__)


def nearest(found: Found, number: int, at: int) -> bool:
    """Whether a thing at this offset belongs to this telling rather than to another of the same clause."""
    same = shared(found, number) if len(found.groups) > 1 else []
    if len(same) < 2:
        return True
    before = [n for n in same if found.groups[n].head.start <= at]
    return (before[-1] if before else same[0]) == number
