"""Lines of NDJSON in columns: cut into the texts of their members, and what of these can be told without knowing them.

Knows the shapes that :mod:`eventx.validator.fast.members` has learned, and in Polars' words the forms of
:mod:`eventx.validator.fast.apart`. A cut loses nothing of a line but may be wrong, where a name stands deeper in it too: texts
are judged by who uses it (:mod:`eventx.bulk.lines.checking`). Needs the extra ``bulk``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal

import orjson
import polars as pl
from attrs import frozen

from eventx.bulk.columns.globe import GLOBE_CELL
from eventx.bulk.columns.names import SUSPECT
from eventx.bulk.joining.names import FORM, LONG
from eventx.rules.texts import NOTHING, SHORTER, SUSPECTS_WITHIN
from eventx.validator.fast.apart import CELL, ID, LATITUDE, LONGITUDE, NAMES, ROW, WHOLE, whole
from eventx.validator.fast.known import Shape, Slot

_APART = b"\x01"  # which no JSON has
_UNSURE = rf"""\\[^"nrt]|[\x00-\x1f]|[^\\]".|\\"$|^"(?:[=+\-@\s]|\\[nrt])|{SUSPECTS_WITHIN}"""
"""Something in a text of JSON for which it may be none, or a rule about texts may find something."""
_PLAIN = rf'^(?:{WHOLE}| ?"(?:[^"\\\x00-\x1f]|\\["nrt\\])*")$'
"""A number or a text, where nothing can be against any value."""
_WRITTEN, _MEANT = ['\\"', "\\n", "\\r", "\\t"], ['"', "\n", "\r", "\t"]
_PLAIN_NAMES = "^" + NAMES.replace(r'[^"\\]*', FORM) + "$"
_NO_NAMES = f'": ?"(?i:{"|".join(map(re.escape, sorted(NOTHING)))})"|{SUSPECT}'
_NUMBER = r"-?(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,15})?"

Form = Literal["id", "prose", "place", "any", "numbers", "text"]


@frozen
class Column:
    """A slot of the lines: the members that it has in one text, what stands before that, and of which form it is.

    ``optional``: it is "" in lines that haven't got it.
    """

    number: int
    names: tuple[str, ...]
    marker: str
    form: Form
    optional: bool

    @property
    def name(self) -> str:
        """The name of the column of its texts."""
        return f"c{self.number}"

    @property
    def key(self) -> str:
        """The name of the column of their keys, which are without what is a line's own."""
        return f"t{self.number}" if self.form in ("place", "numbers") else self.name


class Plan:
    """How lines of some shapes are cut, all in the same way: ``shapes``, by their numbers, and their ``columns``.

    Shapes that have members in another order than those before them are left out.
    """

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.shapes: list[Shape] = []
        self._space = _space(shapes[0].sample[0], shapes[0].names)
        slots: dict[tuple[str, ...], Slot] = {}
        order: list[tuple[str, ...]] = []
        for shape in shapes:
            mine = [slot.names for slot in shape.slots]
            merged = _merged(order, mine)
            alike = all(slot.names not in slots or _are_alike(slot, slots[slot.names]) for slot in shape.slots)
            if merged is None or not alike or _space(shape.sample[0], shape.names) != self._space:
                continue
            order = merged
            slots.update((slot.names, slot) for slot in shape.slots)
            self.shapes.append(shape)
        present = [{slot.names for slot in shape.slots} for shape in self.shapes]
        self.columns = tuple(
            Column(
                number,
                names,
                f"{',' + self._space if number else '{'}{orjson.dumps(names[0]).decode()}:",
                _form(slots[names]),
                not all(names in some for some in present),
            )
            for number, names in enumerate(order)
        )
        # A first member that may be missing would leave nothing to begin with.
        self.able = not self.columns[0].optional and {one.form for one in self.columns} >= {"id"}
        bits = [one.names for one in self.columns if one.optional]
        self._shapes = {sum(1 << bit for bit, names in enumerate(bits) if names in some): at for at, some in enumerate(present)}
        # Made once, because that takes as long as some thousand lines.
        self._steps = [*self._texts(), *self._told()] if self.able else []

    def slots(self, column: Column) -> Iterator[tuple[int, Slot]]:
        """The slots of a column, with the number of the shape."""
        for at, shape in enumerate(self.shapes):
            for slot in shape.slots:
                if slot.names == column.names:
                    yield at, slot

    def cut(self, data: bytes) -> pl.DataFrame | None:
        """Whole lines, each with its ``shape`` (null: none of these) and whether it is ``fine`` so far.

        ``name`` is its id, ``notes`` what they say (if it is fine; "": there are none), ``lat`` and ``lon`` its point, and
        ``cell`` where that is, if it was taken off the place. None if these bytes have to be read line by line.
        """
        lines = _lines_of(data)
        if lines is None:
            lines = _lines_of(_legible(data))
        if lines is None:
            return None
        cut = lines.lazy()
        for step in self._steps:
            cut = cut.with_columns(step)
        texts = dict.fromkeys(name for one in self.columns for name in (one.name, one.key))
        wanted = cut.select("line", "fine", "shape", "name", "notes", "lat", "lon", "cell", *texts)
        return wanted.collect(engine="in-memory")

    def _texts(self) -> Iterator[list[pl.Expr]]:
        """The texts of the members of lines, step by step."""
        line = pl.col("line")
        begin = self.columns[0].marker
        # A line that ends otherwise may do so with a letter of several bytes, in which no text can end.
        size = line.str.len_bytes().cast(pl.Int64)
        yield [
            pl.when(line.str.ends_with("}")).then(size - 1).otherwise(size).alias("end"),
            pl.lit(0, dtype=pl.Int64).alias("p0"),
            *(line.str.find(one.marker, literal=True).cast(pl.Int64).alias(f"p{one.number}") for one in self.columns[1:]),
        ]
        firm = [one for one in self.columns if not one.optional]
        there: list[pl.Expr] = []
        ends: dict[int, pl.Expr] = {}
        for one, after in zip(firm, [*(f"p{one.number}" for one in firm[1:]), "end"], strict=True):
            first, nearest = pl.col(f"p{one.number}"), pl.col(after)
            loose = list(takewhile(lambda other: other.optional, self.columns[one.number + 1 :]))
            for other in reversed(loose):
                at = pl.col(f"p{other.number}")
                there.append(((first < at) & (at < pl.col(after))).fill_null(False).alias(f"h{other.number}"))
                ends[other.number] = nearest
                nearest = pl.when(pl.col(f"h{other.number}")).then(at).otherwise(nearest)
            ends[one.number] = nearest
        yield there
        yield [end.alias(f"e{number}") for number, end in ends.items()]
        fine = [line.str.starts_with(begin), line.str.ends_with("}")]
        optional: list[pl.Expr] = []
        texts: list[pl.Expr] = []
        for one in self.columns:
            start = pl.col(f"p{one.number}") + len(one.marker.encode())
            length = pl.col(f"e{one.number}") - start
            text = line.cast(pl.Binary).bin.slice(start, length.clip(lower_bound=0)).cast(pl.String)
            if one.optional:
                is_there = pl.col(f"h{one.number}")
                fine.append(~is_there | (length > 0))
                texts.append(pl.when(is_there).then(text).otherwise(pl.lit("")).alias(one.name))
                optional.append(is_there.cast(pl.Int64) * (1 << len(optional)))
            else:
                fine.append(length > 0)
                texts.append(text.alias(one.name))
        shape = pl.sum_horizontal(pl.lit(0, dtype=pl.Int64), *optional)
        before, after_it = list(self._shapes), list(self._shapes.values())
        yield [
            pl.all_horizontal(fine).fill_null(False).alias("fine"),
            shape.replace_strict(before, after_it, default=None, return_dtype=pl.Int32).alias("shape"),
            *texts,
        ]

    def _told(self) -> Iterator[list[pl.Expr]]:
        """What can be told of texts without knowing them, and their keys, step by step."""
        fine = [pl.col("fine"), pl.col("shape").is_not_null()]
        first = [pl.lit("").alias("notes")]
        then = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("lat", "lon")] + [pl.lit(False).alias("usual")]
        keys = []
        for one in self.columns:
            text = pl.col(one.name)
            good: pl.Expr | None = None
            match one.form:
                case "id":
                    good = text.str.contains(f"^{ID}$")
                    first.append(text.str.strip_chars(' "').alias("name"))
                case "any":
                    good = text.str.contains(_PLAIN)
                case "prose":
                    said = text.str.strip_prefix(" ")
                    good = _is_plain(said)
                    body = said.str.strip_prefix('"').str.strip_suffix('"').str.replace_many(_WRITTEN, _MEANT)
                    first[0] = body.alias("notes")
                case "numbers":
                    numbered = text.str.replace_all(CELL, "${1}\n")
                    keys.append(pl.when(text.str.contains(f"^{ROW}$")).then(pl.lit("row\n")).otherwise(numbered).alias(one.key))
                case "place":
                    yield [self._before_point(text).alias("before")]
                    yield [self._point(text).alias("point")]
                    yield [pl.col("point").struct.field("1").alias("lat"), pl.col("point").struct.field("2").alias("lon")]
                    usual = pl.col("lat").str.contains(f"^{LATITUDE}$") & pl.col("lon").str.contains(f"^{LONGITUDE}$")
                    yield [self._behind_point(text).alias("tail"), usual.fill_null(False).alias("usual")]
                    head = text.cast(pl.Binary).bin.slice(0, pl.col("before")).cast(pl.String)
                    key = pl.when("usual").then(pl.concat_str(head, pl.lit("\n"), "tail")).otherwise(text)
                    keys.append(key.alias(one.key))
                    count = text.str.count_matches('"point"', literal=True)
                    good = (count == 0) | ((count == 1) & pl.col("lat").is_not_null())
                    then = [pl.col(name).cast(pl.Float64) for name in ("lat", "lon")]
            if good is not None:
                fine.append((text == "") | good if one.optional else good)
        yield first
        yield [pl.all_horizontal(fine).fill_null(False).alias("fine"), *keys, *then]
        yield [pl.when("usual").then(GLOBE_CELL).alias("cell")]

    def _before_point(self, text: pl.Expr) -> pl.Expr:
        """Where the point of a place begins."""
        return text.str.find(f'"point":{self._space}{{"lat":{self._space}', literal=True)

    def _point(self, text: pl.Expr) -> pl.Expr:
        """Latitude and longitude of a point, as they are written."""
        space = self._space
        form = rf'^"point":{space}\{{"lat":{space}({_NUMBER}),{space}"lon":{space}({_NUMBER})\}}'
        return text.cast(pl.Binary).bin.slice(pl.col("before")).cast(pl.String).str.extract_groups(form)

    def _behind_point(self, text: pl.Expr) -> pl.Expr:
        """What stands behind the point of a place."""
        space = len(self._space)
        signs = len('"point":{"lat":,"lon":}') + 4 * space
        size = signs + pl.col("lat").str.len_bytes() + pl.col("lon").str.len_bytes()
        return text.cast(pl.Binary).bin.slice(pl.col("before") + size).cast(pl.String)


def _lines_of(data: bytes) -> pl.DataFrame | None:
    """Lines as a column; None if Polars can't read them all."""
    if _APART in data or data.startswith(codecs.BOM_UTF8):
        return None
    try:
        lines = pl.read_csv(
            data,
            has_header=False,
            separator=_APART.decode(),
            quote_char=None,
            schema={"line": pl.String},
            infer_schema=False,
            empty_string_is_null=False,
        )
    except (pl.exceptions.PolarsError, ValueError):
        return None
    size = lines.height - (not data.endswith(b"\n")) + lines["line"].str.len_bytes().sum()
    return lines if size == len(data) or lines.height == data.count(b"\n") + (not data.endswith(b"\n")) else None


def _legible(data: bytes) -> bytes:
    """Lines of which those that Polars can't read are another, shorter text."""
    return b"\n".join([line if _is_text(line) else b"?"[: len(line) - 1] for line in data.split(b"\n")])


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return _APART not in line and not line.startswith(codecs.BOM_UTF8)


def are_named_plainly(places: pl.Expr) -> pl.Expr:
    """Whether rules and schema have nothing against any of the names that a place begins with."""
    names = places.str.extract(f"^({NAMES})")
    plain = names.str.contains(_PLAIN_NAMES) & (names.str.len_bytes() < LONG)
    return (plain & ~names.str.contains(_NO_NAMES)).fill_null(False)


def _is_plain(said: pl.Expr) -> pl.Expr:
    """Whether a text is JSON in which no rule about texts finds anything."""
    quoted = said.str.starts_with('"') & said.str.ends_with('"') & said.str.len_bytes().is_between(3, SHORTER)
    return quoted & ~said.str.contains(_UNSURE)


def _space(line: bytes, names: Sequence[str]) -> str:
    """What stands behind commas and colons."""
    return "" if len(names) < 2 or b"," + orjson.dumps(names[1]) in line else " "


def _are_alike(slot: Slot, other: Slot) -> bool:
    return slot.texts is other.texts and _form(slot) == _form(other)


def _form(slot: Slot) -> Form:
    if slot.says or slot.own is None:
        return slot.says or "text"
    return "any" if slot.own is whole else "numbers"


def _merged(order: Sequence[tuple[str, ...]], more: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]] | None:
    """An order that has all of another one too, each new slot behind the one before it; None if the two contradict each other."""
    found, last = list(order), -1
    for names in more:
        if names in found:
            at = found.index(names)
            if at <= last:
                return None
            last = at
        elif {name for slot in found for name in slot} & set(names):
            return None
        else:
            last += 1
            found.insert(last, names)
    return found
