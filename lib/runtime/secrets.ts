import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ENOUGH_BITS, estimatedBits } from "@/lib/server/environment/secret-strength";
import { StartupError } from "@/lib/server/environment/startup-error";
import { makeDirectory } from "@/lib/server/environment/unprivileged";

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

const isCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;

/** Written atomically by one of several simultaneous starts; the others read its secrets. */
function writeOnce(file: string, secrets: Secrets): void {
  const draft = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: OWNER_ONLY });
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
    throw new StartupError(`${file} の内容が壊れています。控えから戻してください（新しく作ると、組込みデータベースに入れなくなります）。`);
  }
}

const secretsFile = (dataDirectory: string): string => path.join(dataDirectory, "secrets.json");

/** Refuses a secrets file that is unreadable, damaged, or holds a session secret that can be guessed. A missing file is fine. */
export function checkSecrets(dataDirectory: string): void {
  const known = read(secretsFile(dataDirectory));
  if (known !== null && estimatedBits(known.session) < ENOUGH_BITS) {
    throw new StartupError(
      `${secretsFile(dataDirectory)} の session は、当てられやすい文字列です。openssl rand -base64 32 で作った値に替えてください（全員がサインインし直すことになります）。`,
    );
  }
}

/** The secrets of the data directory, created on the first call with mode 0600. */
export function loadSecrets(dataDirectory: string): Secrets {
  makeDirectory(dataDirectory);
  const file = secretsFile(dataDirectory);
  const known = read(file);
  if (known === null) {
    const [session, databaseSuperuser, databaseOwner, databaseApplication] = [newSecret(), newSecret(), newSecret(), newSecret()];
    writeOnce(file, { session, databaseSuperuser, databaseOwner, databaseApplication });
    return loadSecrets(dataDirectory);
  }
  if ((statSync(file).mode & 0o777) !== OWNER_ONLY) chmodSync(file, OWNER_ONLY);
  return known;
}
