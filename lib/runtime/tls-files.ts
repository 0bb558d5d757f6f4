import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { StartupError } from "@/lib/server/environment/startup-error";

/** The files that a database URL may name, and what each must contain. */
const FILES: Readonly<Record<string, { readonly what: string; readonly check: (content: Buffer) => unknown }>> = {
  sslrootcert: { what: "認証局の証明書（PEM）", check: (content) => new X509Certificate(content) },
  sslcert: { what: "証明書（PEM）", check: (content) => new X509Certificate(content) },
  sslkey: { what: "秘密鍵（PEM、暗号化なし）", check: (content) => createPrivateKey(content) },
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "ファイルがありません",
  EACCES: "起動した利用者に読む権利がありません",
  EISDIR: "フォルダーです",
};

function read(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new StartupError(`${name}=${file} を読めません（${REASONS[code] ?? code}）。DATABASE_URL と DATABASE_OWNER_URL の ${name} を確かめてください。`);
  }
}

/** Refuses a database URL whose certificates or key cannot be used; the driver would not say which one. */
export function refuseUnusableFiles(url: string): void {
  const { searchParams } = new URL(url);
  for (const [name, { what, check }] of Object.entries(FILES)) {
    const file = searchParams.get(name);
    if (file === null || file === "") continue;
    const content = read(name, file);
    try {
      check(content);
    } catch {
      throw new StartupError(`${name}=${file} は${what}ではありません。DATABASE_URL と DATABASE_OWNER_URL の ${name} を確かめてください。`);
    }
  }
}
