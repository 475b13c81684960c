"use strict";
// The coder's page. State is a list of events: the record as it came, the record as it is now, and the decision.
// What is downloaded is computed from that state in `corrected` and `decisions`; nothing is kept outside the page, so it asks
// before it is left with work that was not downloaded.
const data = JSON.parse(document.getElementById("data").textContent);
const texts = data.texts.map((text) => Array.from(text)); // offsets are code points, JavaScript's strings are UTF-16
const copy = (value) => JSON.parse(JSON.stringify(value));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const events = data.records.map((record, number) => ({
  number, original: record, record: copy(record), decision: "undecided", note: "", hue: (number * 137) % 360, article: articleOf(record),
  rows: { actors: (record.actors || []).map((_, at) => at), tolls: (record.tolls || []).map((_, at) => at) },
}));
let chosen = 0;
let unsaved = false;

function articleOf(record) {
  const quotes = (record.evidence || []).filter((item) => item.quote && "start" in item.quote).map((item) => item.quote);
  const fits = (text) => quotes.length && quotes.every((quote) => text.slice(quote.start, quote.end).join("") === quote.exact);
  return Math.max(0, texts.findIndex(fits));
}

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (key === "hue") made.style.setProperty("--hue", value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// ---- the article ----

function marksOf(article) {
  const marks = [];
  for (const event of events) {
    if (event.article !== article) continue;
    for (const item of event.record.evidence || []) {
      if (item.quote && "start" in item.quote) {
        marks.push({ start: item.quote.start, end: item.quote.end, event, pointer: item.pointer, rule: item.rule });
      }
    }
  }
  for (const telling of data.tellings) {
    if (telling.article === article) marks.push({ start: telling.start, end: telling.end, telling });
  }
  return marks;
}

function showArticles() {
  const place = document.getElementById("article");
  place.replaceChildren();
  texts.forEach((text, article) => {
    if (article) place.append(element("hr"));
    const marks = marksOf(article);
    const whole = text.join("");
    let at = 0;
    for (const paragraph of whole.split("\n\n")) {
      const length = Array.from(paragraph).length;
      place.append(showParagraph(text, at, at + length, marks.filter((mark) => mark.start < at + length && at < mark.end), article));
      at += length + 2;
    }
  });
}

function showParagraph(text, start, end, marks, article) {
  const edges = new Set([start, end]);
  for (const mark of marks) {
    edges.add(Math.max(start, mark.start));
    edges.add(Math.min(end, mark.end));
  }
  const sorted = [...edges].sort((one, other) => one - other);
  const made = element("p", { "data-article": article, "data-start": start });
  for (let number = 0; number + 1 < sorted.length; number += 1) {
    const [from, to] = [sorted[number], sorted[number + 1]];
    const words = text.slice(from, to).join("");
    const over = marks.filter((mark) => mark.start <= from && to <= mark.end);
    const piece = element(over.length ? "mark" : "span", {}, words);
    if (over.length) dress(piece, over);
    made.append(piece);
  }
  return made;
}

function dress(piece, over) {
  const ofEvents = over.filter((mark) => mark.event);
  if (!ofEvents.length) {
    piece.className = "telling";
    piece.title = over.map((mark) => `${mark.telling.kind}: ${mark.telling.reason} ${mark.telling.words}`).join("\n");
    return;
  }
  const best = ofEvents.find((mark) => mark.event.number === chosen && mark.pointer) || ofEvents.find((mark) => mark.event.number === chosen)
    || ofEvents.find((mark) => mark.pointer) || ofEvents[0];
  piece.style.setProperty("--hue", best.event.hue);
  piece.classList.toggle("value", ofEvents.some((mark) => mark.pointer));
  piece.classList.toggle("chosen", best.event.number === chosen);
  piece.dataset.events = [...new Set(ofEvents.map((mark) => mark.event.number))].join(" ");
  piece.title = ofEvents.map((mark) => `${title(mark.event)} ${mark.pointer || "(told here)"} ${mark.rule || ""}`).join("\n");
  piece.addEventListener("click", () => { if (getSelection().isCollapsed) choose(best.event.number, "records"); });
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const first = offsetOf(range.startContainer, range.startOffset);
  const last = offsetOf(range.endContainer, range.endOffset);
  if (!first || !last || first.article !== last.article) return null;
  const text = texts[first.article];
  let { at: start } = first;
  let { at: end } = last;
  while (start < end && /\s/.test(text[start])) start += 1;
  while (start < end && /\s/.test(text[end - 1])) end -= 1; // a triple click goes on to the next paragraph
  return end > start ? { article: first.article, start, end, exact: text.slice(start, end).join("") } : null;
}

function offsetOf(node, offset) {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-article]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.selectNodeContents(paragraph);
  before.setEnd(node, offset);
  return { at: Number(paragraph.dataset.start) + Array.from(before.toString()).length, article: Number(paragraph.dataset.article) };
}

// ---- the records ----

const title = (event) => `${event.record.type || "no type"}, ${(event.record.date || {}).start || "no date"}, ${(event.record.place || {}).name || "no place"}`;
const isPart = (event) => event.record.kind === "event" && (event.record.relations || []).some((link) => link.type === "part-of");

function showRecords() {
  document.getElementById("records").replaceChildren(...events.map(card), account());
  const counts = { accepted: 0, corrected: 0, rejected: 0, undecided: 0, added: 0 };
  for (const event of events) counts[stateOf(event)] = (counts[stateOf(event)] || 0) + 1;
  document.getElementById("summary").textContent = Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", ");
}

function stateOf(event) {
  if (event.decision !== "accepted") return event.decision;
  if (problems(event).length) return "left out";
  if (!event.original) return "added";
  return same(event.original, event.record) ? "accepted" : "corrected";
}

function card(event) {
  const { record } = event;
  const change = (edit) => (input) => { edit(input.target.value.trim()); touched(event); };
  const decide = ["accepted", "rejected", "undecided"].map((name) => element("button", {
    "aria-pressed": String(event.decision === name), "data-decide": name, onclick: () => decided(event, name),
  }, name === "undecided" ? "Undecided" : name === "accepted" ? "Accept" : "Reject"));
  const quotes = (record.evidence || []).filter((item) => item.pointer === "" && item.quote).map((item) => element("li", {}, item.quote.exact));
  return element("article", {
    id: `event-${event.number}`, class: `${event.number === chosen ? "chosen " : ""}${isPart(event) ? "part" : ""}`, hue: event.hue,
    "data-decision": event.decision, onclick: (click) => { if (!click.target.closest("input, select, button")) choose(event.number, "article"); },
  },
  element("h2", {}, title(event), element("span", { class: "id" }, `${record.kind} ${record.id}`)),
  element("p", { class: "decide" }, ...decide, " ", element("input", {
    class: "name", placeholder: "why", "aria-label": "Why", value: event.note, onchange: (input) => { event.note = input.target.value; unsaved = true; },
  })),
  element("fieldset", {}, element("legend", {}, "What"),
    choice("type", record.type, data.lists.types, change((value) => setType(record, value))),
    choice("status", record.status, data.lists.statuses, change((value) => { if (value) record.status = value; }), false), words(event, "/type")),
  element("fieldset", {}, element("legend", {}, "When"),
    field("start", (record.date || {}).start, change((value) => setDate(record, "start", value)), "date"),
    field("end", (record.date || {}).end, change((value) => setDate(record, "end", value)), "date"),
    choice("precision", (record.date || {}).precision, data.lists.datePrecisions, change((value) => setDate(record, "precision", value))),
    words(event, "/date")),
  element("fieldset", {}, element("legend", {}, "Where"),
    field("name", (record.place || {}).name, change((value) => setPlace(record, "name", value)), "text", "name"),
    field("latitude", ((record.place || {}).point || {}).lat, change((value) => setPoint(record, "lat", value)), "number", "short"),
    field("longitude", ((record.place || {}).point || {}).lon, change((value) => setPoint(record, "lon", value)), "number", "short"),
    choice("precision", (record.place || {}).precision, data.lists.placePrecisions, change((value) => setPlace(record, "precision", value))),
    words(event, "/place")),
  list(event, "actors", "Who", (actor) => [
    field("name", actor.name, change((value) => put(actor, "name", value)), "text", "name"),
    choice("role", actor.role, data.lists.roles, change((value) => { if (value) actor.role = value; }), false),
    choice("type", actor.type, data.lists.actorTypes, change((value) => put(actor, "type", value))),
  ], () => ({ role: "not-stated" })),
  list(event, "tolls", "How many", (toll) => [
    choice("measure", toll.measure, data.lists.measures, change((value) => { if (value) toll.measure = value; }), false),
    choice("of whom", toll.who, data.lists.groups, change((value) => { if (value) setWho(toll, value); }), false),
    ...["low", "best", "high"].map((name) => field(name, toll[name], change((value) => setNumber(toll, name, value)), "number", "short")),
    field("words", toll.text, change((value) => put(toll, "text", value))),
    field("says", toll.claimant, change((value) => put(toll, "claimant", value))),
  ], () => ({ measure: "killed", who: "all" })),
  element("ol", { class: "quotes" }, ...quotes),
  ...problems(event).map((problem) => element("p", { class: "problem" }, problem)));
}

function field(name, value, onchange, type = "text", kind = "") {
  return element("label", {}, name, element("input", { type, value: value ?? "", class: kind, step: "any", onchange }));
}

function choice(name, value, terms, onchange, blank = true) {
  const options = terms.map(([code, label]) => element("option", { value: code, selected: code === value }, label));
  if (blank) options.unshift(element("option", { value: "", selected: !value }, "(not known)"));
  return element("label", {}, name, element("select", { onchange }, ...options));
}

function list(event, name, legend, fields, fresh) {
  const rows = (event.record[name] || []).map((item, at) => element("div", { class: "row" }, ...fields(item), words(event, `/${name}/${at}`),
    element("button", { title: "Take away", onclick: () => { removeRow(event, name, at); touched(event); } }, "Remove")));
  return element("fieldset", { "data-list": name }, element("legend", {}, legend), ...rows, element("button", {
    onclick: () => { (event.record[name] ||= []).push(fresh()); event.rows[name].push(-1); touched(event); },
  }, "Add"));
}

function words(event, pointer) {
  return element("button", { title: "The words selected in the article say so", "data-words": pointer, onclick: () => {
    const found = selected();
    if (!found || found.article !== event.article) { alert("Select the words in the article first."); return; }
    setEvidence(event.record, pointer, found);
    touched(event);
  } }, "Evidence");
}

// ---- changes; what no longer holds goes ----

function put(object, name, value) { if (value === "") delete object[name]; else object[name] = value; }
function setType(record, value) {
  put(record, "type", value);
  if (record.codes) record.codes = record.codes.filter((code) => code.basis !== "crosswalk");
  if (record.codes && !record.codes.length) delete record.codes;
}
function setDate(record, name, value) {
  const when = (record.date ||= { precision: "unknown" });
  put(when, name, value);
  delete when.basis;
  delete when.text;
  if (name === "start" && value && !when.end) when.end = value;
  if (name === "end" && value && !when.start) when.start = value;
  if (!when.start || !when.end) { delete when.start; delete when.end; }
  if (!when.precision || !when.start) when.precision = "unknown";
  else if (when.precision === "unknown") when.precision = when.start === when.end ? "day" : "days";
  if (!when.start) delete record.date;
}
function setPlace(record, name, value) {
  put(record.place ||= {}, name, value);
  if (name === "name") for (const old of ["text", "admin1", "admin2", "admin3", "pcode", "gazetteer", "radius_m", "point"]) delete record.place[old];
  if (!Object.keys(record.place).length) delete record.place;
}
function setPoint(record, name, value) {
  const place = (record.place ||= {});
  place.point ||= {};
  if (value === "") delete place.point; else place.point[name] = Number(value);
  delete place.gazetteer;
  if (!Object.keys(place).length) delete record.place;
}
function setWho(toll, value) { toll.who = value; if (value !== "group") delete toll.group; }
function setNumber(toll, name, value) { if (value === "") delete toll[name]; else { toll[name] = Number(value); delete toll.state; } }
function setEvidence(record, pointer, found) {
  const kept = (record.evidence || []).filter((item) => item.pointer !== pointer);
  const source = (record.sources || [{}])[0].id;
  kept.push({ pointer, ...(source && { source }), quote: { exact: found.exact, start: found.start, end: found.end }, rule: "CODER", basis: "explicit" });
  record.evidence = kept;
}
function removeRow(event, name, at) {
  event.record[name].splice(at, 1);
  event.rows[name].splice(at, 1);
  if (!event.record[name].length) delete event.record[name];
  const moved = (pointer) => {
    const found = pointer.match(new RegExp(`^/${name}/(\\d+)(.*)$`));
    if (!found || Number(found[1]) < at) return pointer;
    return Number(found[1]) === at ? null : `/${name}/${Number(found[1]) - 1}${found[2]}`;
  };
  for (const list of ["evidence", "gaps"]) {
    if (!event.record[list]) continue;
    event.record[list] = event.record[list].map((item) => ({ ...item, pointer: moved(item.pointer) })).filter((item) => item.pointer !== null);
    if (!event.record[list].length) delete event.record[list];
  }
}

function touched(event) { unsaved = true; if (event.decision !== "rejected") event.decision = "accepted"; draw(); }
function decided(event, decision) {
  unsaved = true;
  event.decision = decision;
  // What one statement told for several places stands and falls together, unless a part has been decided on.
  if (event.record.kind === "campaign") {
    for (const part of events) {
      if (part.decision === "undecided" && (part.record.relations || []).some((link) => link.type === "part-of" && link.target === event.record.id)) part.decision = decision;
    }
  }
  draw();
}

function problems(event) {
  const found = [];
  const { date, place, tolls } = event.record;
  if (date && date.start > date.end) found.push("The end is before the start.");
  const point = place && place.point;
  if (point && !(Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180)) found.push("The point needs a latitude (to 90) and a longitude (to 180).");
  for (const toll of tolls || []) {
    const numbers = ["low", "best", "high"].map((name) => toll[name]).filter((value) => value !== undefined);
    if (numbers.some((value) => !Number.isInteger(value) || value < 0)) found.push("A toll is a whole number, 0 or more.");
    if (numbers.some((value, at) => at && value < numbers[at - 1])) found.push("Low, best and high are not in order.");
    if (!numbers.length && !toll.state && !toll.text) found.push("A toll without a number needs its words.");
  }
  return found;
}

// ---- what is downloaded ----

function finished(event) {
  const record = copy(event.record);
  if (event.original && !same(event.original, event.record)) {
    // Evidence for a value that was changed speaks for the old one, unless the coder has given other words.
    const before = (pointer) => event.original && value(event.original, original(event, pointer));
    record.evidence = (record.evidence || []).filter((item) => item.rule === "CODER" || item.pointer === "" || same(before(item.pointer), value(record, item.pointer)));
    if (!record.evidence.length) delete record.evidence;
    record.gaps = (record.gaps || []).filter((gap) => value(record, gap.pointer) === undefined);
    if (!record.gaps.length) delete record.gaps;
    if (!same(record.tolls, event.original.tolls)) delete record.resolved_tolls;
    record.provenance = { ...record.provenance, method: "human" };
    delete record.provenance.confidence;
    delete record.provenance.confidence_meaning;
  }
  return record;
}
function original(event, pointer) {
  const found = pointer.match(/^\/(actors|tolls)\/(\d+)(.*)$/);
  return found ? `/${found[1]}/${event.rows[found[1]][Number(found[2])]}${found[3]}` : pointer;
}
function value(record, pointer) {
  return pointer.split("/").slice(1).reduce((at, part) => (at === undefined || at === null ? undefined : at[part.replace(/~1/g, "/").replace(/~0/g, "~")]), record);
}

function corrected() {
  const kept = events.filter((event) => event.decision === "accepted" && !problems(event).length);
  const ids = new Set(kept.map((event) => event.record.id));
  return kept.map((event) => {
    const record = finished(event);
    const ours = (link) => events.some((other) => other.record.id === link.target);
    if (record.relations) record.relations = record.relations.filter((link) => ids.has(link.target) || !ours(link));
    if (record.relations && !record.relations.length) delete record.relations;
    return record;
  });
}
function decisions() {
  return {
    article: data.title, made_with: `eventx ${data.version}`, events: events.map((event) => ({
      id: event.record.id, decision: stateOf(event), ...(event.note && { note: event.note }), ...(problems(event).length && { left_out_because: problems(event) }),
    })),
  };
}
function download(name, text) {
  const link = element("a", { href: `data:application/octet-stream;charset=utf-8,${encodeURIComponent(text)}`, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}
const stem = data.title.replace(/\.[a-z]+$/i, "");
const recordLines = () => corrected().map((record) => `${JSON.stringify(record)}\n`).join("");

function account() {
  const rows = data.tellings.map((telling) => element("tr", {}, element("td", {}, telling.kind), element("td", {}, telling.reason), element("td", {}, telling.words),
    element("td", {}, texts[telling.article].slice(telling.start, telling.end).join(""))));
  if (!rows.length) return element("p", {}, "Every telling became a record.");
  return element("details", { id: "account" }, element("summary", {}, `${rows.length} tellings that became no record of their own`),
    element("table", {}, element("tr", {}, ...["", "reason", "which means that it", "words"].map((name) => element("th", {}, name))), ...rows));
}

// ---- together ----

function add() {
  const found = selected();
  if (!found) { alert("Select the words that tell the event first."); return; }
  const like = (events.find((event) => event.article === found.article) || {}).original || {};
  const record = { schema_version: data.records.length ? data.records[0].schema_version : "1.0.0", kind: "event", id: `coder:${data.digests[found.article]}:${found.start}-${found.end}`, status: "reported" };
  for (const name of ["language", "sources", "rights"]) if (like[name]) record[name] = copy(like[name]);
  record.provenance = { method: "human" };
  setEvidence(record, "", found);
  if (events.some((event) => event.record.id === record.id)) return;
  unsaved = true;
  events.push({ number: events.length, original: null, record, decision: "accepted", note: "", hue: (events.length * 137) % 360, article: found.article, rows: { actors: [], tolls: [] } });
  choose(events.length - 1, "records");
}
function choose(number, scrolled) {
  if (number < 0 || number >= events.length) return;
  chosen = number;
  draw();
  const target = scrolled === "records" ? document.getElementById(`event-${number}`) : document.querySelector(`#article mark.chosen`);
  if (target) target.scrollIntoView({ block: "center" });
}
function draw() {
  const places = ["article", "records"].map((name) => document.getElementById(name));
  const tops = places.map((place) => place.scrollTop);
  showArticles();
  showRecords();
  places.forEach((place, at) => { place.scrollTop = tops[at]; });
}
document.getElementById("add").addEventListener("click", add);
document.getElementById("download-records").addEventListener("click", () => {
  const open = events.filter((event) => event.decision === "undecided").length;
  const wrong = events.filter((event) => event.decision === "accepted" && problems(event).length).length;
  if ((open || wrong) && !confirm(`${open} events are undecided and ${wrong} have a problem; they are left out. Download the others?`)) return;
  download(`${stem}.coded.ndjson`, recordLines());
  unsaved = false;
});
document.getElementById("download-decisions").addEventListener("click", () => {
  download(`${stem}.decisions.json`, `${JSON.stringify(decisions(), null, 2)}\n`);
  if (!corrected().length) unsaved = false; // what was changed stands in the records alone
});
window.addEventListener("beforeunload", (leaving) => { if (unsaved) leaving.preventDefault(); });
document.addEventListener("keydown", (key) => {
  if (key.target.closest("input, select, textarea") || key.ctrlKey || key.metaKey || key.altKey) return;
  const act = { j: () => choose(chosen + 1, "article"), k: () => choose(chosen - 1, "article"), a: () => events[chosen] && decided(events[chosen], "accepted"), r: () => events[chosen] && decided(events[chosen], "rejected"), n: add }[key.key];
  if (act) { key.preventDefault(); act(); }
});
draw();
