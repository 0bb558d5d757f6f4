/** Words of addresses that are the same for all requests. */
const FIXED = /^[a-z][a-z-]{0,30}(?:\.(?:json|csv|svg))?$/;
const VERSION = /^v\d$/;
const LONGEST = 12;

/** The path of a request for the log, without parts that may be an id, a name or a secret: `/operator/people/…`. */
export function placeOf(url: string): string {
  const [path = ""] = url.split(/[?#]/);
  const parts = path.split("/").slice(1, LONGEST + 1);
  const [first = ""] = parts;
  if (first === "_next") return "/_next/…";
  return `/${parts.map((part) => (part === "" || FIXED.test(part) || VERSION.test(part) ? part : "…")).join("/")}`;
}
