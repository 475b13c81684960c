"""A session's results as a Markdown page and as a plot.

Knows the JSON of the results. Measures nothing.
"""

from __future__ import annotations

import math
from html import escape
from typing import Any

_WIDTH, _NAMES, _BAR, _GAP, _HEAD = 900, 270, 18, 6, 34
_COLOURS = {"eventx": "#1f5fbf", "peer": "#9aa5b1", "floor": "#d9b25f"}
_FONT = "font-family='sans-serif' font-size='12'"


def markdown(results: dict[str, Any], plot: str) -> str:
    """The page: where and when, then a table for each task."""
    machine = results["machine"]
    lines = [
        f"# Benchmarks of {results['date']}, {results['rows']:,} rows",
        "",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_mb']:,} MB, {machine['system']}, "
        f"Python {machine['python']}.",
        f"Medians of runs in turns, {results['rounds']} of each way; seed {results['seed']}. {results['note']}".strip(),
        "",
        ", ".join(f"{name} {number}" for name, number in results["versions"].items()) + ".",
        "",
        "“eventx ×” says how many times as fast as the other eventx is, with the least and the most of single turns; under 1, it",
        "is slower. Peak memory is resident memory of the whole process tree; files that are mapped count, and in brackets is",
        "the part without them. A way that takes too long gets fewer rows, and is compared by rows a second.",
        "",
        f"![rows a second]({plot})",
    ]
    for task in results["tasks"]:
        lines += ["", f"## {task['title']}", ""]
        if task["load"][0] is not None:
            lines += [f"Load of the machine before and after: {task['load'][0]}, {task['load'][1]}.", ""]
        lines += [
            f"| way | what it does | {task['unit']} | seconds | processor s | {task['unit']}/s | eventx × | peak MB |",
            "|---|---|--:|--:|--:|--:|--:|--:|",
            *(_row(way) for way in task["ways"]),
        ]
    return "\n".join(lines) + "\n"


def _row(way: dict[str, Any]) -> str:
    label = f"**{way['label']}**" if way["part"] == "eventx" else way["label"]
    if way["status"] != "measured":
        reason = way["reason"].replace("|", "\\|")
        return f"| {label} | {way['does']} | {way['rows']:,} | {way['status']}: {reason} | | | | |"
    times = ""
    if "eventx_is_faster" in way:
        least, most = way["eventx_is_faster_range"]
        times = f"{_short(way['eventx_is_faster'])} ({_short(least)}–{_short(most)})"
    memory = f"{way['peak_mb']:,.0f} ({way['peak_anonymous_mb'] or 0:,.0f})" if way["peak_mb"] else ""
    speed = f"{way['rows_per_second']:,.0f}"
    took = f"{_short(way['seconds'])} | {_short(way['processor_seconds'])}"
    return f"| {label} | {way['does']} | {way['rows']:,} | {took} | {speed} | {times} | {memory} |"


def _short(number: float) -> str:
    return (
        f"{number:,.0f}"
        if number >= 100
        else f"{number:.1f}"
        if number >= 10
        else f"{number:.2f}"
        if number >= 0.1
        else f"{number:.3f}"
    )


def svg(results: dict[str, Any]) -> str:
    """Rows a second of every way that was measured, a panel for each task; each step of the scale is ten times as many."""
    parts: list[str] = []
    top = 40
    for task in results["tasks"]:
        ways = sorted((way for way in task["ways"] if way["status"] == "measured"), key=_speed, reverse=True)
        if not ways:
            continue
        parts.append(f"<text x='10' y='{top + 20}' {_FONT} font-weight='bold'>{escape(task['title'])}, {task['unit']}/s</text>")
        top += _HEAD
        low = math.floor(math.log10(min(_speed(way) for way in ways)) - 0.3)
        high = math.ceil(math.log10(max(_speed(way) for way in ways)) + 0.01)
        bottom = top + len(ways) * (_BAR + _GAP)
        for step in range(low, high + 1):
            x = _x(step, low, high)
            parts.append(f"<line x1='{x}' y1='{top - 4}' x2='{x}' y2='{bottom}' stroke='#e3e6ea'/>")
        for way in ways:
            length = _x(math.log10(_speed(way)), low, high) - _NAMES
            parts.append(f"<text x='{_NAMES - 8}' y='{top + 13}' {_FONT} text-anchor='end'>{escape(way['label'])}</text>")
            parts.append(f"<rect x='{_NAMES}' y='{top}' width='{length}' height='{_BAR}' fill='{_COLOURS[way['part']]}'/>")
            parts.append(f"<text x='{_NAMES + length + 6}' y='{top + 13}' {_FONT}>{_speed(way):,.0f}</text>")
            top += _BAR + _GAP
        top += 14
    title = f"{results['rows']:,} rows, {results['date']}; logarithmic scale, a line for every power of ten"
    legend = "blue: eventx; grey: others; yellow: floors (parsing or starting alone)"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{top}' viewBox='0 0 {_WIDTH} {top}'>"
        f"<rect width='100%' height='100%' fill='white'/><text x='10' y='18' {_FONT}>{escape(title)}</text>"
        f"<text x='10' y='36' {_FONT} fill='#555'>{escape(legend)}</text>{''.join(parts)}</svg>\n"
    )


def _speed(way: dict[str, Any]) -> float:
    return float(max(way["rows_per_second"], 0.01))


def _x(power: float, low: int, high: int) -> float:
    return round(_NAMES + (power - low) / (high - low) * (_WIDTH - _NAMES - 90), 1)
