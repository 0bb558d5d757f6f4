const LONGEST_TEXT = 500;
const FRAMES = 8;

/** Colours of terminals, and what would end a line or hide in it. */
const CONTROL = /\u001b\[[\d;]*m|[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** What must not stand in a log, and what stands there instead. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(postgres(?:ql)?|https?):\/\/[^\s/@]*@/gi, "$1://…@"],
  [/portal_(?:pat|inv|dev)_[\w-]+/g, "portal_…"],
  [/\beyJ[\w-]+(?:\.[\w-]*)+/g, "…"],
  [/\bBearer\s+\S+/gi, "Bearer …"],
  [/\b(?:cookie|set-cookie|authorization)\s*[:=].*/gi, "…"],
  [/[^\s"'`<>()[\]{}=,;:]+@[^\s"'`<>()[\]{}=,;:]+/g, "…@…"],
  [/\?[^\s"'`]+/g, "?…"],
  [/\b(?:password|passwort|secret|token|code|csrfToken)\s*[:=]\s*\S+/gi, "…"],
  [/\$argon2\S+/g, "…"],
  [/\b[0-9a-f]{32,}\b/gi, "…"],
];

/** A text as a log may hold it: one line, short, without secrets and addresses. */
export function scrubText(text: string): string {
  // What is far too long is cut first: the patterns need not see it all.
  let clean = text.slice(0, LONGEST_TEXT * 4).replace(CONTROL, " ");
  for (const [pattern, instead] of SECRETS) clean = clean.replace(pattern, instead);
  clean = clean.trim();
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}…` : clean;
}

/** Errors of these kinds speak of the program; those of the database and of parsers quote what people entered. */
const OF_THE_PROGRAM = new Set(["Error", "TypeError", "ReferenceError", "RangeError"]);
/** What stands in quotation marks may have been entered, also there. */
const QUOTED = /["'`「][^"'`」]*["'`」]/g;

/** Frames of the product's own files, from its folder on. */
function framesOf(stack: unknown): string[] {
  if (typeof stack !== "string") return [];
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line) && !/node_modules|node:internal/.test(line));
  return frames.slice(0, FRAMES).map((line) => scrubText(line.replace(process.cwd(), ".").replace(/^\s+at /, "")));
}

const wordOf = (value: unknown): string | undefined => (typeof value === "string" && /^[\w.-]{1,60}$/.test(value) ? value : undefined);

/** The codes by which an error and its causes name themselves: SQLSTATE, Prisma's, Node's. */
function codesOf(error: object, depth = 0): string[] {
  const { code, cause, meta, kind, originalCode, digest } = error as Record<string, unknown>;
  const own = [code, kind, originalCode, digest].flatMap((value) => wordOf(value) ?? []);
  const inner = [cause, meta, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  return depth > 3 ? own : [...own, ...inner.flatMap((value) => (typeof value === "object" && value !== null ? codesOf(value, depth + 1) : []))];
}

/** What a log holds of an error: kind, codes, place in the program; its words only where they cannot hold what somebody entered. */
export interface LoggedError {
  readonly name: string;
  readonly codes: readonly string[];
  readonly message?: string;
  readonly frames: readonly string[];
}

export function scrubError(error: unknown): LoggedError {
  if (typeof error !== "object" || error === null) return { name: typeof error, codes: [], frames: [] };
  const { name, message, stack } = error as { name?: unknown; message?: unknown; stack?: unknown };
  const kind = wordOf(name) ?? "Error";
  const codes = [...new Set(codesOf(error))];
  const safe =
    error instanceof Error && typeof message === "string" && codes.length === 0 && OF_THE_PROGRAM.has(kind)
      ? message.slice(0, LONGEST_TEXT * 4).replace(QUOTED, "…")
      : null;
  return { name: kind, codes, ...(safe === null ? {} : { message: scrubText(safe) }), frames: framesOf(stack) };
}
