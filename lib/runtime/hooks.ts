import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface SignIn {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** A function of a module that may not be part of this portal (the demo is left out of some); null then. */
async function find(module: string, name: string): Promise<((...args: unknown[]) => unknown) | null> {
  const file = path.resolve(module);
  if (!existsSync(file)) return null;
  const loaded: Record<string, unknown> = await import(pathToFileURL(file).href);
  const found = loaded[name];
  return typeof found === "function" ? (...args) => Reflect.apply(found, undefined, args) as unknown : null;
}

/** Both guidelines from `content/` into the database; idempotent. */
export async function importContentIfPresent(ownerUrl: string): Promise<void> {
  await (await find("lib/features/content-import/mutations.ts", "importContent"))?.(ownerUrl);
}

/** The fictional operators and their cycles as of today; idempotent. Gives what to say about a demo of long ago. */
export async function loadDemoIfPresent(ownerUrl: string): Promise<string | null> {
  const outcome = await (await find("lib/demo/load.ts", "loadDemo"))?.(ownerUrl);
  return (outcome as { readonly notice: string | null } | undefined)?.notice ?? null;
}

export async function demoSignInsIfPresent(): Promise<readonly SignIn[]> {
  const list = await (await find("lib/demo/sign-ins.ts", "demoSignIns"))?.();
  return (list as readonly SignIn[] | undefined) ?? [];
}

/** A one-time link that makes the first administrator; null once there is one. */
export async function setupLinkIfPresent(ownerUrl: string, portalUrl: string): Promise<string | null> {
  const link = await (await find("lib/features/organisation/first-administrator.ts", "firstAdministratorLink"))?.(ownerUrl, portalUrl);
  return typeof link === "string" ? link : null;
}
