import { describe, expect, it } from "vitest";
import { findAccount } from "@/lib/cli/account";
import { createTokenAsOwner } from "@/lib/cli/token";
import { changePassword, setShortcutKeys } from "@/lib/features/accounts/passwords/commands";
import { createToken, revokeToken } from "@/lib/features/accounts/tokens/commands";
import { listTokens } from "@/lib/features/accounts/tokens/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { signIn } from "@/lib/server/auth/sign-in";
import { codeOf, first, NOW, own, PAGE, PASSWORD, prepareOrganisationGround, second, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

describe("accounts", () => {
  it("create, list and revoke only their own tokens", async () => {
    const made = valueOf(await createToken(first.visitor, { name: "試験", days: 1 }, NOW));
    const stored = await withClient(own.ownerUrl, (client) => client.query("SELECT hash FROM access_token WHERE id = $1", [made.id]));
    expect(stored.rows).toEqual([{ hash: secretHash(made.token) }]);
    expect(valueOf(await listTokens(first.visitor, PAGE, NOW)).items.map(({ id }) => id)).toContain(made.id);
    expect(codeOf(await revokeToken(second.visitor, { tokenId: made.id }, NOW))).toBe("not_found");
    expect(codeOf(await revokeToken(first.visitor, { tokenId: made.id }, NOW))).toBe("ok");
    expect(codeOf(await revokeToken(first.visitor, { tokenId: made.id }, NOW))).toBe("not_found");
    await withClient(own.ownerUrl, async (client) => {
      const search = await findAccount(client, { email: "one@example.jp", operator: first.name });
      if (!("found" in search)) throw new Error(search.refused);
      expect(await createTokenAsOwner(client, search.found, { name: "cli", days: 1 }, NOW)).toBeNull();
      const office = await findAccount(client, { email: "admin@example.jp", operator: "ポータルの管理" });
      if (!("found" in office)) throw new Error(office.refused);
      expect(await createTokenAsOwner(client, office.found, { name: "cli", days: 1 }, NOW)).toMatch(/^portal_pat_/);
      expect(await findAccount(client, { email: "nobody@example.jp", operator: null })).toEqual({
        refused: expect.stringContaining("nobody@example.jp") as unknown,
      });
    });
  });

  it("change the password with the old one, and have to wait after ten wrong ones", async () => {
    expect(codeOf(await changePassword(first.visitor, { current: "ちがうパスワード", password: "新しいパスワードです。" }, NOW))).toBe("invalid_input");
    expect(codeOf(await changePassword(first.visitor, { current: PASSWORD, password: "新しいパスワードです。" }, NOW))).toBe("ok");
    expect((await signIn("one@example.jp", "新しいパスワードです。", NOW)).outcome).toBe("signedIn");
    expect((await signIn("one@example.jp", PASSWORD, NOW)).outcome).toBe("refused");
    expect(codeOf(await setShortcutKeys(first.visitor, { shortcutKeys: false }, NOW))).toBe("ok");
    const later = new Date(NOW.getTime() + 16 * 60_000);
    for (let count = 0; count < 10; count += 1) {
      expect(codeOf(await changePassword(first.visitor, { current: "ちがう", password: "新しいパスワードです。" }, later))).toBe("invalid_input");
    }
    expect(codeOf(await changePassword(first.visitor, { current: "新しいパスワードです。", password: PASSWORD }, later))).toBe("too_many_attempts");
  });
});
