/** A placeholder origin, because the portal's own address does not matter here. */
const HERE = "http://portal.invalid";

/** The path and query of an address within the portal; null for an address elsewhere or invalid text. Of a full URL only the path is kept. */
export function ownPath(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address, HERE)) return null;
  const url = new URL(address, HERE);
  const relative = address.startsWith("/");
  if (relative && url.origin !== HERE) return null;
  if (!relative && url.protocol !== "http:" && url.protocol !== "https:") return null;
  return `${url.pathname}${url.search}`.replace(/^\/+/, "/");
}
