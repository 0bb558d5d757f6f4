/** Words of addresses that are the same for everybody. */
const FIXED = /^[a-z][a-z-]{0,30}(?:\.(?:json|csv|svg))?$/;
const VERSION = /^v\d$/;
const LONGEST = 12;

/** Where a request went, without what may be an id, a name or a secret: `/operator/people/…`. */
export function placeOf(url: string): string {
  const [path = ""] = url.split(/[?#]/);
  const parts = path.split("/").slice(1, LONGEST + 1);
  const [first = ""] = parts;
  if (first === "_next") return "/_next/…";
  return `/${parts.map((part) => (part === "" || FIXED.test(part) || VERSION.test(part) ? part : "…")).join("/")}`;
}
