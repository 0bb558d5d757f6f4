import "server-only";
import { countedJson } from "@/lib/domain/checking/counted-json";
import { isCounted } from "@/lib/domain/checking/sheet";
import { type SheetToWithdraw, type WithdrawalRefusal, withdrawMany } from "@/lib/domain/checking/withdrawal";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { keepPlanner } from "@/lib/features/cycles/record/rows";
import { type cycleParams, inState, withdrawnNumbers } from "@/lib/features/cycles/record/schema";
import { moveTallies } from "@/lib/features/cycles/tallies/rows";
import { listSheets } from "@/lib/features/sheets/record/queries";
import { sheetsState, TAG, withdrawManyBody } from "@/lib/features/sheets/record/schema";
import { sheetTitle } from "@/lib/features/sheets/record/texts";
import { keepingLeftOutAgain, lockSheets, sheetsToWithdraw } from "@/lib/features/sheets/withdrawing/queries";
import { OBSTACLE_WORDS, obstacleTexts, withdrawalText } from "@/lib/features/sheets/withdrawing/texts";
import { deniedPart } from "@/lib/labels/permission-words";
import type { Transaction } from "@/lib/server/database/client";
import { command, type On, post } from "@/lib/server/use-cases/use-case";

/** The refusal with the name of each sheet in the way. The code is that of a missing right, or else of the first obstacle. */
async function inTheWay(transaction: Transaction, subject: CycleRecord, { obstacles }: Extract<WithdrawalRefusal, { code: "inTheWay" }>) {
  const { edition } = await editionOf(transaction, subject);
  const found = await listSheets(transaction, { sheetIds: obstacles.map(({ id }) => id), page: 1, perPage: obstacles.length });
  const titles = new Map(found.items.map((sheet) => [sheet.id, sheetTitle(sheet)]));
  const list = obstacles.map(({ id, ...obstacle }) => ({
    ...{ sheetId: id, ...obstacle, why: obstacle.why === "counted" ? "handedIn" : obstacle.why },
    title: titles.get(id),
    text: OBSTACLE_WORDS[obstacle.why],
  }));
  const detail = `取り下げられない点検票が${obstacles.length}枚あるため、1枚も取り下げていません。${obstacleTexts(obstacles, edition.kind).join("")}`;
  const first = obstacles[0]?.why;
  if (obstacles.some(({ why }) => why === "notAsDeputy")) return deniedPart("sheet.withdraw", "sheet.withdraw", () => detail, { list });
  if (first === "counted") return deniedPart("sheet.withdraw", "sheet.withdrawCounted", () => detail, { list });
  return first === "lastToAsk" ? refusal("items_on_no_sheet", detail, { list }) : refusal("wrong_state", detail, { list });
}

function unconfirmed({ numbers }: Extract<WithdrawalRefusal, { code: "numbersUnconfirmed" }>) {
  const detail = `${withdrawalText(numbers)}取り下げた点検票と回答は元に戻せず、どの数値にも入りません。点検票の枚数（${numbers.sheets}）、回答の件数（${numbers.answers}）、提出・受理の枚数（${numbers.counted}）を確かめて、もう一度送ってください。`;
  return refusal("confirmation_required", detail, { current: countedJson(numbers) });
}

async function withdrawAll(transaction: Transaction, subject: CycleRecord, sheets: readonly SheetToWithdraw[], reason: string, by: string) {
  const { operatorId, id: cycleId } = subject;
  for (const { id } of sheets.filter(({ state }) => isCounted(state))) await moveTallies(transaction, { operatorId, id }, -1);
  await transaction.sheet.updateMany({
    where: { operatorId, cycleId, id: { in: sheets.map(({ id }) => id) } },
    data: { state: "withdrawn", withdrawnReason: reason },
  });
  await keepPlanner(transaction, subject, by);
}

interface Chosen extends CycleRecord {
  readonly sheets: Awaited<ReturnType<typeof sheetsToWithdraw>>;
}

/**
 * A cycle, locked, with sheets of it. The rule decides on each sheet. A person who may withdraw one of them, or sheets at all, is told
 * which of the others stand in the way.
 */
const chosenSheets: On<typeof cycleParams, Chosen, { readonly sheetIds: readonly string[] }> = {
  ...cycle.exclusive,
  namedInInput: true,
  async find(transaction, params, asking, { sheetIds }) {
    const found = await cycle.exclusive.find(transaction, params, asking, {});
    const ids = found && (await lockSheets(transaction, found, sheetIds));
    return ids && { ...found, sheets: await sheetsToWithdraw(transaction, asking, found, ids) };
  },
  target: ({ operatorId, sheets }) => sheets.find(({ allowed }) => allowed)?.target ?? { operatorId },
};

/**
 * Withdraws several sheets of a cycle with one reason, all or none. The numbers of sheets, of their answers and of the counted
 * ones have to be confirmed. A refusal names every sheet in the way, and why.
 */
export const withdrawSheets = command({
  name: "sheet.withdrawMany",
  may: "sheet.withdraw",
  api: post("/cycles/{cycleId}/withdraw-sheets", "withdrawSheets", TAG, "まとめて取り下げる（全部か、なしか。枚数と回答の件数の確認が要る）"),
  on: chosenSheets,
  input: withdrawManyBody,
  output: sheetsState,
  refuses: ["not_permitted", "confirmation_required", "wrong_state", "items_on_no_sheet"],
  current: { wrong_state: inState, confirmation_required: withdrawnNumbers },
  keeps: ["reason"],
  wayBack: { confirmed: "confirmedSheets" },
  async run({ transaction, subject, input, by, addDetail, keepChange, each, actsAs }) {
    const { sheets } = subject;
    const { reason, confirmedSheets, confirmedAnswers, confirmedHandedIn } = input;
    const confirmed = { sheets: confirmedSheets, answers: confirmedAnswers, counted: confirmedHandedIn };
    const numbers = withdrawMany({ cycleState: subject.state, sheets, confirmed });
    if (!numbers.ok) {
      const cause = numbers.refusal;
      if (cause.code === "numbersUnconfirmed") return refused(unconfirmed(cause));
      return refused(
        cause.code === "inTheWay" ? await inTheWay(transaction, subject, cause) : refusal("wrong_state", CLOSED, { current: { state: cause.cycle } }),
      );
    }
    await keepingLeftOutAgain({ transaction, addDetail, keepChange }, subject.id, () => withdrawAll(transaction, subject, sheets, reason, by));
    addDetail(countedJson(numbers.value));
    const [first, ...others] = sheets.flatMap(({ capacity }) => capacity ?? []);
    if (first) await actsAs([first, ...others]);
    each(
      sheets.map(({ id, answers, capacity }) => ({
        ...{ place: `sheet/${id}`, action: "sheet.withdraw", detail: { reason, confirmedAnswers: answers }, capacity },
      })),
    );
    return granted({ sheets: sheets.map(({ id }) => ({ id, state: "withdrawn" as const })) });
  },
});

const CLOSED = "点検の受付が終わっているため、取り下げられません。";
