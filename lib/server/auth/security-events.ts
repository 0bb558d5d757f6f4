import "server-only";
import { createHmac } from "node:crypto";
import { Memo } from "@/lib/domain/shared/memo";
import { databaseDiskFull, outOfScope } from "@/lib/server/database/client";
import { authSecret } from "@/lib/server/environment/server-environment";
import { report } from "@/lib/server/log/report";
import { ofProcess } from "@/lib/server/process/of-process";
import { currentRequest } from "@/lib/server/request/context";
import { mailAddress } from "@/lib/validation/plain-text";

/** What somebody tried without being let in. */
interface SecurityEvent {
  readonly kind: "signIn.failed" | "signIn.stopped" | "token.unusable" | "link.unusable";
  /** The address that was entered, to find the accounts that are meant. It is stored masked. */
  readonly entered?: string;
  /** The hash of the token or link; it is not stored. */
  readonly secretHash?: string;
}

interface Write extends SecurityEvent {
  readonly times: number;
  readonly source: string | null;
  readonly userAgent: string | null;
  readonly now: Date;
}

/** Events of one source and kind within a minute that are written one by one; further ones are only counted. */
const SINGLES = 20;
const SOURCES = 1_000;
/** Writes that may wait for the one that is running. */
const WAITING = 100;
/** Milliseconds between writes of what was only counted. */
const PAUSE = 1_000;

interface Counted {
  singles: number;
  uncounted: number;
  pausing: boolean;
}

const kept = ofProcess("security events", () => ({ counts: new Memo<string, Counted>(SOURCES), last: Promise.resolve(), waiting: 0 }));

const LONGEST_DOMAIN = 80;

/**
 * An address as the records show it: its first letter, its domain, and a keyed hash by which the same address is recognised
 * again. Text that is no address may be a password in the wrong field, so nothing of it is kept.
 */
export function maskedAddress(entered: string): string {
  const parsed = mailAddress.safeParse(entered);
  if (!parsed.success) return "（アドレスの形でないもの）";
  const [local = "", domain = ""] = parsed.data.split("@");
  const mark = createHmac("sha256", authSecret()).update(`security event ${parsed.data}`).digest("hex").slice(0, 8);
  return `${local.slice(0, 1)}…@${domain.slice(0, LONGEST_DOMAIN)} #${mark}`;
}

async function write({ kind, times, source, userAgent, entered, secretHash, now }: Write): Promise<void> {
  if (databaseDiskFull()) {
    report("warn", "security event", { kind, times });
    return;
  }
  const parsed = entered === undefined ? null : mailAddress.safeParse(entered);
  const address = parsed?.success ? parsed.data : null;
  const subject = entered === undefined ? null : maskedAddress(entered);
  await outOfScope(
    (client) => client.$executeRaw`
    SELECT portal_note_security_event(${kind}, ${times}::int, ${source}, ${userAgent}, ${subject}, ${address}, ${secretHash ?? null}, ${now})`,
  );
}

/** Writes one after the other, so that a flood holds one connection. */
function enqueue(event: Write): void {
  kept().waiting += 1;
  kept().last = kept()
    .last.then(() => write(event))
    .catch(() => {
      report("warn", "security event", { kind: event.kind, times: event.times });
    })
    .finally(() => {
      kept().waiting -= 1;
    });
}

/** Writes what was only counted, and again after a pause while more comes. */
function writeCounted(counted: Counted, event: Omit<Write, "times">): void {
  if (counted.pausing || counted.uncounted === 0) return;
  counted.pausing = true;
  enqueue({ ...event, times: counted.uncounted });
  counted.uncounted = 0;
  setTimeout(() => {
    counted.pausing = false;
    writeCounted(counted, event);
  }, PAUSE).unref();
}

/** Records the event without holding up the request. What cannot be written leaves a log line without personal data. */
export function noteSecurityEvent(event: SecurityEvent, now: Date): void {
  const { source = null, userAgent = null } = currentRequest() ?? {};
  const key = `${event.kind} ${source ?? ""} ${now.toISOString().slice(0, 16)}`;
  const counted = kept().counts.get(key) ?? { singles: 0, uncounted: 0, pausing: false };
  kept().counts.set(key, counted);
  if (counted.singles < SINGLES && kept().waiting < WAITING) {
    counted.singles += 1;
    enqueue({ ...event, times: 1, source, userAgent, now });
    return;
  }
  counted.uncounted += 1;
  writeCounted(counted, { kind: event.kind, source, userAgent, now });
}
