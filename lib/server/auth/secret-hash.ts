import { createHash, randomBytes } from "node:crypto";

/** The stored form of a token or invitation: hex SHA-256. The secrets are random, so no slow hash is needed. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A new secret with 256 bits. Its prefix lets secret scanners recognise a leak. */
export const newSecret = (prefix: "portal_pat" | "portal_inv" | "portal_dev"): string => `${prefix}_${randomBytes(32).toString("base64url")}`;
