import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AnswerHistory } from "@/components/answer-history/answer-history";
import { AnswerForm } from "@/components/checklist/answer-form";
import { cardTexts } from "@/components/checklist/card-texts";
import { ChecklistProvider } from "@/components/checklist/checklist-context";
import { ExampleRow } from "@/components/checklist/example-row";
import Remark from "@/components/checklist/remark-response";
import { InvitationsPage } from "@/components/organisation/invitations-page";
import { FormSender } from "@/components/ui/form-sender";

const SATO = "33333333-3333-4333-8333-333333333333";
const card = { itemId: "i", code: "1", heading: "題", answer: null, previous: null, guideId: null, examples: [] };
const settings = {
  sheetId: "s",
  accountId: SATO,
  kind: "measures",
  readOnly: false,
  action: "/checks/s/answer",
  path: "/checks/s/3.1",
  shortcuts: false,
  texts: cardTexts("measures"),
};
const inChecklist = (element: ReactElement): ReactElement =>
  createElement(ChecklistProvider, { settings, cards: [card], itemRemarks: [], children: element } as never);
const history = {
  ...{ itemTitle: "項目", itemText: "文", kind: "measures", steps: [], backHref: "/", total: 1, pager: { summary: "", previousHref: null, nextHref: null } },
  versions: [
    { version: 1, status: "partial", copied: null, reason: null, remark: null, evidence: null, byText: "", causeText: null, present: false, differs: true },
  ],
  ...{ remarks: [], notice: null, restoring: { action: "/checks/s/answer", itemId: "i", version: 2, returnTo: "/", sender: SATO } },
};
const remark = {
  id: "r",
  text: "所見",
  byName: "高橋",
  dateText: "",
  saidText: "",
  done: false,
  reply: "",
  withdrawn: false,
  about: "i",
  earlierReplies: false,
};

const FORMS: readonly (readonly [string, ReactElement, readonly string[]])[] = [
  ["an answer", inChecklist(createElement(AnswerForm, { card } as never)), ["itemId", "version", "returnTo"]],
  [
    "an answer to a 具体例",
    inChecklist(createElement(ExampleRow, { row: { itemId: "e", text: "例", depth: 0, answer: null }, measure: card } as never)),
    ["itemId", "version", "returnTo"],
  ],
  ["a response to a 所見", inChecklist(createElement(Remark, { itemId: "i", remark } as never)), ["remarkId", "done", "returnTo"]],
  ["an earlier answer", createElement(AnswerHistory, history as never), ["earlier", "itemId", "version", "returnTo"]],
  [
    "invitations",
    createElement(InvitationsPage, { total: 1, parts: [{ after: "", label: "1" }], missing: "2", leftOutText: null, remakeText: null }),
    ["onlyMissing", "after"],
  ],
];

describe("M8 a card's form without a script", () => {
  it.each(FORMS)("M8 says for whom it was made, beside what it is about: %s", (_name, element, names) => {
    const html = renderToStaticMarkup(createElement(FormSender, { account: SATO, children: element }));
    const forms = [...html.matchAll(/<form [^>]*method="post".*?<\/form>/gsu)].map(([form]) => form);
    expect(forms.length).toBeGreaterThan(0);
    for (const form of forms) expect(form).toContain(`<input type="hidden" name="$sender" value="${SATO}"/>`);
    for (const name of names) expect(html).toContain(`type="hidden" name="${name}"`);
  });
});
