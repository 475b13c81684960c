// A file of one JSON record a line, by ajv: each line parsed, then checked by the schema, formats included.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const [modules, source, schema] = process.argv.slice(2);
const Ajv = require(path.join(modules, "ajv", "dist", "2020")).default;
const addFormats = require(path.join(modules, "ajv-formats")).default;

const ajv = new Ajv({ allErrors: false, strict: false });
addFormats(ajv);
const check = ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8")));

async function main() {
  let rows = 0;
  let bad = 0;
  for await (const line of readline.createInterface({ input: fs.createReadStream(source), crlfDelay: Infinity })) {
    rows += 1;
    if (!check(JSON.parse(line))) bad += 1;
  }
  console.log(JSON.stringify({ rows, bad }));
}

main();
