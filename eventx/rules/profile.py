"""A profile: which rules a project switches off, how bad it finds the others, and with which parameters they run.

Knows the TOML file of ``--profile`` and what may not be set: what the schema demands, and what an importer can't read. Doesn't
know the rules' subjects, and finds no file by itself.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from eventx.errors import UsageError
from eventx.report import Finding, Severity
from eventx.rules import UNREAD, Rule, by_id, catalogue
from eventx.rules.rule import Parameter

PROFILE_VERSION = 1
OFF = "off"
_SETTINGS = (OFF, *(severity.value for severity in Severity))


@frozen
class Setting:
    """What a profile says of one rule. No severity: the rule's own."""

    off: bool = False
    severity: Severity | None = None
    parameters: Mapping[str, Any] = field(factory=dict)


@frozen
class Profile:
    """The settings of a profile by rule; ``name`` is the file they stand in."""

    name: str = ""
    settings: Mapping[str, Setting] = field(factory=dict)

    def rules(self) -> tuple[Rule, ...]:
        """The rules a validator is to run."""
        found = []
        for rule in catalogue():
            setting = self.settings.get(rule.id)
            if setting is None:
                found.append(rule)
            elif not setting.off:
                found.append(evolve(rule, severity=setting.severity or rule.severity, given=setting.parameters))
        return tuple(found)

    def apply(self, finding: Finding) -> Finding | None:
        """The finding as the profile wants it, or None if its rule is off. What may not be lowered stays an error."""
        setting = self.settings.get(finding.rule)
        if setting is None or self.overruled(finding):
            return finding
        if setting.off:
            return None
        return finding if setting.severity is None else evolve(finding, severity=setting.severity)

    def overruled(self, finding: Finding) -> bool:
        """Whether the profile would lower an error of what could not be read, a row or a file: no setting changes that."""
        setting = self.settings.get(finding.rule)
        if setting is None or finding.severity is not Severity.ERROR or finding.rule in by_id().keys() - {UNREAD}:
            return False
        return setting.off or setting.severity not in (None, Severity.ERROR)


def load_profile(path: str, codes: Collection[str] = ()) -> Profile:
    """Read a profile. ``codes`` are the ids that others use beside the catalogue's rules: importers, ``--onto``.

    Raises :class:`UsageError` that names every mistake in it.
    """
    import tomllib

    try:
        with Path(path).open("rb") as stream:
            document = tomllib.load(stream)
    except FileNotFoundError:
        raise UsageError(f"the profile {path}: no such file") from None
    except OSError as error:
        raise UsageError(f"the profile {path}: can't be read: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the profile {path}: this is not TOML: {error}") from None
    wrong: list[str] = []
    version = document.pop("profile_version", None)
    if type(version) is not int or version != PROFILE_VERSION:
        wrong.append(
            f"write 'profile_version = {PROFILE_VERSION}' at its top" + ("" if version is None else f", not {version!r}")
        )
    rules = document.pop("rules", {})
    wrong += [f"'{name}' means nothing here; settings stand under [rules]" for name in document]
    settings: dict[str, Setting] = {}
    if not isinstance(rules, dict):
        wrong.append("[rules] must be a table")
        rules = {}
    known = {*by_id(), *(code for code in codes if code.isupper())}  # those in lower case are reasons, never findings
    for name, given in ((name, _as_table(given)) for name, given in rules.items()):
        trouble = _unknown(name, known) or _trouble(name, given)
        if trouble:
            wrong.append(trouble)
        else:
            severity = given.pop("severity", None)
            settings[name] = Setting(severity == OFF, None if severity in (None, OFF) else Severity(severity), given)
    if wrong:
        raise UsageError(f"the profile {path}: " + "; ".join(wrong))
    return Profile(path, settings)


def _demanded(rule: Rule) -> bool:
    """Whether a rule is an error of the schema or of the JSON itself: without it a record is none."""
    return rule.severity is Severity.ERROR and rule.id.startswith("EVX0")


def _unknown(name: str, known: Collection[str]) -> str:
    if name in known:
        return ""
    import difflib

    digits = f"EVX{name.upper().removeprefix('EVX').translate(str.maketrans('OIL', '011'))}"  # a letter for a digit
    near = [digits] if digits in known else difflib.get_close_matches(name.upper(), sorted(known), n=3, cutoff=0.6)
    advice = "did you mean " + " or ".join(near) + "?" if near else "'eventx rules' lists them"
    return f"there is no rule '{name}'; {advice}"


def _trouble(name: str, given: Any) -> str:
    """What is wrong with the setting of a rule; nothing if it is right."""
    if not isinstance(given, dict):
        return f"{name} must be one of {', '.join(_SETTINGS)}, or a table with 'severity' and parameters"
    severity = given.get("severity")
    if severity is not None and severity not in _SETTINGS:
        return f"{name}: {severity!r} is no severity; use one of {', '.join(_SETTINGS)}"
    rule = by_id().get(name)
    for key, value in given.items():
        if key != "severity" and (words := _wrong_parameter(rule, key, value)):
            return f"{name} {words}"
    for each in rule.parameters if rule is not None else ():
        if each.name in given and each.until in given and given[each.name] > given[each.until]:
            return f"{name}: its '{each.name}' lies behind its '{each.until}'"
    if rule is not None and _demanded(rule) and severity not in (None, Severity.ERROR.value):
        return f"{name} can't be lowered, for what breaks it is no record ({rule.title}); a baseline can hold what there is"
    return ""


def _wrong_parameter(rule: Rule | None, key: str, value: Any) -> str:
    known = {} if rule is None else {each.name: each for each in rule.parameters}
    if key not in known:
        return f"has no parameter '{key}'; it has {', '.join(known) or 'none'}"
    wanted = known[key].default
    if isinstance(wanted, tuple):
        kinds: set[type] = {type(one) for one in wanted} or {str}
        if not isinstance(value, list) or not all(type(one) in kinds for one in value):
            return f"needs a list of {_KINDS[kinds.pop()]} as '{key}', not {value!r}"
    elif type(value) is not type(wanted) and not (isinstance(wanted, float) and type(value) is int):
        return f"needs {_KINDS[type(wanted)]} as '{key}', not {value!r}"
    return next(filter(None, (_unfit(known[key], one) for one in (value if isinstance(value, list) else [value]))), "")


def _unfit(parameter: Parameter, value: Any) -> str:
    """What is wrong with a value of the right kind."""
    if isinstance(value, str):
        words = parameter.form(value) if parameter.form is not None else ""
        return f"takes no such '{parameter.name}': it {words}" if words else ""
    if parameter.lowest <= value <= parameter.highest:  # not a number is neither
        return ""
    up_to = f" to {parameter.highest:g}" if parameter.highest < sys.float_info.max else " or more"
    return f"needs {parameter.lowest:g}{up_to} as '{parameter.name}', not {value!r}"


_KINDS: Mapping[type, str] = {int: "whole numbers", float: "a number", str: "text"}


def _as_table(given: Any) -> Any:
    """The setting of a rule as a table: a severity may stand alone, and a day without quotes is none of TOML's texts."""
    if isinstance(given, str):
        return {"severity": given}
    if not isinstance(given, dict):
        return given
    return {key: value.isoformat() if type(value) is date else value for key, value in given.items()}
