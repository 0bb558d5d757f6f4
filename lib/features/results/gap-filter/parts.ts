import { filteredGaps, type GapFilter, gapsByChoice, isFiltered, NO_DEPARTMENT } from "@/lib/domain/gap/filter";
import type { GapReport } from "@/lib/domain/gap/report";
import { GAP_RULE_CODES, type GapRuleCode } from "@/lib/domain/gap/rules";
import { ANSWERING_ROLES, PHASES } from "@/lib/domain/guideline/edition";
import type { FilterFieldView } from "@/lib/features/results/figures/view";
import type { GapFilterView } from "@/lib/features/results/gap-filter/view";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { namesText, sentence } from "@/lib/labels/own-direction";
import { gapRuleWord, phaseWord } from "@/lib/labels/score-words";
import { ROLE_WORDS, WHOLE_OPERATOR } from "@/lib/labels/words";

/** Departments with a gap by id, those of the whole operator first. */
function departmentsOf({ gaps }: GapReport): [string, string][] {
  const names = new Map(
    gaps.flatMap(({ places }) => places.map(({ department }) => [department?.id ?? NO_DEPARTMENT, department?.name ?? WHOLE_OPERATOR.row])),
  );
  const whole = names.get(NO_DEPARTMENT);
  names.delete(NO_DEPARTMENT);
  const named = [...names].sort(([, a], [, b]) => (a < b ? -1 : 1));
  return whole === undefined ? named : [[NO_DEPARTMENT, whole], ...named];
}

/** Rules with findings about items of the report, or at their places. */
function rulesOf({ gaps }: GapReport): GapRuleCode[] {
  const found = new Set(gaps.flatMap(({ rules, places }) => [...rules, ...places.flatMap((place) => place.rules)]));
  return GAP_RULE_CODES.filter((code) => found.has(code));
}

/** The choices of the filter, each with the number of gaps that it leaves beside the other choices; 0 as well. */
export function filterView(report: GapReport, filter: GapFilter): GapFilterView {
  const { gaps, cover } = report;
  const { kind } = cover.edition;
  const address = cycleHref(cover.cycle.id, "gap-report");
  const field = (name: keyof GapFilter, label: string, options: readonly (readonly [string, string])[]): FilterFieldView => {
    const value = filter[name] ?? "";
    const known = value === "" || options.some(([option]) => option === value) ? options : [...options, [value, "この回にはない"] as const];
    const counts = gapsByChoice(gaps, filter, name);
    return {
      ...{ name, label, value },
      options: [
        { value: "", label: `すべて（${filteredGaps(gaps, { ...filter, [name]: undefined }).length}件）` },
        ...known.map(([option, word]) => ({ value: option, label: sentence`${word}（${counts.get(option) ?? 0}件）` })),
      ],
    };
  };
  const fields = [
    field("department", "部署", departmentsOf(report)),
    field(
      "role",
      "役割",
      ANSWERING_ROLES.filter((role) => gaps.some(({ places }) => places.some((place) => place.role === role))).map((role) => [role, ROLE_WORDS[role]]),
    ),
    field(
      "rule",
      "目立つこと",
      rulesOf(report).map((code) => [code, gapRuleWord(kind, code)]),
    ),
    field(
      "phase",
      "観点",
      PHASES.map((phase) => [phase, phaseWord(phase, kind)]),
    ),
  ];
  const chosen = fields.flatMap(({ value, options }) =>
    value === "" ? [] : (options.find((option) => option.value === value)?.label.replace(/（\d+件）$/u, "") ?? []),
  );
  return {
    action: address,
    fields,
    text: isFiltered(filter) ? `${namesText(chosen)}　${filteredGaps(gaps, filter).length}件／${gaps.length}件` : null,
    clearHref: `${address}#gaps`,
  };
}
