import "server-only";
import { newSecret, secretHash } from "@/lib/server/auth/secret-hash";
import { outOfScope } from "@/lib/server/database/client";

const SHAPE = /^portal_dev_[\w-]{43}$/;

/** Hash of a browser's secret as the database stores it; null if the text is not such a secret. */
export const deviceHash = (secret: string | null): string | null => (secret !== null && SHAPE.test(secret) ? secretHash(secret) : null);

/**
 * Marks the browser as known to the session's account and returns its new secret. Attempts from unknown browsers do not use
 * up the attempts of a known one; the secret grants nothing by itself.
 */
export async function rememberDevice(sessionId: string, before: string | null, now: Date): Promise<string> {
  const secret = newSecret("portal_dev");
  await outOfScope((client) => client.$executeRaw`SELECT portal_remember_device(${sessionId}::uuid, ${deviceHash(before)}, ${secretHash(secret)}, ${now})`);
  return secret;
}
