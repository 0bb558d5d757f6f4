import type { NextAuthOptions } from "next-auth";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { signInMessage } from "@/lib/labels/sign-in-messages";
import { authOptions } from "@/lib/server/auth/options";
import { signIn } from "@/lib/server/auth/sign-in";
import { Outage } from "@/lib/server/outage/unavailable";

vi.mock("@/lib/server/auth/sign-in", () => ({ signIn: vi.fn(), endSession: vi.fn() }));

beforeAll(() => {
  Object.assign(process.env, { DATABASE_URL: "postgresql://portal@127.0.0.1:1/portal", PORTAL_URL: "http://portal.test", NEXTAUTH_SECRET: "s".repeat(40) });
});

/** Calls next-auth's function for the fields of the form. */
function authorize(fields: Record<string, unknown>): Promise<unknown> {
  const [provider] = authOptions().providers as unknown as { options: { authorize: (fields: Record<string, unknown>) => Promise<unknown> } }[];
  return provider!.options.authorize(fields);
}

describe("a failed sign-in", () => {
  it("because of an outage reports one code, without its cause", async () => {
    const cause = new Outage(new Error("Invalid `prisma.$queryRaw()` invocation: Can't reach database server at 10.0.0.5:5432"), false);
    vi.mocked(signIn).mockRejectedValue(cause);
    await expect(authorize({ email: "a@example.jp", password: "x" })).rejects.toThrow(/^Unavailable$/);
    expect(signInMessage("Unavailable")).toMatch(/いまサインインできません/);
  });

  it("because of a bug is not reported as an outage", async () => {
    const bug = Object.assign(new Error("Key (email)=(ECONNREFUSED) already exists."), { code: "23505" });
    vi.mocked(signIn).mockRejectedValue(bug);
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await expect(authorize({ email: "a@example.jp", password: "x" })).rejects.toThrow(/^Failed$/);
    expect(log).toHaveBeenCalledWith("sign-in failed:", bug);
    expect(signInMessage("Failed")).toMatch(/不具合/);
  });

  it.each([
    ["tooManyAttempts", "TooManyAttempts", /事務局/],
    ["tooManyFromHere", "TooManyFromHere", /接続元/],
  ] as const)("a sign-in that fails by %s reports one code", async (outcome, problem, words) => {
    vi.mocked(signIn).mockResolvedValue({ outcome });
    await expect(authorize({ email: "a@example.jp", password: "x" })).rejects.toThrow(new RegExp(`^${problem}$`));
    expect(signInMessage(problem)).toContain("15 分");
    expect(signInMessage(problem)).toMatch(words);
  });

  it.each([
    [{}, "", ""],
    [{ email: ["a@example.jp"], password: "x" }, "", "x"],
    [{ email: "a@example.jp", password: { length: 1 } }, "a@example.jp", ""],
    [{ email: "a@example.jp", password: "x".repeat(201) }, "a@example.jp", "x".repeat(201)],
  ])("M12 with invalid fields is checked and refused like any other (%j)", async (fields, email, password) => {
    vi.mocked(signIn).mockReset().mockResolvedValue({ outcome: "refused" });
    expect(await authorize(fields)).toBeNull();
    expect(vi.mocked(signIn).mock.calls.map(([address, secret]) => [address, secret])).toEqual([[email, password]]);
  });

  it("has only the ids of the account", async () => {
    vi.mocked(signIn).mockResolvedValue({ outcome: "signedIn", accountId: "a", sessionId: "s" });
    expect(await authorize({ email: "a@example.jp", password: "x" })).toEqual({ id: "a", sessionId: "s" });
    const jwt = authOptions().callbacks?.jwt as NonNullable<NonNullable<NextAuthOptions["callbacks"]>["jwt"]>;
    expect(await jwt({ token: { name: "x", email: "x" }, user: { id: "a", sessionId: "s" } as never, account: null })).toEqual({ sub: "a", sessionId: "s" });
  });
});

describe("the sign-in page", () => {
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "", "CredentialsSignin", "<script>"])(
    "shows only its own texts, whatever its address contains (%s)",
    (word) => {
      expect(signInMessage(word)).toBe("メールアドレスかパスワードが違います。");
    },
  );
});
