// Embeds texts with @huggingface/transformers and tells tokens a second.
// Usage: node embeddings.mjs MODEL_FOLDER FILE_NAME TEXTS.json BATCH THREADS ROUNDS
// Texts are sorted by length before. Prints "ready", waits for a line on standard input before each round, prints a JSON line after it.
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { createInterface } from "node:readline";
import { env, pipeline } from "@huggingface/transformers";

const [folder, file, textsPath, batch, threads, rounds] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = dirname(folder);
const extract = await pipeline("feature-extraction", basename(folder), {
  dtype: "fp32",
  device: "cpu",
  model_file_name: file,
  session_options: Number(threads) > 0 ? { intraOpNumThreads: Number(threads), interOpNumThreads: 1 } : {},
});
// The tokenizer says 512; the model card, and so PromptLsp, says 256.
extract.tokenizer._tokenizerConfig.model_max_length = 256;
const texts = JSON.parse(readFileSync(textsPath, "utf8"));
const run = async () => {
  for (let start = 0; start < texts.length; start += Number(batch)) {
    await extract(texts.slice(start, start + Number(batch)), { pooling: "mean", normalize: true });
  }
};
let tokens = 0;
for (const text of texts) tokens += (await extract.tokenizer(text, { truncation: true })).input_ids.dims[1];
await extract(texts.slice(0, Number(batch)), { pooling: "mean", normalize: true });
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
console.log("ready");
for (let round = 0; round < Number(rounds); round++) {
  await lines.next();
  const start = performance.now();
  await run();
  console.log(JSON.stringify({ tokens, seconds: (performance.now() - start) / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 }));
}
process.exit(0);
