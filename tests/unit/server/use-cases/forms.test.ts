import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusal } from "@/lib/domain/shared/refusal";
import { changePasswordForm, firstPasswordForm } from "@/lib/features/accounts/record/schema";
import { planBody, reopenBody } from "@/lib/features/cycles/record/schema";
import { departmentPatch, personBody } from "@/lib/features/organisation/record/schema";
import { itemRemarkBody, returnBody, withdrawBody, withdrawConfirmed } from "@/lib/features/sheets/record/schema";
import { surveyBody } from "@/lib/features/surveys/record/schema";
import { noticeText, withNotice } from "@/lib/labels/notices";
import { readForm } from "@/lib/server/use-cases/form-input";
import { enteredTexts, refusedOutcome } from "@/lib/server/use-cases/form-outcome";

function problemsOf(read: ReturnType<typeof readForm>): Record<string, string> {
  if (read.ok || read.refusal.status !== "refused") throw new Error("the form was taken");
  return Object.fromEntries((read.refusal.fields ?? []).map(({ path, message }) => [path, message]));
}

const survey = { edition: "kuko-2", fiscalYear: 2026, title: "調査", opensOn: "2026-10-01", closesOn: "2026-12-01" };
const plan = { edition: "kuko-2", title: "点検", period: { from: "2026-10-01", to: "2026-12-01" }, dueOn: "2026-11-01", examples: "optional", measures: "all" };

describe("a form's problems", () => {
  it("are all reported at once, each with the name of its control", () => {
    expect(problemsOf(readForm(planBody, { ...plan, title: "", period: { from: "", to: "" }, dueOn: "" }))).toEqual({
      title: "名前を入力してください。",
      from: "期間の始まりを入力してください。",
      to: "期間の終わりを入力してください。",
      dueOn: "回答の期限を入力してください。",
    });
  });

  it("include a wrong order of days together with the others", () => {
    expect(Object.keys(problemsOf(readForm(surveyBody, { ...survey, title: "", opensOn: "2026-12-02" })))).toEqual(["title", "closesOn"]);
    expect(Object.keys(problemsOf(readForm(planBody, { ...plan, dueOn: "", period: { from: "2026-12-02", to: "2026-12-01" } }))).sort()).toEqual([
      "dueOn",
      "to",
    ]);
  });

  it("include a different second password together with the others", () => {
    expect(Object.keys(problemsOf(readForm(changePasswordForm, { current: "", password: "short", repeated: "another" }))).sort()).toEqual([
      "current",
      "password",
      "repeated",
    ]);
  });

  it("do not mention the format of a date that was picked", () => {
    expect(problemsOf(readForm(surveyBody, { ...survey, closesOn: "" }))["closesOn"]).toBe("締切を入力してください。");
    expect(problemsOf(readForm(surveyBody, { ...survey, closesOn: "2026-02-31" }))["closesOn"]).toBe(
      "締切は、暦にある日を 2026-10-01 の形で入力してください。",
    );
  });

  it("limit days to this century and the next", () => {
    for (const day of ["0000-12-31", "1999-12-31", "2200-01-01", "9999-12-31"]) {
      expect(problemsOf(readForm(planBody, { ...plan, dueOn: day }))["dueOn"], day).toBe("回答の期限は、2000年から2199年までの日にしてください。");
    }
    for (const day of ["2000-01-01", "2199-12-31"]) expect(readForm(planBody, { ...plan, dueOn: day }).ok, day).toBe(true);
  });

  it.each([
    ["所見", itemRemarkBody, "text"],
    ["差し戻す理由", returnBody, "reason"],
    ["取り下げる理由", withdrawBody, "reason"],
    ["回答の受付に戻す理由", reopenBody, "reason"],
  ] as const)("M9 need something to see in %s, and nothing pasted with it blocks", (label, schema, field) => {
    for (const character of ["\u0007", "\u202e", "\u0085", "\u000b", "\u200b"]) {
      const read = readForm(schema, { [field]: `${character}確認${character}` });
      expect(read.ok && read.value).toMatchObject({ [field]: "確認" });
    }
    for (const blank of ["\u3164", "\u2800", "　\u115f"])
      expect(problemsOf(readForm(schema, { [field]: blank }))).toEqual({ [field]: `${label}を入力してください。` });
    expect(problemsOf(readForm(schema, { [field]: "確認\ud800" }))[field]).toContain("壊れた文字");
    expect(readForm(schema, { [field]: "一行め\r\n\t二行め" }).ok).toBe(true);
    expect(problemsOf(readForm(schema, { [field]: " \n" }))).toEqual({ [field]: `${label}を入力してください。` });
  });

  it("M9 are controls and line breaks in a name, but nothing that cannot be seen in it", () => {
    const named = (name: string) => readForm(departmentPatch, { name });
    expect(problemsOf(named("総務\u0007部"))).toEqual({ name: "部署の名前に、使えない制御文字が入っています。打ち直してください。" });
    expect(problemsOf(named("総務\n部"))).toEqual({ name: "部署の名前は1行です。改行を取り除いてください。" });
    expect(problemsOf(named("\u3164"))).toEqual({ name: "部署の名前を入力してください。" });
    expect(problemsOf(named("部".repeat(101)))).toEqual({ name: "部署の名前は100文字までです。" });
    expect([named("\u202a総務\u200b部\ufeff"), named("𠮷".repeat(100))].map((read) => read.ok && read.value.name)).toEqual(["総務部", "𠮷".repeat(100)]);
  });

  it("M9 are not the width, the case or the invisible characters of an address", () => {
    const address = (email: string) => personBody.shape.email.safeParse(email);
    for (const email of ["ＡＯＩ＠ｅｘａｍｐｌｅ．ｊｐ", " Aoi@Example.JP\u200b", "\ufeffaoi@example.jp\n"]) expect(address(email).data).toBe("aoi@example.jp");
    for (const email of ["aoi@", "青井@example.jp", "aoi@exam\u0007ple.jp", "a o i@example.jp"]) expect(address(email).success).toBe(false);
  });

  it("treat an emptied name as missing, not as unchanged", () => {
    expect(problemsOf(readForm(departmentPatch, { name: "" }))).toEqual({ name: "部署の名前を入力してください。" });
  });

  it("name the control whose text cannot be stored", () => {
    const unstorable = "保存できない文字が入っています。打ち直してください。";
    for (const text of ["\u0000", "\ud800"]) {
      expect(problemsOf(readForm(firstPasswordForm, { password: `長い合言葉は覚えやすい${text}`, repeated: `長い合言葉は覚えやすい${text}` }))).toEqual({
        password: unstorable,
        repeated: unstorable,
      });
      expect(problemsOf(readForm(z.object({ list: z.array(z.object({ role: z.string() })) }), { list: [{ role: text }] }))).toEqual({ role: unstorable });
    }
  });

  it("require the confirmation of withdrawing, and a whole number of answers", () => {
    const withdrawForm = withdrawBody.extend({ confirmed: withdrawConfirmed });
    expect(Object.keys(problemsOf(readForm(withdrawForm, {})))).toEqual(["reason", "confirmed"]);
    expect(readForm(withdrawForm, { reason: "配り直す", confirmed: "yes" }).ok).toBe(true);
    expect(problemsOf(readForm(withdrawForm, { reason: "配り直す", confirmed: "yes", confirmedAnswers: -1 }))).toEqual({
      confirmedAnswers: "confirmedAnswers は、点検票の回答の件数（0以上の整数）にしてください。",
    });
  });
});

describe("a refusal in a form", () => {
  it("does not repeat itself", () => {
    const detail = "対象の事業者がありません。";
    expect(refusedOutcome(refusal("invalid_input", detail, { fields: [{ path: "operatorIds", message: detail }] }))).toEqual({
      status: "refused",
      message: "入力を1か所確かめてください",
      fields: [{ path: "operatorIds", message: detail }],
    });
  });
});

describe("the notice of an address", () => {
  it("is in the list or empty", () => {
    expect(withNotice("/operator/review", "returned")).toBe("/operator/review?notice=returned");
    expect(noticeText("returned")).toContain("差し戻しました");
    expect([undefined, "toString", "pwned", ["accepted"]].map(noticeText)).toEqual([null, null, null, null]);
  });
});

describe("the submitted entries of a refused form", () => {
  it("return to the form, without secrets, files and React's own fields", () => {
    const form = new FormData();
    for (const [name, value] of [
      ["reason", "連休があるため"],
      ["people", "1"],
      ["people", "2"],
      ["password", "x"],
      ["newPassword", "x"],
      ["current", "x"],
      ["repeated", "x"],
      ["csrfToken", "x"],
      ["$ACTION_REF_1", "x"],
    ] as const)
      form.append(name, value);
    form.append("file", new File(["x"], "x.csv"));
    expect(enteredTexts(form)).toEqual({ reason: ["連休があるため"], people: ["1", "2"], file: [] });
  });

  it("exclude every field that hides its text, whatever its name", () => {
    const pages = readdirSync("components", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));
    const hidden = pages.flatMap((name) => {
      const text = readFileSync(`components/${name}`, "utf8");
      if (!/type(?:=|: )"password"/.test(text)) return [];
      const fields = text.matchAll(/<(?:TextField|input)\b[^>]*?(?:type="password"|\.\.\.common)[^>]*>/g);
      return [...fields].map(([field]) => /name="(\w+)"/.exec(field)?.[1] ?? "no name");
    });
    expect(hidden).toEqual(expect.arrayContaining(["current", "password", "repeated"]));
    const form = new FormData();
    for (const name of hidden) form.append(name, "x");
    expect(enteredTexts(form)).toEqual({});
  });
});
