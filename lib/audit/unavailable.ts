/** How a database that is away, starting or stopping shows itself, in Prisma's words, PostgreSQL's and the driver's. */
const AWAY = /P1001|P1002|P1017|DatabaseNotReachable|ConnectionClosed|ECONNREFUSED|ECONNRESET|57P01|57P02|57P03|not queryable|Connection terminated/;

/** Whether an error says that the database cannot be reached now; what was asked for was then not done, or not known to be. */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, message, cause, meta } = error as { code?: unknown; message?: unknown; cause?: unknown; meta?: unknown };
  const inner = cause instanceof Error ? `${cause.message} ${JSON.stringify(cause)}` : JSON.stringify(cause);
  return AWAY.test([code, message, inner, JSON.stringify(meta)].join(" "));
}
