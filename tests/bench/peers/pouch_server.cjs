// express-pouchdb over a database in memory: `node pouch_server.cjs PACKAGES PORT`.
const { createRequire } = require("node:module");
const load = createRequire(process.argv[2] + "/x.js");

const PouchDB = load("pouchdb").plugin(load("pouchdb-adapter-memory")).defaults({ adapter: "memory" });
const app = load("express")();
app.use("/", load("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true }));
new PouchDB("files");
app.listen(Number(process.argv[3]), "127.0.0.1", () => console.log("listening"));
