import "server-only";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { transitionSheet } from "@/lib/domain/checking/sheet";
import { SHEET_FILTERS } from "@/lib/domain/checking/state";
import { type WithdrawalObstacle, withdrawalNumbers, withdrawalObstacles } from "@/lib/domain/checking/withdrawal";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { granted } from "@/lib/domain/shared/result";
import { departmentChoices, FILTER_WORDS } from "@/lib/features/cycles/progress/pages";
import { readCycleProgress, readProgress } from "@/lib/features/cycles/progress/queries";
import { editionOf, readPlaceNames } from "@/lib/features/cycles/record/queries";
import { cycle } from "@/lib/features/cycles/record/record";
import { type Progress, type ProgressQuery, type ProgressSheet, progressQuery } from "@/lib/features/cycles/record/schema";
import { MOST_WITHDRAWN } from "@/lib/features/sheets/record/schema";
import { mayWithdrawCounted, withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { sheetsToWithdraw } from "@/lib/features/sheets/withdrawing/queries";
import { OBSTACLE_WORDS, obstacleTexts, withdrawalText } from "@/lib/features/sheets/withdrawing/texts";
import type { WithdrawingManyView } from "@/lib/features/sheets/withdrawing/view";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

const asked = progressQuery.pick({ department: true, role: true, state: true });
type Filter = z.output<typeof asked>;

export const readWithdrawing = reading({
  of: withdrawSheets,
  takesOut: "always",
  entry: readCycleProgress,
  on: cycle.seen,
  input: z.object({ filter: asked, except: z.array(z.string()) }),
  async run({ transaction, subject, input: { filter, except }, visitor }) {
    const query = { ...filter, page: 1, perPage: MOST_WITHDRAWN } satisfies ProgressQuery;
    const { items, total, departments } = await readProgress(transaction, subject.id, query, filter.department ?? null);
    const shown = items.filter(({ state }) => state !== "withdrawn");
    const [left, ids] = [true, false].map((out) => shown.map(({ id }) => id).filter((id) => except.includes(id) === out)) as [string[], string[]];
    const sheets = await sheetsToWithdraw(transaction, subject, ids);
    const obstacles = withdrawalObstacles(sheets, mayWithdrawCounted(visitor.actor, subject.operatorId));
    const { edition } = await editionOf(transaction, subject);
    return granted({
      cycle: subject,
      edition,
      shown,
      except: left,
      more: total - items.length,
      departments,
      sheets,
      obstacles,
      names: await readPlaceNames(transaction),
    });
  },
});

const option = (value: string, label: string) => ({ value, label });

function filtersOf({ department, role, state }: Filter, departments: Progress["departments"]) {
  const ofOperator = departmentChoices(departments).map(([value, label]) => option(value, label));
  return [
    { id: "department" as const, label: "部署", value: department ?? "", options: [option("", "すべての部署"), ...ofOperator] },
    {
      id: "role" as const,
      label: "役割",
      value: role ?? "",
      options: [option("", "すべての役割"), ...ANSWERING_ROLES.map((one) => option(one, ROLE_WORDS[one]))],
    },
    {
      id: "state" as const,
      label: "状態",
      value: state ?? "",
      options: [option("", "すべての状態"), ...SHEET_FILTERS.filter((one) => one !== "withdrawn").map((one) => option(one, FILTER_WORDS[one]))],
    },
  ];
}

const sheetView = (
  { id, respondents, role, systemName, departmentName, state, answered, measures }: ProgressSheet,
  obstacle: WithdrawalObstacle | undefined,
) => ({
  ...{ id, role: ROLE_WORDS[role], place: systemName ?? departmentName ?? WHOLE_OPERATOR.short, state },
  respondents:
    respondents.length === 0
      ? "回答する人なし"
      : respondents.length > 2
        ? `${respondents.slice(0, 2).join("、")} ほか${respondents.length - 2}人`
        : respondents.join("、"),
  answered: `${answered}／${measures}件`,
  obstacle: obstacle ? OBSTACLE_WORDS[obstacle.why] : null,
});

const FOLLOWS = [
  "取り下げた点検票は、回答も提出もできなくなり、配布にも提出にも数えません。担当の人の一覧から消えます。",
  "取り下げた点検票と回答は元に戻せません。同じ人や所に配り直すと、回答のない新しい点検票になります。",
  "1枚でも取り下げられないときは、1枚も取り下げません。",
];

/** The sheets that a filter selects, without the excepted ones; redirects to the cycle if it is over. */
export async function loadWithdrawing(cycleId: string, sent: Readonly<Record<string, string | readonly string[] | undefined>>): Promise<WithdrawingManyView> {
  const visitor = await requireVisitor();
  const wanted = Object.fromEntries(Object.entries(sent).filter(([, value]) => typeof value === "string" && value !== ""));
  const parsed = asked.safeParse(wanted);
  const filter = parsed.success ? parsed.data : {};
  const found = valueOrPage(await readWithdrawing(visitor, { cycleId, filter, except: [sent["except"] ?? []].flat().filter(isIdentifier) }, new Date()));
  if (!transitionSheet("notStarted", "withdraw", found.cycle.state).ok) redirect(cycleHref(cycleId) as Route);
  const { sheets, except, obstacles, edition, more } = found;
  const numbers = withdrawalNumbers(sheets);
  const inTheWay = new Map(obstacles.map((one) => [one.id, one]));
  const addressOf = (left: readonly string[]): string => {
    const search = new URLSearchParams([...Object.entries(filter), ...left.map((id) => ["except", id])] as string[][]);
    return `${cycleHref(cycleId, "withdraw")}?${search.toString()}`;
  };
  return {
    ...{ cycleId, cycleTitle: found.cycle.title, cycleHref: cycleHref(cycleId), progressHref: cycleHref(cycleId, "progress") },
    action: cycleHref(cycleId, "withdraw"),
    filters: filtersOf(filter, found.departments),
    except,
    sheets: found.shown.filter(({ id }) => !except.includes(id)).map((sheet) => sheetView(sheet, inTheWay.get(sheet.id))),
    title: numbers.sheets === 0 ? "この条件の点検票はありません。" : withdrawalText(numbers),
    moreText: more > 0 ? `条件に合う点検票は、ほかに${more}枚あります。一度に取り下げられるのは${MOST_WITHDRAWN}枚までです。` : null,
    obstacles: obstacleTexts(obstacles, edition.kind),
    withoutThem:
      obstacles.length === 0 || obstacles.length === sheets.length
        ? null
        : { href: addressOf([...except, ...obstacles.map(({ id }) => id)]), label: `取り下げられない${obstacles.length}枚を除く` },
    cancelHref: cycleHref(cycleId, "cancel"),
    follows: FOLLOWS,
    confirmed: numbers,
    button: `${numbers.answers === 0 ? "" : `回答${numbers.answers}件のある`}点検票${numbers.sheets}枚を取り下げる`,
  };
}
