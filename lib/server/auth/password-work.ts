import "server-only";
import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { Memo } from "@/lib/domain/shared/memo";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { ofProcess } from "@/lib/server/process/of-process";
import { BoundedLine } from "@/lib/server/request/bounded-line";
import { currentRequest } from "@/lib/server/request/context";

/**
 * Every password is hashed and verified here. One computation takes a core and one of Node's four threads for about 15 ms, so
 * few run at once, some wait, and the rest are refused with `busy`.
 */
const LINE = { running: availableParallelism() > 2 ? 2 : 1, waiting: 24 };

const line = ofProcess("password line", () => new BoundedLine(LINE));

/** The refusal when too many passwords are waiting. */
export const BUSY = refusal("busy", "パスワードの確認が混み合っています。まだ確かめていません。少し待ってから、もう一度送ってください。");

async function inLine<Value>(work: () => Promise<Value>): Promise<Result<Value, typeof BUSY>> {
  const leave = await line().enter(currentRequest()?.source ?? "");
  if (leave === null) return refused(BUSY);
  try {
    return granted(await work());
  } finally {
    leave();
  }
}

/** Argon2id with the library's defaults (19 MiB, 2 passes), which match OWASP's recommendation. */
export const hashPassword = (password: string): Promise<Result<string, typeof BUSY>> => inLine(() => hash(password));

const decoys = ofProcess("password decoys", () => new Memo<"decoy", Promise<string>>());

/** Verified when there is no such account, so that the response takes as long as for a wrong password. */
const decoyHash = (): Promise<string> => decoys().of("decoy", () => hash(randomUUID()));

/** Which of the hashes match the password. All are verified one after the other, with a decoy for each missing hash, so that the time reveals nothing. */
export const verifyPasswords = (hashes: readonly (string | null)[], password: string): Promise<Result<boolean[], typeof BUSY>> =>
  inLine(async () => {
    const matches: boolean[] = [];
    for (const one of hashes) {
      const right = await verify(one ?? (await decoyHash()), password).catch(() => false);
      matches.push(right && one !== null);
    }
    return matches;
  });
