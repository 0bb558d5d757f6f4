import { createElement, type ReactElement } from "react";
import { expect, it } from "vitest";
import { HandoverPage } from "@/components/handover/handover-page";
import { courseName, reasonName, successorName } from "@/lib/features/handover/choices/parts";
import { handoverBody, MOST_OF_REASONS, MOST_SHEETS } from "@/lib/features/handover/record/schema";
import type { HandoverView } from "@/lib/features/handover/record/view";
import { renderedPage } from "@/tests/support/rendered-page";

/** What a page takes in (`MOST_OF_ACTION` of `lib/server/serving/page-entry.ts`). */
const MOST_OF_ACTION = 1024 * 1024;
/** The longest boundary that a browser writes before each control, and what React puts before its name. */
const BOUNDARY = 62;
const PREFIX = 3;

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const LINE = "理".repeat(MOST_OF_REASONS / MOST_SHEETS);
const sheets = Array.from({ length: MOST_SHEETS }, (_, number): HandoverView["sheets"][number] => {
  const id = idOf(number);
  return {
    ...{ id, title: `点検票 ${number}`, chip: "役職のもの", note: "", name: courseName(id), chosen: "取り下げる", course: "withdraw" },
    courses: (["pass", "withdraw"] as const).map((value) => ({ value, label: value, checked: value === "withdraw" })),
    reason: { name: reasonName(id), label: "取り下げる理由", value: LINE },
  };
});
const posts = Array.from({ length: 50 }, (_, number) => ({
  post: { role: "systemAdministrator" as const, departmentId: null, systemId: idOf(number) },
  personId: idOf(number),
}));
const body = { event: "leave" as const, successors: posts, sheets: [], hash: "f".repeat(64) };
const VIEW: HandoverView = {
  ...{ title: "引継ぎ", name: "", note: "", personId: idOf(9999), personHref: "/", turn: 1, asked: true, restored: false, problem: null, department: null },
  ...{ effectiveOn: null, effectsTitle: "", day: { value: "2026-11-20", first: "2026-11-20", last: "2027-11-20" }, replaces: null, search: "" },
  ...{ searchable: false, posts: [], named: null, effects: [], step: "confirm", sheets, body, button: "この引継ぎを決める", undoText: "" },
  kept: [
    { name: "event", value: "leave" },
    ...posts.map(({ post, personId }) => ({ name: successorName(`systemAdministrator//${post.systemId}`), value: personId })),
  ],
};

const bytes = (text: string): number => Buffer.byteLength(text);
const partOf = (name: string, text: string): number =>
  BOUNDARY + bytes('Content-Disposition: form-data; name=""\r\n\r\n\r\n') + PREFIX + bytes(name) + bytes(text.replaceAll("\n", "\r\n"));

it("M6 the largest handover that may be decided is no larger than what a page takes in, with its reasons", () => {
  const html = renderedPage(createElement(HandoverPage, VIEW) as ReactElement);
  const inputs = [...html.matchAll(/<input[^>]* name="([^"]*)"[^>]* value="([^"]*)"/gu)];
  const areas = [...html.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</gu)];
  expect([inputs.length, areas.length]).toEqual([MOST_SHEETS + posts.length + 1, MOST_SHEETS]);
  const parts = [...inputs, ...areas].map(([, name = "", text = ""]) => partOf(name, text));
  const bound = partOf("0", JSON.stringify([VIEW.personId, body.event, null, posts, posts, body.hash]));
  expect(parts.reduce((sum, one) => sum + one, bound)).toBeLessThan(MOST_OF_ACTION);
});

const reasons = (total: number) =>
  Array.from({ length: Math.ceil(total / 1000) }, (_, number) => ({
    ...{ sheetId: idOf(number), course: "withdraw" },
    reason: "理".repeat(Math.min(1000, total - number * 1000)),
  }));

it.each([
  [MOST_OF_REASONS, true],
  [MOST_OF_REASONS + 1, false],
])("M6 reasons of %i characters together are taken or refused in words: %s", (total, taken) => {
  const parsed = handoverBody.safeParse({ event: "leave", sheets: reasons(total) });
  expect(parsed.success).toBe(taken);
  if (!taken) expect(parsed.error?.issues.map(({ message }) => message).join("")).toMatch(/合わせて100,000文字まで/);
});
