import { afterEach, expect, it, vi } from "vitest";
import { keepReply, keptReply } from "@/components/checklist/kept-reply";
import { forgetReplies, keptReplies } from "@/components/shell/kept-replies";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A tab's storage, whose keys are its own properties. */
class Tab {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}

it("M8 the replies that an account has not sent are known without the remarks, those of others are not", () => {
  vi.stubGlobal("window", { sessionStorage: new Tab() });
  keepReply("a", "remark-1", "第3版です。");
  keepReply("a", "remark-2", "第4版です。");
  keepReply("a", "remark-2", null);
  keepReply("b", "remark-1", "ほかの人の返事");
  window.sessionStorage.setItem("portal-kept-form:/checks", "[]");
  expect([keptReplies("a").length, keptReplies("b").length, keptReplies("c").length]).toEqual([1, 1, 0]);
  forgetReplies("a");
  expect([keptReply("a", "remark-1"), keptReply("b", "remark-1")]).toEqual([null, "ほかの人の返事"]);
  expect(window.sessionStorage.getItem("portal-kept-form:/checks")).toBe("[]");
});

it("M8 a browser that keeps nothing has no replies to ask about", () => {
  const refused = (): never => {
    throw new DOMException("", "SecurityError");
  };
  vi.stubGlobal("window", Object.defineProperty({}, "sessionStorage", { get: refused }));
  expect(keptReplies("a")).toEqual([]);
  expect(() => forgetReplies("a")).not.toThrow();
});
