import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { Memo } from "@/lib/domain/shared/memo";

/**
 * How much harder (as log-odds) the measures of a section are to do than others, by the beginning of the section's number;
 * the longest match counts. Invented, but plausible.
 */
const HARDNESS: Readonly<Record<string, number>> = {
  "3.1.1": -0.6,
  "3.1.2.1": 0.5,
  "3.1.2.2": -0.8,
  "3.1.2.3(1)": -0.5,
  "3.1.2.3(2)": 0.6,
  "3.1.2.4": 0.2,
  "3.1.2.4(2)": 0.1,
  "3.1.2.4(3)": -0.4,
  "3.1.2.4(4)": 0.9,
  "3.1.2.5": 0.3,
  "3.1.2.6": -0.1,
  "3.1.2.6(1)": 0.3,
  "3.1.2.6(2)(d)": 0.2,
  "3.1.2.6(3)": -0.6,
  "3.1.2.6(5)": 0.3,
  "3.1.2.6(6)": 0.4,
  "3.1.2.6(7)": 0,
  "3.1.3": 0.1,
  "3.1.4.1": -0.2,
  "3.1.4.1(2)": 0.5,
  "3.1.4.1(4)": 0.3,
  "3.1.4.2": 0.6,
  "3.1.4.3": 0.5,
  "3.1.4.3(4)": 0.8,
  "3.1.5.1(1)": -0.1,
  "3.1.5.1(1)(d)": 0.5,
  "3.1.5.1(1)(e)": 0.4,
  "3.1.5.1(1)(f)": -0.4,
  "3.1.5.1(2)": 0.4,
  "3.1.5.1(2)(a)": 0.7,
  "3.1.5.1(3)": -0.7,
  "3.1.5.2": 0.1,
  "3.1.5.2(1)": 0.4,
  "3.1.5.2(2)(c)": 0.9,
  "3.1.5.2(3)": 0,
  "3.1.5.2(4)": 0.3,
  "3.1.5.2(4)(c)": 0.5,
  "3.2.1": -0.1,
  "3.2.1.2": 0.4,
  "3.2.2.1": 0.2,
  "3.2.2.1(2)": -0.3,
  "3.2.2.2": 0.5,
  "3.2.3": 0,
  "3.2.3.1(3)": -0.3,
  "3.3.1.1(1)": 0.1,
  "3.3.1.1(2)": 0.8,
  "3.3.1.1(3)": 0.4,
  "3.3.1.2": 0.7,
  "3.3.2": 0.6,
};

/** Probability of 該当なし for a critical system, by section: some kinds of systems lack the section's subject. */
const ABSENT: Readonly<Record<string, number>> = {
  "3.1.4.3(4)": 0.55,
  "3.1.5.1(2)(c)": 0.2,
  "3.1.5.1(2)(e)": 0.35,
  "3.1.5.2(2)(c)": 0.2,
  "3.1.5.2(3)(a)": 0.6,
  "3.1.5.2(3)(b)": 0.45,
  "3.1.5.2(3)(c)": 0.5,
  "3.1.5.2(3)(d)": 0.2,
  "3.1.5.2(4)(b)": 0.3,
  "3.1.5.2(4)(c)": 0.5,
  "3.1.5.2(4)(d)": 0.55,
};

const USUALLY_ABSENT: Readonly<Record<AnsweringRole, number>> = {
  ...{ handler: 0.012, systemAdministrator: 0.025, securityManager: 0.03, ciso: 0.006 },
  ...{ executive: 0, securityCommittee: 0, exemptionReviewer: 0, auditor: 0 },
};

/** Finds the value of the longest key that a section's number begins with; each number is looked up once. */
function byBeginning(table: Readonly<Record<string, number>>): (code: string) => number | null {
  const longestFirst = Object.entries(table).sort(([one], [other]) => other.length - one.length);
  const known = new Memo<string, number | null>();
  return (code) => known.of(code, () => longestFirst.find(([beginning]) => code.startsWith(beginning))?.[1] ?? null);
}

const hardnessOf = byBeginning(HARDNESS);
const absenceOf = byBeginning(ABSENT);

export const hardness = (code: string): number => hardnessOf(code) ?? 0;

/** Probability that the section's subject does not exist where the role answers. */
export const absence = (code: string, role: AnsweringRole): number => (role === "systemAdministrator" ? absenceOf(code) : null) ?? USUALLY_ABSENT[role];
