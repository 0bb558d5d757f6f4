import { AWAY, DISK_FULL, OUTAGE_DIGEST } from "@/lib/domain/shared/outage";
import type { Refusal } from "@/lib/domain/shared/refusal";

/**
 * SQLSTATE codes of a database that cannot serve now: no connection (08), no room, memory or connection left (53), stopped or
 * starting (57P), its machine (58); then a lock or a statement that took too long, a session ended for idling, a standby,
 * work lost against others again and again, and a login or database that is not there now.
 */
const STATES = /^(?:08...|53...|57P..|58...|55P03|57014|25P0[34]|25006|40001|40P01|28000|28P01|3D000)$/;

const PRISMA = /^P(?:1000|1001|1002|1003|1008|1010|1011|1017|2024|2028|2034|2037)$/;

/** The same in the names of Prisma's driver adapter. */
const KINDS = new Set([
  "AuthenticationFailed",
  "ConnectionClosed",
  "DatabaseAccessDenied",
  "DatabaseDoesNotExist",
  "DatabaseNotReachable",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
  "TransactionWriteConflict",
]);

const NETWORK =
  /^(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTCONN|EADDRNOTAVAIL|ENOBUFS)$/;
const MACHINE = /^(?:EMFILE|ENFILE|ENOMEM|ENOSPC|EDQUOT|EROFS)$/;
const NO_SPACE = /^(?:53100|ENOSPC|EDQUOT)$/;

/** Driver messages that come without a code, as the whole message or the last line of Prisma's. */
const WORDS =
  /(?:^|\n)(?:timeout exceeded when trying to connect|timeout expired|Connection terminated(?: unexpectedly| due to connection timeout)?|Query read timeout|Client has encountered a connection error and is not queryable|Client was closed and is not queryable|Cannot use a pool after calling end on the pool|The server does not support SSL connections|There was an error establishing an SSL connection)$/;

const isCode = (code: string): boolean => STATES.test(code) || PRISMA.test(code) || KINDS.has(code) || NETWORK.test(code) || MACHINE.test(code);

/** Maximum depth of nested errors; errors of some drivers refer back to themselves. */
const DEPTH = 8;
const CODES = ["code", "originalCode", "errorCode", "kind"] as const;
const WITHIN = ["cause", "meta", "driverAdapterError", "error", "errors", "originalError"] as const;

interface Signs {
  readonly codes: string[];
  readonly words: string[];
}

/** Every code and message of an error and its causes. */
function signsOf(error: unknown, found: Signs = { codes: [], words: [] }, depth = 0): Signs {
  if (typeof error !== "object" || error === null || depth > DEPTH) return found;
  if (Array.isArray(error)) {
    for (const one of error) signsOf(one, found, depth + 1);
    return found;
  }
  const fields = error as Readonly<Record<string, unknown>>;
  found.codes.push(...CODES.map((name) => fields[name]).filter((code) => typeof code === "string"));
  if (typeof fields["message"] === "string") found.words.push(fields["message"].trimEnd());
  for (const name of WITHIN) signsOf(fields[name], found, depth + 1);
  return found;
}

const OUTAGE = "OUTAGE";

/** A request failed, or its result is unknown, because the database cannot serve now. Pages recognise it by its digest. */
export class Outage extends Error {
  override readonly name = "Outage";
  readonly code = OUTAGE;
  /** Next passes the digest to the error page; messages stay on the server. */
  readonly digest: string;

  constructor(cause: unknown, diskFull: boolean) {
    super("the database cannot serve now", { cause });
    this.digest = diskFull ? OUTAGE_DIGEST.diskFull : OUTAGE_DIGEST.away;
  }
}

/** Codes that only say that something failed. */
const GENERIC = new Set(["P2010", "N/A", "postgres", "GenericJs"]);

/** Whether an error is an outage or was caused by one. Use this everywhere but in the database client. */
export const isOutage = (error: unknown): boolean => signsOf(error).codes.includes(OUTAGE);

/**
 * Whether an error of the database client says that it cannot serve now; the request then failed, or its result is unknown.
 * Only `lib/server/database/client.ts` may ask: elsewhere the same code can mean something else (ECONNRESET of a browser's
 * connection, ENOSPC of a file). It throws the result as an `Outage`.
 */
export function isUnavailable(error: unknown): boolean {
  const { codes, words } = signsOf(error);
  if (codes.includes(OUTAGE) || codes.some(isCode)) return true;
  // With a specific code, the message may quote user input: a constraint's message quotes the row.
  return codes.every((code) => GENERIC.has(code)) && words.some((said) => WORDS.test(said));
}

/** Serialization failure and deadlock, in the words of PostgreSQL and of Prisma. */
const LOST = /^(?:40001|40P01|P2034|TransactionWriteConflict)$/;

/** Whether an error says that a transaction lost against another one, so that it may succeed when it is tried again. */
export const isConflict = (error: unknown): boolean => signsOf(error).codes.some((code) => LOST.test(code));

/** Whether an error says that the disk is full. */
export const saysDiskFull = (error: unknown): boolean => signsOf(error).codes.some((code) => NO_SPACE.test(code));

/** Whether an outage comes from a full disk. Checked by its digest, because the build bundles this module and its class more than once. */
export const isOfDisk = (error: unknown): boolean => saysDiskFull(error) || (error as Partial<Outage> | null)?.digest === OUTAGE_DIGEST.diskFull;

/** Whether an outage only says that nothing can be written: a full disk, or a database that can only be read. Reads go on then. */
export const takesNoWriting = (error: unknown): boolean => isOfDisk(error) || signsOf(error).codes.includes("25006");

/** The refusal for an outage. */
export const outageRefusal = (error: unknown): Refusal<"temporarily_unavailable"> => (isOfDisk(error) ? DISK_FULL : AWAY);
