// tus-js-client against a server of ours.
// node client.mjs URL ROOT KEY CERTIFICATE FILE SHA256 upload|abort|resume|end [LOCATION]
import fs from "node:fs";
import * as tus from "tus-js-client";

const [url, root, key, cert, file, sha256, act, location] = process.argv.slice(2);
const tls = { ca: fs.readFileSync(root), key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
const httpStack = new tus.DefaultHttpStack(tls);
const data = fs.readFileSync(file);
const requests = [];

function fail(error) {
  console.error(String(error));
  process.exit(1);
}

if (act === "end") {
  await tus.Upload.terminate(location, { httpStack, retryDelays: null }).catch(fail);
  process.exit(0);
}
const upload = new tus.Upload(data, {
  endpoint: url,
  uploadUrl: act === "resume" ? location : undefined,
  httpStack,
  metadata: { sha256, filename: "quyết định.pdf" },
  chunkSize: 150_000,
  uploadDataDuringCreation: act !== "resume",
  retryDelays: [100, 300, 600, 1000, 2000, 4000, 8000],
  onBeforeRequest: (request) => requests.push(request.getMethod()),
  onError: fail,
  onChunkComplete: (size, done) => {
    if (act === "abort" && done > data.length / 3) {
      upload.abort();
      console.log(JSON.stringify({ location: upload.url, done, requests }));
      process.exit(0);
    }
    if (act === "upload" && done > data.length / 3) console.error("a third");
  },
  onSuccess: () => console.log(JSON.stringify({ location: upload.url, requests })),
});
upload.start();
