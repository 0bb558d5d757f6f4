import "server-only";
import { newSecret, secretHash } from "@/lib/server/auth/secret-hash";
import { outOfScope } from "@/lib/server/database/client";

const SHAPE = /^portal_dev_[\w-]{43}$/;

/** Hash of a browser's secret, as the database knows it; null for what is none. */
export const deviceHash = (secret: string | null): string | null => (secret !== null && SHAPE.test(secret) ? secretHash(secret) : null);

/**
 * Lets the browser be known to the account of the session, and gives its new secret. Strangers cannot use up the tries of a
 * browser that is known; the secret opens nothing by itself.
 */
export async function rememberDevice(sessionId: string, before: string | null, now: Date): Promise<string> {
  const secret = newSecret("portal_dev");
  await outOfScope((client) => client.$executeRaw`SELECT portal_remember_device(${sessionId}::uuid, ${deviceHash(before)}, ${secretHash(secret)}, ${now})`);
  return secret;
}
