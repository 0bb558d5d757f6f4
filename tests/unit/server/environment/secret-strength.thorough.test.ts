import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLaunchEnvironment } from "@/lib/server/environment/launch-environment";

const WEAK = [
  "a".repeat(32),
  "x".repeat(31) + "y",
  "ab".repeat(20),
  "abc".repeat(12),
  "password".repeat(4),
  "Password123!".repeat(3),
  "changeme".repeat(5),
  "changeme-changeme-changeme-change",
  "please-change-this-secret-in-production",
  "your-secret-key-here-change-in-production",
  "P@ssw0rd-Pr0duct10n-S3cr3t-K3y-2026!",
  "insert-a-long-random-string-here-32-chars",
  "a secret of the tests, at least 32 characters",
  "a-secret-for-tests-that-is-long-enough",
  "NEXTAUTH_SECRET_NEXTAUTH_SECRET_NEXT",
  "thisisaverylongsecretthatnobodywilleverguess",
  "the quick brown fox jumps over the lazy dog",
  "MySuperSecretKeyForNextAuthProduction2026!",
  "0123456789".repeat(4),
  "0123456789abcdef".repeat(2),
  "abcdefghijklmnopqrstuvwxyz012345",
  "zyxwvutsrqponmlkjihgfedcba987654",
  "qwertyuiopasdfghjklzxcvbnm123456",
  "1111222233334444555566667777888899990000",
  "aaaabbbbccccddddeeeeffffgggghhhh",
  "aabbccddeeffgghhiijjkkllmmnnoopp",
  "00000000-0000-0000-0000-000000000000",
  "deadbeef".repeat(4),
  "2026-11-29T00:00:00Z2026-11-29T00",
  "himitsuhimitsuhimitsuhimitsuhimitsu",
  "jyuuyouinfurajikotenkenportal2026",
  "tokyo-osaka-nagoya-sapporo-fukuoka-2026",
  "あいうえお".repeat(8),
  " ".repeat(40),
];

const hash = (algorithm: string, word: string, encoding: "hex" | "base64" | "base64url") => createHash(algorithm).update(word).digest(encoding);
const counting = (length: number, step: number, from = 0) => Buffer.from(Array.from({ length }, (_, index) => (from + index * step) % 256));

const WRITTEN_OTHERWISE = [
  ...["password", "secret", "changeme", "test", "Password1", "SECRET", "admin123", "", "password\n", "kijun-portal", "himitsu"].flatMap((word) => [
    hash("md5", word, "hex"),
    hash("sha1", word, "hex"),
    hash("sha256", word, "hex"),
    hash("sha256", word, "base64"),
    hash("sha512", word, "base64url"),
    hash("sha256", word, "hex").slice(0, 32),
    hash("sha256", word, "hex").toUpperCase(),
  ]),
  ...[
    counting(16, 1),
    counting(32, 1),
    counting(32, 3, 7),
    counting(32, 255, 31),
    counting(48, 17),
    Buffer.from(Uint32Array.from({ length: 12 }, (_, index) => index).buffer),
  ].flatMap((bytes) => [bytes.toString("hex"), bytes.toString("base64"), bytes.toString("hex").toUpperCase()]),
  ...["changeme-changeme-changeme-change", "please change this secret now", "the quick brown fox jumps over it"].flatMap((text) => [
    Buffer.from(text).toString("base64"),
    Buffer.from(text).toString("hex"),
  ]),
  "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f",
  "000102030405060708090a0b0c0d0e0f1011121314151617",
].filter((secret) => secret.length >= 32);

const KNOWN = [
  "31415926535897932384626433832795",
  "3.14159265358979323846264338327950288",
  "27182818284590452353602874713526",
  "2.718281828459045235360287471352662497",
  "14142135623730950488016887242096",
  "97932384626433832795028841971693993",
  "2b7e151628aed2a6abf7158809cf4f3c",
  "2B7E151628AED2A6ABF7158809CF4F3C",
  "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
  "243f6a8885a308d313198a2e03707344",
  "irohanihohetochirinuruwokawakayotaresotsunenaramu",
  "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす",
  "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも",
  "packmyboxwithfivedozenliquorjugs",
  "Sphinx of black quartz, judge my vow!",
  "How vexingly quick daft zebras jump",
  "1q2w3e4r5t6y7u8i9o0p1q2w3e4r5t6y",
  "!qaz@wsx#edc$rfv%tgb^yhn&ujm*ik<",
  "poiuytrewqlkjhgfdsamnbvcxz098765",
  "zaq12wsxcde34rfvbgt56yhnmju78ik,",
  "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
  "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
  "550e8400-e29b-41d4-a716-446655440000",
  "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
  "a-string-secret-at-least-256-bits-long",
  "your-256-bit-secret-your-256-bit-secret",
  "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "8f3a1c9be47d20568f3a1c9be47d2056",
  "k7Gw2pXzk7Gw2pXzk7Gw2pXzk7Gw2pXz",
];

const JWT = [
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
  "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ",
  "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
];
const turned = (text: string) => [...text].reverse().join("");
const thirteen = (text: string) => text.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));

/** Known texts in common disguises, and addresses. */
const DISGUISED = [
  ...JWT,
  JWT.join("."),
  ...[
    "please change this secret in production",
    "changeme-changeme-changeme-change",
    "thequickbrownfoxjumpsoverthelazydog",
    "nextauth-secret-for-the-production-server",
  ].flatMap((text) => [turned(text), thirteen(text)]),
  ..."._- /"
    .split("")
    .flatMap((sign) => ["nextauthsecret2026", "changemechangeme", "passwordpassword12"].map((text) => [...text].join(sign)))
    .filter((text) => text.length >= 32),
  "https://kijun-portal.kuko.example.jp",
  "http://localhost:3000/api/auth/callback",
  "postgresql://portal:portal@db.example.jp/portal",
];

const withSecret = (name: string, secret: string) => () => readLaunchEnvironment({ DATA_DIR: "data", [name]: secret });

describe("M4 a low-entropy secret", () => {
  it.each([...WEAK, ...KNOWN, ...WRITTEN_OTHERWISE, ...DISGUISED])("M4 %s is refused with instructions for a better one, and not shown", (secret) => {
    for (const name of ["NEXTAUTH_SECRET", "AUTH_SECRET"]) {
      expect(withSecret(name, secret)).toThrow("openssl rand -base64 32");
      expect(withSecret(name, secret)).not.toThrow(secret);
    }
  });

  it("M4 any text repeated to the required length is refused", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 8 }).filter((part) => part.trim() === part),
        (part) => {
          expect(withSecret("NEXTAUTH_SECRET", part.repeat(40))).toThrow("当てられやすい");
        },
      ),
    );
  });

  it("M4 a generated secret always passes", () => {
    const made = [
      () => randomBytes(32).toString("base64"),
      () => randomBytes(32).toString("base64url"),
      () => randomBytes(48).toString("base64"),
      () => randomBytes(32).toString("hex"),
      () => randomBytes(16).toString("hex"),
      () => randomUUID(),
      () => Array.from({ length: 40 }, () => String(randomInt(10))).join(""),
      () => Array.from({ length: 32 }, () => String(randomInt(10))).join(""),
      () => Array.from({ length: 40 }, () => String.fromCharCode(97 + randomInt(26))).join(""),
    ];
    for (const make of made) for (let round = 0; round < 60; round += 1) expect(withSecret("NEXTAUTH_SECRET", make())).not.toThrow();
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 64 }).filter((bytes) => new Set(bytes).size > 24),
        (bytes) => {
          expect(withSecret("NEXTAUTH_SECRET", Buffer.from(bytes).toString("base64"))).not.toThrow();
        },
      ),
    );
  });
});
