/** Stands for the portal, whose own address does not matter here. */
const HERE = "http://portal.invalid";

/** The path of an address within the portal, with its query; null for what leads elsewhere or is no address. Of a whole address only the path is taken. */
export function ownPath(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address, HERE)) return null;
  const url = new URL(address, HERE);
  const relative = address.startsWith("/");
  if (relative && url.origin !== HERE) return null;
  if (!relative && url.protocol !== "http:" && url.protocol !== "https:") return null;
  return `${url.pathname}${url.search}`.replace(/^\/+/, "/");
}
