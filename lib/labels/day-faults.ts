import type { DayFault } from "@/lib/domain/shared/day";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { dayText } from "@/lib/labels/japanese-date";

/** 「回答の期限（2025年12月4日）は、2026年11月29日から2027年11月29日までの日にしてください。」 */
const faultText = (label: string, { value, earliest, latest }: DayFault<string>): string =>
  `${label}（${dayText(value)}）は、${dayText(earliest)}から${dayText(latest)}までの日にしてください。`;

/** Unacceptable days as a refusal that names each field with its value and the accepted range; null if there are none. */
export function dayRefusal<Field extends string>(
  faults: readonly DayFault<Field>[],
  labels: Readonly<Record<Field, string>>,
  before = "",
  after = "",
): Refusal<"invalid_input"> | null {
  if (faults.length === 0) return null;
  const fields = faults.map((fault) => ({ path: fault.field, message: faultText(labels[fault.field], fault) }));
  return refusal("invalid_input", `${before}${fields.map(({ message }) => message).join("")}${after}`, { fields });
}
