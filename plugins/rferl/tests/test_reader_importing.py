"""Files of several articles through the whole importer: each with its own source, ledger lines and offsets."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from eventx.errors import RefusedInput
from eventx.report import Kind
from eventx_rferl import Importer

ONE = " date 2024-05-04 Written for a test.\n\nTwo guards were shot dead by gunmen in Osh on May 3, the police said.\n"
TWO = " date 2024-06-01 Written for a test.\n\nThree men were wounded by a mine near Batken on May 31, doctors said.\n"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Some Radio</title>
<item><title>Guards Killed</title><description>Two guards were shot dead by gunmen in Osh on May 3, the police said.</description>
<link>https://www.rferl.org/a/guards/99000503.html</link><pubDate>Sat, 04 May 2024 22:00:00 +0000</pubDate></item>
<item><title>Photos</title><description></description></item></channel></rss>"""


def test_each_article_of_a_file_has_its_own_source_day_and_offsets(importer: Callable[..., Any]) -> None:
    records, outcomes, end = importer(f"{ONE}\n{TWO}".encode())
    assert [r["date"]["start"] for r in records] == ["2024-05-03", "2024-05-31"]
    assert len({r["sources"][0]["sha256"] for r in records}) == 2
    assert [o.position.row for o in outcomes if o.kind is Kind.KEPT] == [1, 2]
    assert end.read == len(outcomes)
    alone, _, _ = importer(TWO.encode())
    assert records[1] == alone[0]


def test_an_item_of_a_feed_that_is_no_article_is_rejected_alone(importer: Callable[..., Any]) -> None:
    records, outcomes, end = importer(FEED.encode(), "feed.xml")
    assert [r["sources"][0]["url"] for r in records] == ["https://www.rferl.org/a/guards/99000503.html"]
    assert (outcomes[-1].kind, outcomes[-1].reason) == (Kind.REJECTED, "ART-NO-TEXT")
    assert end.read == len(outcomes)
    found = Importer().sniff(FEED.encode(), "feed.xml")
    assert found is not None
    assert found.score > 0.3


def test_a_page_that_ends_inside_its_body_is_refused_and_among_others_rejected(importer: Callable[..., Any]) -> None:
    page = (
        b'<html><body class="pg-article"><div class="wsw"><p>Two guards were shot dead by gunmen in Osh on May 3, 2024.</p><p>The'
    )
    with pytest.raises(RefusedInput, match="fetch it again") as refused:
        importer(page, "a.html")
    assert refused.value.rule == "ART-CUT-OFF"
    with pytest.raises(RefusedInput, match="may be cut off"):
        importer(page.partition(b"<div")[0], "a.html")
    whole = page + b" police said so.</p></div></body></html>"
    _, outcomes, end = importer(whole + page, "a.html")
    assert [one.reason for one in outcomes if one.kind is Kind.REJECTED] == ["ART-CUT-OFF"]
    assert end.complete


@pytest.mark.parametrize("bad", ["x", ""])
def test_a_day_that_is_none_is_a_wrong_call(bad: str) -> None:
    from eventx.errors import UsageError

    with pytest.raises(UsageError, match="published"):
        list(Importer().read(io.BytesIO(ONE.encode()), name="a.txt", published=bad or "x"))
