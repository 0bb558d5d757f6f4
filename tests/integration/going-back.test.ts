import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/(portal)/checks/[sheet]/answer/route";
import { AnswerHistory } from "@/components/answer-history/answer-history";
import { type AnswerContent, contentOf } from "@/lib/domain/checking/answer-content";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { versionView } from "@/lib/features/sheets/history/parts";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import type { AnswerHistoryView } from "@/lib/features/sheets/history/view";
import { withClient } from "@/lib/runtime/portal-logins";
import { answeredLastTime, OLD_WORDS, twoRounds } from "@/tests/support/last-round";
import { TEST_ORIGIN } from "@/tests/support/served-database";
import { withSessionOf } from "@/tests/support/session";
import { as, NOW, own, prepareSheetGround, world } from "@/tests/support/sheet-ground";

/* Every kind of answer is gone back to from every kind, with the fields that the page of the history sends. */
prepareSheetGround();

const NOTHING = { status: null, reason: null, remark: null, evidence: null, copied: null } as const;
const reason = `${OLD_WORDS}（理由）`;
const KINDS = ["unanswered", "answered", "notApplicable", "copied"] as const;
type Kind = (typeof KINDS)[number];

/** An answer of each kind; `words` tells two of the same kind apart. */
const answersOf = (last: "implemented" | "notApplicable", words: string): Record<Kind, AnswerContent> => ({
  unanswered: { ...NOTHING, remark: `${words}、まだ` },
  answered: { ...NOTHING, status: "partial", remark: `${words}、一部`, evidence: "規程集" },
  notApplicable: { ...NOTHING, status: "notApplicable", reason: `${words}、設備がない`, remark: `${words}、ない` },
  copied: { ...NOTHING, copied: last, reason: last === "notApplicable" ? reason : null, remark: `${words}、写し`, evidence: "台帳" },
});

describe.each(["implemented", "notApplicable"] as const)("going back where the last round's answer was %s", (lastStatus) => {
  const earlier = answersOf(lastStatus, "前");
  let place: { sheetId: string; itemId: string };
  let cookie = "";
  let version = 0;

  /** Saves it on top of what is in force. */
  async function save(answer: AnswerContent): Promise<void> {
    const saved = await saveAnswer(as("handler"), { ...place, ...answer, version }, NOW);
    if (!saved.ok) throw new Error(saved.refusal.detail);
    version = saved.value.version;
  }
  async function versions() {
    const read = await readAnswerHistory(as("handler"), { ...place, page: 1, perPage: 100 }, NOW);
    if (!read.ok) throw new Error(read.refusal.code);
    return read.value.items;
  }
  /** The fields of the button beside the newest version with this remark; null without a button. */
  async function formOf({ remark }: AnswerContent): Promise<URLSearchParams | null> {
    const items = await versions();
    const [present] = items;
    const pager: AnswerHistoryView["pager"] = { summary: "", previousHref: null, nextHref: null };
    const view: AnswerHistoryView = {
      ...{ itemTitle: "項目", itemText: "文", kind: "measures", steps: [], backHref: "/", total: items.length, pager, remarks: [], notice: null },
      versions: items.map((one, at) => versionView(one, at === 0, "measures", present)),
      restoring: { action: "", itemId: place.itemId, version, returnTo: `/checks/${place.sheetId}/history/x`, sender: world.people.handler.accountId },
    };
    const listed = renderToStaticMarkup(createElement(AnswerHistory, view)).split('<p class="row">');
    const form = listed.find((one) => one.includes(remark!))!;
    if (!form.includes("<form")) return null;
    return new URLSearchParams([...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)].map(([, name, value]) => [name!, value!]));
  }

  beforeAll(async () => {
    const { last, now } = await twoRounds();
    place = { sheetId: now.sheets.handler, itemId: now.items.handler[0]! };
    await answeredLastTime(last, place.itemId, lastStatus);
    cookie = await withClient(own.ownerUrl, (client) => withSessionOf(client, world.people.handler.accountId));
    version = 0;
    for (const kind of KINDS) await save(earlier[kind]);
  });

  it.each(KINDS.flatMap((shown) => KINDS.map((present) => [shown, present] as const)))(
    "M8 an answer is as it was then: %s, over %s",
    async (shown, present) => {
      await save(answersOf(lastStatus, "今")[present]);
      const form = await formOf(earlier[shown]);
      expect(form).not.toBeNull();
      const headers = { cookie, origin: TEST_ORIGIN, "content-type": "application/x-www-form-urlencoded" };
      const request = new Request(`${TEST_ORIGIN}/checks/${place.sheetId}/answer`, { method: "POST", headers, body: form!.toString() });
      const response = await POST(request, { params: Promise.resolve({ sheet: place.sheetId }) });
      expect(response.headers.get("location")).toContain("notice=saved");
      const [newest] = await versions();
      const expected = version + 1;
      version = newest?.version ?? 0;
      expect([version, contentOf(newest!)]).toEqual([expected, earlier[shown]]);
      expect(await formOf(earlier[shown]), "the answer in force offers no way back to itself").toBeNull();
    },
  );
});
