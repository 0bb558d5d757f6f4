import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { withoutPasswords } from "@/lib/runtime/in-words";
import { readLaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { StartupError } from "@/lib/server/environment/startup-error";

const place = mkdtempSync(path.join(tmpdir(), "settings-"));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

const HUGE = "9".repeat(100_000);
/** Values that are wrong for every setting. */
const WRONG = [" ", "\t", "\n", "\u3000", "\0", HUGE, "null", "undefined", "{}", "😀"];
const NUMBERS = ["0x10", "1e3", "-1", "+1", "3000.0", "3000\n", " 3000", "3000 ", "３０００", "٣٠٠٠", "abc", "99999"];
const GOOD_URL = "postgresql://portal_app:geheim@db.example.jp:5432/portal";

const BAD: Readonly<Record<string, readonly string[]>> = {
  PORT: [...WRONG, ...NUMBERS, "0", "65536", "80,81"],
  DATABASE_WAIT: [...WRONG, ...NUMBERS, "3601", "60s"],
  HOST: [
    ...WRONG.filter((value) => !/^[a-z]+$/.test(value)),
    "localhost:80",
    "127.0.0.1:3000",
    "[::1]",
    "[::1]:80",
    "http://localhost",
    "localhost/",
    "a b",
    "１２７.0.0.1",
    "127.0.0.1\n",
    "fe80::1%eth0",
    "999.1.1.1",
    "a@b",
    "*",
  ],
  PORTAL_URL: [
    ...WRONG,
    "portal.example.jp",
    "ftp://portal.example.jp",
    "https://portal.example.jp/sub",
    "https://geheim@portal.example.jp",
    "https://u:geheim@portal.example.jp",
    "https://portal.example.jp?x",
    "https://portal.example.jp/#x",
    "https://portal.example.jp\n",
    " https://portal.example.jp",
    "https://por\ntal.example.jp",
    "https://",
    "https://a:99999",
  ],
  TRUSTED_PROXY: [
    ...WRONG.filter((value) => value.trim() !== ""),
    "proxy.example.jp",
    "10.0.0.0/33",
    "10.0.0.1:80",
    "10.0.0.1 10.0.0.2",
    "10.0.0.1/",
    "1０.0.0.1",
    "all",
  ],
  PORTAL_DEMO: [...WRONG, "true", "yes", "01", "１", "1\n", "2"],
  DATA_DIR: [" ", "\n", "\u3000", `${place}/data\n`, ` ${place}/data`, `${place}/da\nta`, `${place}/\u0007`, "~", "~/portal"],
  NEXTAUTH_SECRET: [...WRONG, "geheim", "0".repeat(64), HUGE.slice(0, 32)],
  AUTH_SECRET: [...WRONG, "geheim", "0".repeat(64)],
};

const ADDRESSES = [
  ...WRONG,
  ...["mysql://portal:geheim@db/portal", "postgres:", "postgresql://portal:geheim@db", "postgresql://portal:geheim@db:99999/portal", "postgresql://db/portal"],
  ...[
    "postgresql://portal:geheim@db:port/portal",
    `${GOOD_URL}\n`,
    ` ${GOOD_URL}`,
    "postgresql://portal:gehe im@db/portal",
    "host=db password=geheim",
    "postgresql:///portal",
  ],
  ...[
    "postgresql://portal:ge@heim@db/portal",
    "postgresql://portal:1234/geheim@db/portal",
    "postgresql://portal:1234?geheim@db/portal",
    "postgresql://portal:1234#geheim@db/portal",
  ],
  ...[
    "postgresql://portal:100%geheim@db/portal",
    "postgresql://portal:%ffgeheim@db/portal",
    "postgresql://portal:geheim@/portal",
    `${GOOD_URL}?sslmode=geheim`,
  ],
];

const CASES = [...Object.entries(BAD), ...["DATABASE_URL", "DATABASE_OWNER_URL"].map((name): [string, readonly string[]] => [name, ADDRESSES])].flatMap(
  ([name, values]) => values.map((value): [string, string, string] => [name, JSON.stringify(value).slice(0, 80), value]),
);

const settings = (change: Readonly<Record<string, string>>) => ({ DATA_DIR: path.join(place, "data"), ...change });

function refusal(change: Readonly<Record<string, string>>): string {
  try {
    readLaunchEnvironment(settings(change));
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as StartupError).message;
  }
  return "";
}

describe("M4 a setting with an invalid value", () => {
  it.each(CASES)("M4 %s=%s is refused with its name, in Japanese, without the value, and leaves nothing behind", (name, _shown, value) => {
    const beside: Readonly<Record<string, string>> = name === "DATABASE_OWNER_URL" ? { DATABASE_URL: GOOD_URL } : {};
    const said = refusal({ ...beside, [name]: value });
    expect(said).toMatch(new RegExp(`^環境変数が正しくありません。\\n {2}- (?:見本|${name}\\b)`));
    expect(said).not.toMatch(/geheim|heim@|invalid|expected/i);
    expect(said.length).toBeLessThan(500);
    expect(existsSync(path.join(place, "data"))).toBe(false);
  });

  it("M4 the owner's URL alone is refused, with what to add or to remove", () => {
    const said = refusal({ DATABASE_OWNER_URL: GOOD_URL });
    expect(said).toContain("DATABASE_OWNER_URL だけが指定されています。DATABASE_URL");
    expect(said).not.toMatch(/geheim|portal_app/);
  });

  it.each<[string, string]>([
    ["HOST", "::1"],
    ["HOST", "portal-1.example.jp"],
    ["HOST", "db_1"],
    ["HOST", "0.0.0.0"],
    ["PORT", "1"],
    ["PORT", "65535"],
    ["DATABASE_WAIT", "0"],
    ["DATABASE_WAIT", "3600"],
    ["PORTAL_URL", "https://portal.example.jp/"],
    ["PORTAL_URL", "http://[::1]:3000"],
    ["DATABASE_URL", GOOD_URL],
    ["DATABASE_URL", "postgres://u:p%40%2F%23%3F%25:x@[::1]/portal?sslmode=verify-full&sslrootcert=/etc/ca.pem"],
    ["DATABASE_URL", "postgresql://u@db/portal"],
    ["TRUSTED_PROXY", " 10.0.0.1 , fd00::/8,"],
    ["DATA_DIR", "data/データ 置き場"],
  ])("M4 %s=%s is accepted", (name, value) => {
    expect(refusal({ [name]: value })).toBe("");
  });
});

describe("M4 no text reveals the user or password of a database URL", () => {
  it.each([
    "postgresql://portal:geheim@db/portal",
    "postgresql://portal:ge@heim@db/portal",
    "postgresql://portal:ge/h@geheim@db/portal",
    "postgresql://geheim@db/portal",
    "（postgresql://portal:geheim@db/portal）",
    "postgresql://db/portal?user=portal&password=geheim",
    "one postgres://a:geheim@b/c and postgres://d:geheim@e/f",
  ])("M4 %s", (text) => {
    expect(withoutPasswords(text)).not.toMatch(/geheim|heim/);
    expect(withoutPasswords(text)).toMatch(/db\/portal|b\/c/);
  });

  it("M4 text that is no URL stays as it is", () => {
    for (const text of ["https://portal.example.jp を開き、a@example.jp に送る", "PORT=3000"]) expect(withoutPasswords(text)).toBe(text);
  });
});
