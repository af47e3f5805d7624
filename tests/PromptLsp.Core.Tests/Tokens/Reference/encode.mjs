// node encode.mjs TEXTS ENCODING…: for each line of TEXTS (a JSON string) and each encoding prints the number of tokens and the FNV-1a hash of their numbers.
// node encode.mjs --time TEXTS ENCODING…: prints for each encoding the milliseconds of a first and of a later pass of counting over all texts, and the number of tokens.
import { readFileSync, writeSync } from "node:fs";
import { get_encoding } from "tiktoken";

const timed = process.argv[2] === "--time";
const [path, ...names] = process.argv.slice(timed ? 3 : 2);
const texts = readFileSync(path, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
const encodings = names.map((name) => get_encoding(name));

function hash(ids) {
  let value = 0x811c9dc5;
  for (const id of ids) {
    value = Math.imul(value ^ id, 0x01000193) >>> 0;
  }

  return value;
}

function pass(encoding) {
  const start = performance.now();
  let tokens = 0;
  for (const text of texts) {
    tokens += encoding.encode_ordinary(text).length;
  }

  return [performance.now() - start, tokens];
}

let output = "";
if (timed) {
  for (const encoding of encodings) {
    const [first, tokens] = pass(encoding);
    const [later] = pass(encoding);
    output += `${first} ${later} ${tokens}\n`;
  }
} else {
  for (const text of texts) {
    output += encodings.map((encoding) => {
      const ids = encoding.encode_ordinary(text);
      return `${ids.length} ${hash(ids)}`;
    }).join(" ") + "\n";
  }
}

for (let bytes = Buffer.from(output); bytes.length > 0;) {
  bytes = bytes.subarray(writeSync(1, bytes));
}
