"""The coder's page: whole in itself, true to the text; what is downloaded from it is valid and accounts for every event."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import eventx
from eventx.annotation import Telling, page
from eventx.cli import cli

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARTICLE = """KABUL, Afghanistan -- Gunmen killed three farmers in Kandahar on May 3, 2024, police said.

A bomb wounded two soldiers in Herat on May 4, 2024 😀 </script><b>&amp; {{data}}.

"They will bomb Kunduz," a trader said.
"""


def made(tmp_path: Path, *extra: str) -> tuple[str, dict[str, Any]]:
    """The page of the article, and the data in it."""
    (tmp_path / "dispatch.txt").write_text(ARTICLE, encoding="utf-8")
    arguments = ["annotate", str(tmp_path / "dispatch.txt"), "-o", str(tmp_path / "page.html"), *extra]
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return text, json.loads(found[1])


def test_the_page_holds_the_text_the_records_and_what_became_of_the_rest(tmp_path: Path) -> None:
    _, data = made(tmp_path)
    records = list(eventx.read(tmp_path / "dispatch.txt").records())
    assert data["records"] == records
    assert len(records) == 2
    (text,) = data["texts"]
    for record in data["records"]:
        for item in record["evidence"]:
            assert text[item["quote"]["start"] : item["quote"]["end"]] == item["quote"]["exact"]
    assert [one["reason"] for one in data["tellings"]] == ["ART-QUOTE"]
    assert text[data["tellings"][0]["start"] : data["tellings"][0]["end"]] == "bomb"


def test_what_was_told_in_reading_the_article_stands_on_the_page(tmp_path: Path) -> None:
    assert "ART-NO-PUBLICATION-DATE" not in made(tmp_path, "-O", "published=2024-05-05")[0]
    (tmp_path / "undated.txt").write_text("KABUL, Afghanistan -- Gunmen killed three farmers in Kandahar on Monday.\n")
    done = CliRunner().invoke(cli, ["annotate", str(tmp_path / "undated.txt"), "-o", str(tmp_path / "page.html")])
    assert done.exit_code == 0
    (remarks,) = re.findall(r'<ul id="remarks">(.*?)</ul>', (tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "warning ART-NO-PUBLICATION-DATE" in remarks
    assert "-O published=YYYY-MM-DD" in remarks


def test_nothing_is_fetched_and_words_of_the_article_cannot_end_the_script(tmp_path: Path) -> None:
    text, data = made(tmp_path)
    assert "</script><b>&amp; {{data}}" in data["texts"][0]
    assert text.count("</script>") == 2
    assert not re.search(r'(?:src|href)\s*=\s*"?(?:https?:)?//', text)
    assert "default-src 'none'" in text


def test_records_of_others_can_be_shown_if_their_words_are_in_the_article(tmp_path: Path) -> None:
    _, data = made(tmp_path)
    other = {**data["records"][0], "id": "model:1"}
    (tmp_path / "model.ndjson").write_text(json.dumps(other) + "\n", encoding="utf-8")
    _, shown = made(tmp_path, "--records", str(tmp_path / "model.ndjson"))
    assert [record["id"] for record in shown["records"]] == ["model:1"]
    other["evidence"] = [{"pointer": "", "quote": {"exact": "elsewhere", "start": 0, "end": 9}}]
    (tmp_path / "model.ndjson").write_text(json.dumps(other) + "\n", encoding="utf-8")
    arguments = ["annotate", str(tmp_path / "dispatch.txt"), "-o", "x.html", "--records", str(tmp_path / "model.ndjson")]
    assert "is it the right article" in str(CliRunner().invoke(cli, arguments).exception)


def test_given_records_that_are_rejected_are_told(tmp_path: Path) -> None:
    _, data = made(tmp_path)
    (first, *_) = data["records"]
    lines = json.dumps(first) + "\n" + json.dumps({**first, "id": "model:2", "status": "perhaps"}) + "\n"
    (tmp_path / "model.ndjson").write_text(lines, encoding="utf-8")
    arguments = ["annotate", "dispatch.txt", "-o", "x.html", "--records", "model.ndjson"]
    done = CliRunner().invoke(cli, [str(tmp_path / one) if "." in one else one for one in arguments])
    assert done.exit_code == 1
    assert re.search(r"model\.ndjson:2:\d+: error EVX007 at /status", done.stderr)  # line and column
    assert "wrote 1 record to" in done.stderr


def test_what_is_wrong_with_the_article_is_told_as_convert_tells_it(tmp_path: Path) -> None:
    article = tmp_path / "undated.txt"
    article.write_text("GAO (Wire) - Gunmen shot dead two shopkeepers in Gao on June 2, police said.\n", encoding="utf-8")
    told = [
        CliRunner().invoke(cli, [command, str(article), "-o", str(tmp_path / output)]).stderr.partition("\nread ")[0]
        for command, output in (("annotate", "page.html"), ("convert", "events.ndjson"))
    ]
    assert told[0] == told[1]
    assert "warning ART-NO-PUBLICATION-DATE" in told[0]


def test_a_table_has_no_page(tmp_path: Path) -> None:
    (tmp_path / "records.ndjson").write_text('{"schema_version":"1.0.0","kind":"event","id":"a:1","status":"reported"}\n')
    done = CliRunner().invoke(cli, ["annotate", str(tmp_path / "records.ndjson"), "-o", str(tmp_path / "x.html")])
    assert "not an article" in str(done.exception)
    assert not (tmp_path / "x.html").exists()


def test_the_same_article_gives_the_same_page(tmp_path: Path) -> None:
    assert made(tmp_path)[0] == made(tmp_path)[0]


def in_browser(text: str, program: str, folder: Path) -> Any:
    """What a program that runs in the page returns, in a headless browser with an empty profile and no network."""
    ending = f"""<script>
      let result;
      window.alert = (words) => {{ throw new Error(words); }};
      try {{ result = (() => {{ {program} }})(); }} catch (error) {{ result = {{ error: String(error.stack || error) }}; }}
      const shown = document.createElement("pre");
      shown.id = "result";
      shown.textContent = JSON.stringify(result);
      document.body.append(shown);
    </script></body>"""
    path = folder / "driven.html"
    path.write_text(text.replace("</body>", ending), encoding="utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-quic", f"--user-data-dir={folder / 'profile'}",
            "--dump-dom", path.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found = re.search(r'<pre id="result">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, done.stdout[:2000]
    unescaped = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    result = json.loads(unescaped)
    assert not (isinstance(result, dict) and "error" in result), result
    return result


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_a_coder_corrects_rejects_and_adds_in_a_browser(tmp_path: Path) -> None:
    text, data = made(tmp_path)
    result = in_browser(
        text,
        """
        const click = (selector) => document.querySelector(selector).click();
        const type = (selector, value) => {
          const input = document.querySelector(selector);
          input.value = value;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        };
        const marked = [...document.querySelectorAll("#article mark")].map((mark) => mark.textContent);
        const whole = document.querySelector("#article").textContent;
        const before = recordLines();
        click("#event-0 [data-decide=accepted]");
        const plain = recordLines();
        type("#event-0 fieldset[data-list=tolls] input[type=number]", "2");
        type("#event-0 fieldset[data-list=actors] input.name", "Unidentified Gunmen (Afghanistan)");
        click("#event-1 [data-decide=rejected]");
        const range = document.createRange();
        const pieces = [...document.querySelectorAll("#article p *")];
        const piece = pieces.find((one) => one.textContent.includes("soldiers"));
        range.selectNodeContents(piece);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        const words = piece.textContent;
        click("#add");
        type("#event-2 fieldset input[type=date]", "2024-05-04");
        const leave = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
        const asked = [leave()];
        type("#event-0 fieldset label:nth-of-type(2) input[type=date]", "2024-01-01");
        const wrong = document.querySelector("#summary").textContent + stateOf(events[0]);
        type("#event-0 fieldset label:nth-of-type(2) input[type=date]", "2024-05-03");
        window.confirm = () => true;
        click("#download-records");
        asked.push(leave());
        return { asked, wrong, marked, whole, before, plain, words, records: recordLines(), decisions: decisions(),
          account: document.querySelector("#account").textContent, summary: document.querySelector("#summary").textContent };
        """,
        tmp_path,
    )
    assert "three farmers" in " ".join(result["marked"])
    assert "😀 </script><b>&amp; {{data}}." in result["whole"]
    assert result["before"] == ""
    first = data["records"][0]
    assert [json.loads(line) for line in result["plain"].splitlines()] == [first]

    corrected, added = (json.loads(line) for line in result["records"].splitlines())
    assert corrected["tolls"][0]["low"] == 2
    assert corrected["actors"][0]["name"] == "Unidentified Gunmen (Afghanistan)"
    assert corrected["provenance"]["method"] == "human"
    pointers = {item["pointer"] for item in corrected["evidence"]}
    assert "/date" in pointers
    assert not pointers & {"/tolls/0", "/actors/0"}, "evidence of the old values speaks for them no longer"
    assert added["evidence"][0]["quote"]["exact"] == result["words"]
    start = added["evidence"][0]["quote"]["start"]
    assert data["texts"][0][start : start + len(result["words"])] == result["words"]
    assert added["date"]["end"] == "2024-05-04"
    assert [each["decision"] for each in result["decisions"]["events"]] == ["corrected", "rejected", "added"]
    assert "ART-QUOTE" in result["account"]
    assert "1 corrected, 1 rejected" in result["summary"]
    assert result["asked"] == [False, True], "it asks before work is lost, and not once it was downloaded"
    assert "0 corrected" in result["wrong"]
    assert "1 left out" in result["wrong"]

    path = tmp_path / "coded.ndjson"
    path.write_text(result["records"], encoding="utf-8")
    report = eventx.validate(path)
    assert report.ok, report.findings
    assert report.checked == 2


def test_tellings_of_the_page_are_given_as_they_are() -> None:
    text = page("a & b", ["x"], [], [Telling(0, 0, 1, "withheld", "ART-QUOTE", "somebody's words")], version="1")
    assert "<title>a &amp; b - eventx</title>" in text
    assert '"reason":"ART-QUOTE"' in text
