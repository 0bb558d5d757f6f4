import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLaunchEnvironment } from "@/lib/env";

const WEAK = [
  "a".repeat(32), "x".repeat(31) + "y", "ab".repeat(20), "abc".repeat(12), "password".repeat(4), "Password123!".repeat(3), "changeme".repeat(5),
  "changeme-changeme-changeme-change", "please-change-this-secret-in-production", "your-secret-key-here-change-in-production", "P@ssw0rd-Pr0duct10n-S3cr3t-K3y-2026!",
  "insert-a-long-random-string-here-32-chars", "a secret of the tests, at least 32 characters", "a-secret-for-tests-that-is-long-enough", "NEXTAUTH_SECRET_NEXTAUTH_SECRET_NEXT",
  "thisisaverylongsecretthatnobodywilleverguess", "the quick brown fox jumps over the lazy dog", "MySuperSecretKeyForNextAuthProduction2026!",
  "0123456789".repeat(4), "0123456789abcdef".repeat(2), "abcdefghijklmnopqrstuvwxyz012345", "zyxwvutsrqponmlkjihgfedcba987654", "qwertyuiopasdfghjklzxcvbnm123456",
  "1111222233334444555566667777888899990000", "aaaabbbbccccddddeeeeffffgggghhhh", "aabbccddeeffgghhiijjkkllmmnnoopp", "00000000-0000-0000-0000-000000000000", "deadbeef".repeat(4),
  "2026-11-29T00:00:00Z2026-11-29T00", "himitsuhimitsuhimitsuhimitsuhimitsu", "jyuuyouinfurajikotenkenportal2026", "tokyo-osaka-nagoya-sapporo-fukuoka-2026", "あいうえお".repeat(8), " ".repeat(40),
];

const withSecret = (name: string, secret: string) => () => readLaunchEnvironment({ DATA_DIR: "data", [name]: secret });

describe("M4 a low-entropy secret", () => {
  it.each(WEAK)("M4 %s is refused, with how to make one, and not shown", (secret) => {
    for (const name of ["NEXTAUTH_SECRET", "AUTH_SECRET"]) {
      expect(withSecret(name, secret)).toThrow("openssl rand -base64 32");
      expect(withSecret(name, secret)).not.toThrow(secret);
    }
  });

  it("M4 whatever is repeated to the length is refused", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 8 }).filter((part) => part.trim() === part), (part) => {
        expect(withSecret("NEXTAUTH_SECRET", part.repeat(40))).toThrow("当てられやすい");
      }),
    );
  });

  it("M4 what a generator makes always passes", () => {
    const made = [
      () => randomBytes(32).toString("base64"), () => randomBytes(32).toString("base64url"), () => randomBytes(48).toString("base64"),
      () => randomBytes(32).toString("hex"), () => randomBytes(16).toString("hex"), () => randomUUID(),
    ];
    for (const make of made) for (let round = 0; round < 60; round += 1) expect(withSecret("NEXTAUTH_SECRET", make())).not.toThrow();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 64 }).filter((bytes) => new Set(bytes).size > 24), (bytes) => {
        expect(withSecret("NEXTAUTH_SECRET", Buffer.from(bytes).toString("base64"))).not.toThrow();
      }),
    );
  });
});
