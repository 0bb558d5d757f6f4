import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { transitionSheet } from "@/lib/domain/checking/sheet";
import { type WithdrawalObstacle, withdrawalNumbers, withdrawalObstacles } from "@/lib/domain/checking/withdrawal";
import { granted } from "@/lib/domain/shared/result";
import { departmentChoices, FILTER_WORDS, systemChoices } from "@/lib/features/cycle-pages/progress/pages";
import { readCycleProgress, readProgress, readSystems, type SystemOfSheets } from "@/lib/features/cycle-pages/progress/queries";
import type { WithdrawingManyView } from "@/lib/features/cycle-pages/withdrawing/view";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { cycle } from "@/lib/features/cycles/record/record";
import { type Progress, type ProgressQuery, type ProgressSheet, progressQuery } from "@/lib/features/cycles/record/schema";
import { MOST_WITHDRAWN } from "@/lib/features/sheets/record/schema";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { sheetsToWithdraw } from "@/lib/features/sheets/withdrawing/queries";
import { OBSTACLE_WORDS, obstacleTexts } from "@/lib/features/sheets/withdrawing/texts";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { namesText } from "@/lib/labels/own-direction";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import { type AddressQuery, askedOf, searchOf } from "@/lib/validation/address";

const asked = progressQuery.pick({ department: true, role: true, system: true, state: true });
type Filter = z.output<typeof asked>;

/** What the address says for the sheets in the way, so that it does not grow with their number. */
const HINDERED = "hindered";

export const readWithdrawing = reading({
  of: withdrawSheets,
  takesOut: "always",
  entry: readCycleProgress,
  on: cycle.seen,
  input: z.object({ filter: asked, withoutHindered: z.boolean() }),
  async run({ transaction, subject, input: { filter, withoutHindered }, visitor, now }) {
    const query = { ...filter, page: 1, perPage: MOST_WITHDRAWN } satisfies ProgressQuery;
    const { items, total, departments } = await readProgress(transaction, subject.id, query, filter.department ?? null);
    const shown = items.filter(({ state }) => state !== "withdrawn");
    const all = await sheetsToWithdraw(
      transaction,
      { visitor, now },
      subject,
      shown.map(({ id }) => id),
    );
    const obstacles = withdrawalObstacles(all);
    const except = new Set(withoutHindered && obstacles.length < shown.length ? obstacles.map(({ id }) => id) : []);
    const { edition } = await editionOf(transaction, subject);
    return granted({
      ...{ cycle: subject, edition, shown, except, obstacles, departments, more: total - items.length },
      systems: await readSystems(transaction, subject.id, null),
      sheets: all.filter(({ id }) => !except.has(id)),
    });
  },
});

const conditionsOf = (
  { department, role, system, state }: Filter,
  departments: Progress["departments"],
  systems: readonly SystemOfSheets[],
): WithdrawingManyView["conditions"] => [
  ...(department === undefined ? [] : [{ label: "部署", value: new Map(departmentChoices(departments)).get(department) ?? "点検票のない部署" }]),
  ...(role === undefined ? [] : [{ label: "役割", value: ROLE_WORDS[role] }]),
  ...(system === undefined ? [] : [{ label: "重要システム", value: new Map(systemChoices(systems)).get(system) ?? "点検票のない重要システム" }]),
  ...(state === undefined ? [] : [{ label: "状態", value: FILTER_WORDS[state] }]),
];

const sheetView = (
  { id, respondents, role, systemName, departmentName, state, answered, measures }: ProgressSheet,
  obstacle: WithdrawalObstacle | undefined,
  except: boolean,
) => ({
  ...{ id, role: ROLE_WORDS[role], place: systemName ?? departmentName ?? WHOLE_OPERATOR.short, state },
  respondents: respondents.length === 0 ? "回答する人なし" : namesText(respondents, 2),
  answered: `${answered}／${measures}件`,
  ...{ except, obstacle: obstacle ? OBSTACLE_WORDS[obstacle.why] : null },
});

const FOLLOWS = [
  "取り下げた点検票は、回答も提出もできなくなり、配布にも提出にも数えません。担当の人の一覧から消えます。",
  "取り下げた点検票と回答は元に戻せません。同じ人や所に配り直すと、回答のない新しい点検票になります。",
  "1枚でも取り下げられないときは、1枚も取り下げません。",
];

/**
 * The sheets that a filter selects; redirects to the cycle if it is over. What it cannot use of the address would select more sheets
 * than were meant, so it leads back to the list, which says so.
 */
export async function loadWithdrawing(cycleId: string, sent: AddressQuery): Promise<WithdrawingManyView> {
  const visitor = await requireVisitor();
  const { parts: filter, unused } = askedOf(asked, sent, ["page", "perPage", "except"]);
  if (unused.length > 0) redirect((cycleHref(cycleId, "progress") + searchOf(sent)) as Route);
  const found = valueOrPage(await readWithdrawing(visitor, { cycleId, filter, withoutHindered: sent["except"] === HINDERED }, new Date()));
  if (!transitionSheet("notStarted", "withdraw", found.cycle.state).ok) redirect(cycleHref(cycleId) as Route);
  const { shown, except, obstacles, edition, more } = found;
  const numbers = withdrawalNumbers(found.sheets);
  const inTheWay = new Map(obstacles.map((one) => [one.id, one]));
  const addressOf = (leaf: "withdraw" | "progress", except: Readonly<Record<string, string>> = {}): string => {
    return cycleHref(cycleId, leaf) + searchOf({ ...filter, ...except });
  };
  return {
    ...{ cycleId, cycleTitle: found.cycle.title, cycleHref: cycleHref(cycleId), progressHref: addressOf("progress") },
    conditions: conditionsOf(filter, found.departments, found.systems),
    sheets: shown.map((sheet) => sheetView(sheet, inTheWay.get(sheet.id), except.has(sheet.id))),
    moreText: more > 0 ? `条件に合う点検票は、ほかに${more}枚あります。一度に取り下げられるのは${MOST_WITHDRAWN}枚までです。` : null,
    hindrance:
      obstacles.length === 0
        ? null
        : {
            title: except.size > 0 ? `取り下げられない${except.size}枚に、「除く」の印を付けました` : "取り下げられない点検票があります",
            texts: obstacleTexts(obstacles, edition.kind),
            without:
              except.size > 0 || obstacles.length === shown.length
                ? null
                : { href: addressOf("withdraw", { except: HINDERED }), label: `取り下げられない${obstacles.length}枚を除く` },
            cancelHref: cycleHref(cycleId, "cancel"),
          },
    follows: FOLLOWS,
    confirmed: numbers,
  };
}
