import { expect, it, vi } from "vitest";
import { acceptInvitationAction } from "@/lib/features/accounts/actions";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { noticeText } from "@/lib/labels/notices";

vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Error(`redirect ${to}`);
  },
}));
vi.mock("@/lib/server/auth/current", () => ({ currentVisitor: () => Promise.resolve(null) }));
vi.mock("@/lib/features/accounts/invitation/commands", () => ({ acceptInvitation: vi.fn(), readLink: vi.fn() }));

const form = new FormData();
form.set("password", "はじめての日の長い合言葉");
form.set("repeated", "はじめての日の長い合言葉");
const send = () => acceptInvitationAction("secret", false, { status: "idle" }, form);

it("M11 the first password leads to the sign-in, which says what to do with it; a refusal stays on the form", async () => {
  vi.mocked(acceptInvitation).mockResolvedValueOnce({ ok: true, value: { email: "office@misaki.example.jp" } } as never);
  await expect(send()).rejects.toThrow("redirect /login?notice=password-set");
  expect(noticeText("password-set")).toContain("サインインしてください");
  vi.mocked(acceptInvitation).mockResolvedValueOnce({ ok: false, refusal: { code: "not_found", detail: "このリンクは使えません。" } } as never);
  expect(await send()).toMatchObject({ status: "refused" });
});
