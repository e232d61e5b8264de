// @tus/server over TLS; breaks the connection of every third PATCH in the middle.
// node server.mjs KEY CERTIFICATE FOLDER
import fs from "node:fs";
import https from "node:https";
import { Server } from "@tus/server";
import { FileStore } from "@tus/file-store";

const [key, cert, directory] = process.argv.slice(2);
const tus = new Server({ path: "/files", datastore: new FileStore({ directory }) });
let patches = 0;
const server = https.createServer(
  { key: fs.readFileSync(key), cert: fs.readFileSync(cert), minVersion: "TLSv1.3" },
  (request, response) => {
    if (request.method === "PATCH" && ++patches % 3 === 0) {
      request.once("data", () => request.socket.destroy());
      return;
    }
    tus.handle(request, response);
  },
);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
