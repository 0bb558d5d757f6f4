/**
 * Preloaded into a portal's server whose database is made again between tests: on a message it drops what the process keeps of
 * the old one. What belongs to the process and not to the database stays.
 */
const OF_THE_PROCESS = new Set([
  "database",
  "demo sign-ins",
  "due-work",
  "environment",
  "log",
  "markup renderer",
  "outage",
  "password decoys",
  "requests",
  "statement names",
]);

process.on("message", () => {
  for (const name of globalThis.portalOnce?.keys() ?? []) if (!OF_THE_PROCESS.has(name)) globalThis.portalOnce.delete(name);
  process.send?.("renewed");
});
process.channel?.unref();
