import { subjectName } from "@/lib/documents/subject-name";
import type { Gap, GapReport, RuleReport, WithPrevious } from "@/lib/domain/gap/report";
import type { Finding } from "@/lib/domain/gap/rules";
import type { Grasp, ItemRatio, Tiers } from "@/lib/domain/scoring/measure";
import { graspJson, tiersJson } from "@/lib/domain/scoring/scores-json";
import { toNumber } from "@/lib/domain/shared/rational";

const ratioJson = (ratio: ItemRatio) => ({ status: ratio.status, ratio: ratio.status === "scored" ? toNumber(ratio.ratio) : null });

const withPrevious = <From, To>({ now, previous }: WithPrevious<From>, to: (value: From) => To) => ({
  now: to(now),
  previous: previous === null ? null : to(previous),
});

const gapJson = ({ ratio, previousRatio, closedBy, ...gap }: Gap) => ({
  ...gap,
  ratio: ratioJson(ratio),
  previousRatio: previousRatio === null ? null : ratioJson(previousRatio),
  closedBy: closedBy.map((example) => ({ ...example, ratio: ratioJson(example.ratio) })),
});

/** An answer has its sheet only if the reader may know it. */
function subjectJson(subject: Finding["subject"], names: ReadonlyMap<string, string>) {
  if (subject.kind === "item") return subject;
  if (subject.kind !== "answer") return { ...subject, name: subjectName(subject, names) };
  const { kind, item, sheet } = subject;
  return { kind, item, ...(sheet === null ? {} : { sheet }) };
}

const ruleJson = ({ found, ...rule }: RuleReport, names: ReadonlyMap<string, string>) => ({
  ...rule,
  found: found.map(({ subject, ...finding }) => ({ ...finding, subject: subjectJson(subject, names) })),
});

/** The gap report as data; `names` of departments and people by id. Rates are numbers from 0 to 1, null if undefined; an item's rate has a status as well. */
export const gapReportJson = (report: GapReport, names: ReadonlyMap<string, string>) => ({
  cover: report.cover,
  grasp: withPrevious<Grasp, ReturnType<typeof graspJson>>(report.grasp, graspJson),
  tiers: withPrevious<Tiers, ReturnType<typeof tiersJson>>(report.tiers, tiersJson),
  byPhase: {
    plan: withPrevious(report.byPhase.plan, tiersJson),
    do: withPrevious(report.byPhase.do, tiersJson),
    check_act: withPrevious(report.byPhase.check_act, tiersJson),
  },
  rules: report.rules.map((rule) => ruleJson(rule, names)),
  sections: report.sections.map((section) => ({ ...section, tiers: tiersJson(section.tiers) })),
  gaps: report.gaps.map(gapJson),
  references: report.references,
});
