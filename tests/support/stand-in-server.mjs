/** Replaces `serve.mjs -H HOST -p PORT` in tests of the portal's processes that need no pages. */
import { createServer } from "node:http";

const [, , , host, , port] = process.argv;
const { DATABASE_URL, DATABASE_OWNER_URL, NEXTAUTH_SECRET, PORTAL_URL, PORTAL_DEMO } = process.env;

createServer((_request, response) => {
  response.end(JSON.stringify({ pid: process.pid, DATABASE_URL, DATABASE_OWNER_URL, NEXTAUTH_SECRET, PORTAL_URL, PORTAL_DEMO }));
}).listen(Number(port), host);
