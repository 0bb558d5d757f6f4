/** What the decoder leaves where it cannot read. */
export const LOST = "\ufffd";

type Encoding = "UTF-8" | "Shift_JIS";

/**
 * The text of a file. `broken`: the encoding that fits has places that it cannot read, each `LOST`, which stands nowhere else.
 * `jis`: the file is in ISO-2022-JP. `unreadable`: it is no text.
 */
export type FileText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "broken"; readonly encoding: Encoding; readonly text: string }
  | { readonly kind: "jis" | "unreadable" };

const MARK = [0xef, 0xbb, 0xbf];
/** U+FFFD in UTF-8, which somebody may have written. */
const WRITTEN_LOST = [0xef, 0xbf, 0xbd];
/** What begins two-byte characters in ISO-2022-JP: ESC $ B and ESC $ @. */
const JIS = /\u{1b}\$[@B]/u;

const holdsAt = (bytes: Uint8Array, at: number, searched: readonly number[]): boolean => searched.every((byte, step) => bytes[at + step] === byte);

function decodedAs(encoding: Encoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The bytes with question marks for each U+FFFD of the file itself, so that the decoder's own are the only ones. */
function withoutWritten(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let at = copy.indexOf(0xef); at !== -1; at = copy.indexOf(0xef, at + 1)) if (holdsAt(copy, at, WRITTEN_LOST)) copy.fill(0x3f, at, at + 3);
  return copy;
}

/** Whether the characters beyond ASCII that UTF-8 finds are more than the places that it cannot read. */
function isMostlyRead(text: string): boolean {
  const lost = text.split(LOST).length - 1;
  return (text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0) > lost;
}

/**
 * Decodes a file in UTF-8 or in Windows' Shift_JIS (CP932). A byte order mark decides for UTF-8, else the encoding that reads all
 * of the file, or more of it.
 */
export function decodeText(bytes: Uint8Array): FileText {
  const isMarked = holdsAt(bytes, 0, MARK);
  const text = decodedAs("UTF-8", bytes);
  if (text?.includes("\0")) return { kind: "unreadable" };
  // Every byte of ISO-2022-JP is ASCII.
  if (text !== null) return JIS.test(text) && text.length === bytes.length ? { kind: "jis" } : { kind: "text", text };
  const asUtf8 = new TextDecoder("UTF-8").decode(withoutWritten(bytes));
  if (isMarked || isMostlyRead(asUtf8)) return { kind: "broken", encoding: "UTF-8", text: asUtf8 };
  const asShiftJis = decodedAs("Shift_JIS", bytes);
  if (asShiftJis === null) return { kind: "broken", encoding: "Shift_JIS", text: new TextDecoder("Shift_JIS").decode(bytes) };
  return asShiftJis.includes("\0") ? { kind: "unreadable" } : { kind: "text", text: asShiftJis };
}
