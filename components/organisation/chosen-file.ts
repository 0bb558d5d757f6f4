/** Why a list is not taken, in the portal's words. */
export interface Problem {
  readonly detail: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** Headings of columns that the list may do without. */
  readonly list: readonly string[];
  /** Nothing is wrong with the list: who opened the page has to sign in again. */
  readonly signIn?: true;
}

/** What every import answers, previewed or done. */
export interface ListOutcome {
  readonly applied: boolean;
  readonly hash: string;
  readonly ignoredColumns: readonly string[];
}

export type Answered<Outcome> = { readonly kind: "refused"; readonly problem: Problem } | { readonly kind: "preview" | "done"; readonly outcome: Outcome };

const said = (detail: string): { readonly kind: "refused"; readonly problem: Problem } => ({ kind: "refused", problem: { detail, fields: [], list: [] } });
const UNREACHABLE = said("ポータルとつながりません。つながってから、もう一度選んでください。何も取り込んでいません。");
const UNCLEAR = said("ポータルの答えを読めません。少し待ってから、もう一度選んでください。何も取り込んでいません。");
const LOOK_FIRST = "もう一度取り込む前に、一覧を開き直して、取り込まれていないか確かめてください。";
const UNSURE = said(`いまポータルが応えないため、取り込めたか確かめられません。${LOOK_FIRST}`);
const UNREADABLE = said("ファイルを読めません。ほかのソフトが開いていないか確かめて、もう一度選んでください。何も取り込んでいません。");
const CHANGED = said("選んだ後に、ファイルが変わったか移されました。もう一度選んで、変わるところを確かめてください。何も取り込んでいません。");

const SIGNED_OUT: Problem = {
  detail:
    "サインインが終わったか、このブラウザーでほかの人がサインインしています。この画面を開いた人の名前では送れないため、何も取り込んでいません。選んだファイルはこのまま残っています。",
  ...{ fields: [], list: [], signIn: true },
};

const read = (file: File): Promise<ArrayBuffer | null> => file.arrayBuffer().catch(() => null);

const same = (one: ArrayBuffer, other: ArrayBuffer): boolean => {
  const [left, right] = [new Uint8Array(one), new Uint8Array(other)];
  return left.length === right.length && left.every((byte, place) => byte === right[place]);
};

/** Where a list goes, and the account for which its page was made. */
interface Destination {
  /** Below `/api/v1`. */
  readonly address: string;
  readonly account: string;
}

/**
 * Sends the file. An import that was sent may be done, whatever became of its answer: only the portal's own refusal, in its own
 * words, says that nothing was imported. A preview imports nothing.
 */
async function send<Outcome extends ListOutcome>(
  { address, account }: Destination,
  bytes: ArrayBuffer,
  query: Readonly<Record<string, string>> & { readonly dryRun: "0" | "1" },
): Promise<Answered<Outcome>> {
  const applies = query.dryRun === "0";
  const asked = `/api/v1${address}?${new URLSearchParams(query)}`;
  // The server refuses (401) when somebody else has signed in since.
  const response = await fetch(asked, { method: "POST", headers: { "content-type": "text/csv", "X-Portal-Account": account }, body: bytes }).catch(() => null);
  if (response === null) return applies ? UNSURE : UNREACHABLE;
  if (response.status === 401) return { kind: "refused", problem: SIGNED_OUT };
  const body = (await response.json().catch(() => null)) as (Outcome & Partial<Problem>) | null;
  if (response.ok && typeof body?.applied === "boolean") return { kind: body.applied ? "done" : "preview", outcome: body };
  if (response.ok || typeof body?.detail !== "string") return applies ? UNSURE : UNCLEAR;
  const detail = applies && response.status >= 500 ? `${body.detail}${LOOK_FIRST}` : body.detail;
  return { kind: "refused", problem: { detail, fields: body.fields ?? [], list: body.list ?? [] } };
}

/** The file as it was when it was chosen: what is previewed and what is imported. */
export interface Chosen {
  readonly file: File;
  readonly bytes: ArrayBuffer;
  readonly ignoreColumns: "0" | "1";
}

/** Reads the file and asks what it would do. `chosen` is null where it cannot be read. */
export async function previewFile<Outcome extends ListOutcome>(
  to: Destination,
  file: File,
  ignoreColumns: "0" | "1",
): Promise<{ readonly chosen: Chosen | null; readonly step: Answered<Outcome> }> {
  const bytes = await read(file);
  if (bytes === null) return { chosen: null, step: UNREADABLE };
  return { chosen: { file, bytes, ignoreColumns }, step: await send<Outcome>(to, bytes, { dryRun: "1", ignoreColumns }) };
}

/**
 * Runs what is asked for, and drops its answer (null) once something else was asked for: the answers to two files that were chosen
 * one after the other may come in any order.
 */
export function newestOnly() {
  let newest = 0;
  return async <Answer>(run: () => Promise<Answer>): Promise<Answer | null> => {
    newest += 1;
    const turn = newest;
    const answer = await run();
    return turn === newest ? answer : null;
  };
}

/** Imports what was previewed; a file that is not there any more, or is another one by now, is not sent. */
export async function applyFile<Outcome extends ListOutcome>(
  to: Destination,
  { file, bytes, ignoreColumns }: Chosen,
  hash: string,
): Promise<Answered<Outcome>> {
  const now = await read(file);
  return now !== null && same(now, bytes) ? await send<Outcome>(to, bytes, { dryRun: "0", ignoreColumns, hash }) : CHANGED;
}
