/** A minimal server that stops like the portal's: prints its port, and responds to a request once it has all of it. */
import { createServer } from "node:http";
import { windDownOnSignal } from "../../lib/server/serving/wind-down.mjs";

const server = createServer((request, response) => request.resume().on("end", () => response.end("saved")));
windDownOnSignal(server, () => process.exit(0));
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
