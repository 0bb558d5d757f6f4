/** Longer than those of common browsers; the columns that hold it are not much longer. */
const LONGEST = 200;

/** Anything that is not printable ASCII, which all that a real client says of itself is. */
const UNPRINTABLE = /[^\x20-\x7e]+/g;

/** What a client says of itself, as it may be stored and shown: printable, one line, bounded. Null if it says nothing. */
export function userAgentOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const clean = header
    .slice(0, LONGEST * 4)
    .replace(UNPRINTABLE, "?")
    .trim();
  if (clean === "") return null;
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 3)}...` : clean;
}
