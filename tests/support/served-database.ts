import { TEST_SECRET } from "@/tests/support/portal-server";

/** The address of the portal that the code in this process takes itself for. */
export const TEST_ORIGIN = "http://portal.test";

/** What a test file may set besides; what it leaves out is unset. */
interface Settings {
  readonly PORTAL_DEMO?: "1";
  readonly NEXTAUTH_URL?: string;
}

/**
 * Lets the portal's code in this process serve a database, as after a start: nothing that it kept of another file's database is
 * left. Test files share a process and its modules, because loading those again for each file would be half of the run.
 */
export function serveDatabase({ appUrl }: { readonly appUrl: string }, settings: Settings = {}): void {
  delete (globalThis as { portalOnce?: unknown }).portalOnce;
  for (const name of ["PORTAL_DEMO", "NEXTAUTH_URL"]) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, { DATABASE_URL: appUrl, PORTAL_URL: TEST_ORIGIN, NEXTAUTH_SECRET: TEST_SECRET, ...settings });
}
