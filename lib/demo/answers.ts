import { chance, happens } from "@/lib/demo/days/chance";
import { absence, hardness } from "@/lib/demo/difficulty";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { DemoSheet } from "@/lib/demo/sheets";
import { evidenceOf, reasonFor, remarkOn } from "@/lib/demo/wording/phrases";
import { type AnswerContent, eachText } from "@/lib/domain/checking/answer-content";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";

/** The properties of an item that its answer depends on. */
export interface AskedItem {
  readonly id: string;
  readonly kind: "measure" | "example";
  readonly illustrates: string | null;
  /** Printed number of its section. */
  readonly code: string;
}

export interface DemoAnswer extends AnswerContent {
  readonly item: string;
  readonly status: AnswerStatus;
}

const ROLE_EASE: Partial<Record<AnsweringRole, number>> = { handler: 0.7, ciso: 0.2, executive: 0.5 };
/** Probability that a missing measure is at least begun. */
const BEGUN = 0.58;

/** A place (person, system, department or operator) where an item is answered in each cycle. */
interface Answering {
  readonly operator: DemoOperator;
  readonly sheet: DemoSheet;
  readonly place: string;
}

/** Probability that an item is done: the operator's maturity and growth against the difficulty of section and item. */
function likelihood({ operator: { profile }, sheet: { cycle, plan } }: Answering, item: AskedItem): number {
  const around = (key: string, width: number): number => (chance(key) - 0.5) * width;
  const logOdds =
    profile.maturity +
    profile.growth * cycle.index +
    (ROLE_EASE[plan.role] ?? 0) -
    hardness(item.code) +
    around(`${item.id}/hardness`, 1.5) +
    around(`${profile.slug}/${plan.departmentId ?? plan.role}/manner`, 0.9) +
    around(`${profile.slug}/${item.code}/${String(cycle.index)}/mood`, 0.55);
  return 1 / (1 + Math.exp(-logOdds));
}

/** The status at a place in a cycle. Every cycle uses the same draw, so that an implemented item usually stays implemented. */
function usualAnswer(answering: Answering, item: AskedItem, key: string): AnswerStatus {
  const { cycle, plan } = answering.sheet;
  const thisTime = `${key}/${String(cycle.index)}`;
  const absent = happens(`${key}/absent`, item.kind === "measure" ? absence(item.code, plan.role) : 0.05);
  if (absent && !happens(`${thisTime}/present`, 0.06)) return "notApplicable";
  const done = likelihood(answering, item);
  const draw = happens(`${thisTime}/turns`, 0.025) ? chance(thisTime) : chance(key);
  if (draw < done) return "implemented";
  return draw < done + (1 - done) * BEGUN ? "partial" : "notImplemented";
}

function answerTo(answering: Answering, item: AskedItem): DemoAnswer {
  const { operator, place, sheet } = answering;
  const { plan, cycle } = sheet;
  const key = `${operator.profile.slug}/${place}/${item.id}`;
  const status = usualAnswer(answering, item, key);
  if (item.kind === "example") return { item: item.id, status, ...eachText(() => null) };
  const year = Number(cycle.from.slice(0, 4));
  const proves = status === "implemented" && plan.role !== "handler" && happens(`${key}/proves`, operator.profile.evidence + 0.05 * cycle.index);
  return {
    ...{ item: item.id, status },
    reason: status === "notApplicable" ? reasonFor(key, item.code, plan.role) : null,
    remark: remarkOn(key, item.code, plan.role, status),
    evidence: proves ? evidenceOf(key, item.code, year) : null,
  };
}

/** The answers of a sheet as far as it is filled in, in printed order; examples only if the respondent answers them. */
export function answersOf(operator: DemoOperator, sheet: DemoSheet, items: readonly AskedItem[]): DemoAnswer[] {
  const { plan, fill, state, cycle } = sheet;
  const place = plan.personId ?? plan.systemId ?? plan.departmentId ?? plan.role;
  const answering = { operator, sheet, place };
  const measures = items.filter(({ kind }) => kind === "measure");
  const reached =
    state === "inProgress" ? Math.max(1, Math.floor(measures.length * fill)) : state === "notStarted" || state === "withdrawn" ? 0 : measures.length;
  const forgetful = operator.profile.maturity < 0.5 ? 0.02 : 0.005;
  const asked = measures.slice(0, reached).filter(({ id }) => state === "inProgress" || !happens(`${sheet.id}/${id}/forgotten`, forgetful));
  const given = new Map(asked.map((item) => [item.id, answerTo(answering, item)]));
  const keen = cycle.edition === "kuko-2" && happens(`${operator.profile.slug}/${place}/examples`, operator.profile.answersExamples);
  return items.flatMap((item) => {
    if (item.kind === "measure") return given.get(item.id) ?? [];
    const measure = given.get(item.illustrates ?? "");
    return keen && measure !== undefined && measure.status !== "notApplicable" ? [answerTo(answering, item)] : [];
  });
}
