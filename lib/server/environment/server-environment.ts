import { readServerEnvironment, type ServerEnvironment } from "@/lib/server/environment/launch-environment";
import { ofProcess } from "@/lib/server/process/of-process";

const kept = ofProcess("environment", (): { read?: ServerEnvironment } => ({}));

/** The validated environment of the running server, read once. */
export const serverEnvironment = (): ServerEnvironment => (kept().read ??= readServerEnvironment());

/** Origin under which people reach the portal. */
export const portalOrigin = (): string => serverEnvironment().portalUrl;

/** Secret that signs and encrypts next-auth's tokens. */
export const authSecret = (): string => serverEnvironment().sessionSecret;
