// A laptop of PouchDB: takes files in and replicates them, then waits for a line of edits and replicates those.
// `node pouch_client.cjs PACKAGES URL FILES EDITS`: prints "ready", reads a line, pushes the edits, prints seconds.
const fs = require("node:fs");
const readline = require("node:readline");
const { createRequire } = require("node:module");
const load = createRequire(process.argv[2] + "/x.js");

const PouchDB = load("pouchdb").plugin(load("pouchdb-adapter-memory"));

async function main() {
  const [, , , url, files, edits] = process.argv;
  const here = new PouchDB("here", { adapter: "memory" });
  const docs = fs.readFileSync(files, "utf8").trim().split("\n").map((line, i) => ({ _id: `f${i}`, ...JSON.parse(line) }));
  await here.bulkDocs(docs);
  await here.replicate.to(url);
  console.log("ready");
  const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const { value: through } = await lines.next();
  for (const line of fs.readFileSync(edits, "utf8").trim().split("\n")) {
    const { file, set } = JSON.parse(line);
    const doc = await here.get(`f${file}`);
    await here.put(Object.assign(doc, set));
  }
  const began = Date.now();
  await here.replicate.to(through);
  console.log((Date.now() - began) / 1000);
  process.exit(0);
}
main().catch((error) => { console.error(error); process.exit(1); });
