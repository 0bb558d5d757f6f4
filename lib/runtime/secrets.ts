import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { StartupError } from "@/lib/runtime/startup-error";
import { makeDirectory } from "@/lib/runtime/unprivileged";

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

const secretsSchema = z.strictObject({
  session: z.string().min(SECRET_BYTES),
  databaseSuperuser: z.string().min(SECRET_BYTES),
  databaseOwner: z.string().min(SECRET_BYTES),
  databaseApplication: z.string().min(SECRET_BYTES),
});
export type Secrets = z.infer<typeof secretsSchema>;

const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/** Written whole or not at all, and by one of several that start at once: the others read what it wrote. */
function writeOnce(file: string, secrets: Secrets): void {
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: OWNER_ONLY });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(file: string): Secrets | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw new StartupError(`${file} を読めません。起動した利用者が読めるようにしてください。`);
  }
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw new StartupError(`${file} の内容が壊れています。控えから戻してください。`);
  }
}

/** The secrets of the data directory; made on the first call, kept with mode 0600. */
export function loadSecrets(dataDirectory: string): Secrets {
  makeDirectory(dataDirectory);
  const file = path.join(dataDirectory, "secrets.json");
  const known = read(file);
  if (known === null) {
    const [session, databaseSuperuser, databaseOwner, databaseApplication] = [newSecret(), newSecret(), newSecret(), newSecret()];
    writeOnce(file, { session, databaseSuperuser, databaseOwner, databaseApplication });
    return loadSecrets(dataDirectory);
  }
  chmodSync(file, OWNER_ONLY);
  return known;
}
