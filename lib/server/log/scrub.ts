const LONGEST_TEXT = 500;
const FRAMES = 8;

/** Terminal colours, and characters that would end a line or hide in it. */
const CONTROL = /\u001b\[[\d;]*m|[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Patterns of secrets that a log must not contain, and their replacements. */
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

/** A text made safe for the log: one line, short, without secrets and addresses. */
export function scrubText(text: string): string {
  // Cut very long text first, so that the patterns do not run over all of it.
  let clean = text.slice(0, LONGEST_TEXT * 4).replace(CONTROL, " ");
  for (const [pattern, instead] of SECRETS) clean = clean.replace(pattern, instead);
  clean = clean.trim();
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}…` : clean;
}

/** Messages of these kinds describe the program; those of the database and of parsers quote user input. */
const OF_THE_PROGRAM = new Set(["Error", "TypeError", "ReferenceError", "RangeError"]);
/** Quoted text may be user input, even in those messages. */
const QUOTED = /["'`「][^"'`」]*["'`」]/g;

/** Frames of the product's own files, relative to its folder. */
function framesOf(stack: unknown): string[] {
  if (typeof stack !== "string") return [];
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line) && !/node_modules|node:internal/.test(line));
  return frames.slice(0, FRAMES).map((line) => scrubText(line.replace(process.cwd(), ".").replace(/^\s+at /, "")));
}

const wordOf = (value: unknown): string | undefined => (typeof value === "string" && /^[\w.-]{1,60}$/.test(value) ? value : undefined);

/** The codes of an error and its causes: SQLSTATE, Prisma's, Node's. */
function codesOf(error: object, depth = 0): string[] {
  const { code, cause, meta, kind, originalCode, digest } = error as Record<string, unknown>;
  const own = [code, kind, originalCode, digest].flatMap((value) => wordOf(value) ?? []);
  const inner = [cause, meta, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  return depth > 3 ? own : [...own, ...inner.flatMap((value) => (typeof value === "object" && value !== null ? codesOf(value, depth + 1) : []))];
}

/** What the log keeps of an error: kind, codes, place in the program; the message only if it cannot contain user input. */
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
