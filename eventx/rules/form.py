"""EVX001 to EVX029: what the schema and the reader find. They stand here so that they can be listed and explained."""

from __future__ import annotations

from eventx.report import Severity
from eventx.rules.rule import Rule

RULES = (
    Rule(
        "EVX001", Severity.ERROR, "A record follows the JSON Schema of its version",
        "Other programs rely on it; what the schema doesn't have, they don't read.",
        "See 'eventx schema', and the examples beside it.",
    ),
    Rule(
        "EVX002", Severity.ERROR, "A record names a schema version that this eventx has",
        "Without the version nobody knows what its members mean.",
        "Set schema_version, or install an eventx that knows the version.",
    ),
    Rule(
        "EVX003", Severity.NOTE, "A record follows a version of the schema that this eventx knows in full",
        "A newer minor version only adds members and codes. Those this eventx doesn't know are kept, noted, and not checked.",
        "Install a newer eventx to have everything checked.",
    ),
    Rule(
        "EVX004", Severity.ERROR, "The members that must be there are there",
        "Without them the record, or the part of it, has no meaning.",
        "Add the member.",
    ),
    Rule(
        "EVX005", Severity.ERROR, "Every member is one the schema has, or has a prefix",
        "A misspelt member is a value that no program finds.",
        "Correct its name, or put it under your own prefix at the top of the record.",
    ),
    Rule(
        "EVX006", Severity.ERROR, "Every value has the type the schema names",
        "A number in quotes sorts as text, and a list of one that is no list breaks every loop.",
        "Write the value in the type that the message names.",
    ),
    Rule(
        "EVX007", Severity.ERROR, "Every code is in its list",
        "Codes are what records are counted by; one that isn't in the list is counted nowhere.",
        "Use a code of the list; 'eventx schema' prints it.",
    ),
    Rule(
        "EVX008", Severity.ERROR, "Dates, ids, addresses and hashes have one form",
        "They are compared by programs, so they are written in one way only.",
        "Write it in the form that the message names.",
    ),
    Rule(
        "EVX009", Severity.ERROR, "Numbers are within their range",
        "There is no such latitude, count or probability.",
        "Correct the number.",
    ),
    Rule(
        "EVX010", Severity.ERROR, "Nothing is empty",
        "Empty text and empty lists look like knowledge. What isn't known isn't there.",
        "Leave the member out.",
    ),
    Rule(
        "EVX011", Severity.ERROR, "Members that belong together are both there",
        "An interval with one end, or an offset without the other, can't be used.",
        "Add the other member, or leave both out.",
    ),
    Rule(
        "EVX012", Severity.ERROR, "Nothing is null",
        "A member that is null says no more than one that isn't there, and some programs read it as 0.",
        "Leave the member out; `gaps` can say why the value is missing.",
    ),
    Rule(
        "EVX013", Severity.ERROR, "Every value is one that JSON has",
        "Python objects, NaN and half of a surrogate pair can't be written to a file that others read.",
        "Use text, finite numbers, true, false, arrays and objects.",
    ),
    Rule(
        "EVX020", Severity.ERROR, "The file is JSON",
        "What can't be parsed can't be read by anybody.",
        "Correct the text at the line and column named.",
    ),
    Rule(
        "EVX021", Severity.ERROR, "No member stands twice in one object",
        "Programs keep one of the two and lose the other without a word, and they don't agree on which.",
        "Keep the right one.",
    ),
    Rule(
        "EVX022", Severity.ERROR, "There is no NaN and no Infinity",
        "JSON has no such numbers; they come from a program that wrote a missing value as a number.",
        "Leave the member out.",
    ),
    Rule(
        "EVX023", Severity.WARNING, "The file starts without a byte order mark",
        "RFC 8259 forbids it, and many readers take it for part of the first name.",
        "Save the file as UTF-8 without a byte order mark.",
    ),
    Rule(
        "EVX024", Severity.ERROR, "The file is UTF-8",
        "In another encoding names are garbled in silence.",
        "Save the file as UTF-8.",
    ),
    Rule(
        "EVX025", Severity.ERROR, "The file is whole",
        "What follows is lost, and a count of the rest would be wrong.",
        "Get the file again.",
    ),
    Rule(
        "EVX026", Severity.ERROR, "A record is a JSON object",
        "Nothing else has the members of a record.",
        "Write one JSON object for each record.",
    ),
)  # fmt: skip
