import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { formatFinding } from "@/lib/content/finding";
import { readYamlFile } from "@/lib/content/yaml-file";
import type { GapThresholds } from "@/lib/domain/gap/facts";

const whole = z.string().regex(/^\d+$/, { error: "整数で書いてください" }).transform(Number);

const gapFile = z.strictObject({
  lowGraspPercent: whole.refine((percent) => percent <= 100, { error: "100 までの整数で書いてください" }),
  shortReason: whole,
  emptyReasons: z.array(z.string()),
  repeatedReason: whole.refine((count) => count >= 2, { error: "2 以上の整数で書いてください" }),
});

/** Thresholds of the gap report's rules, `thresholds/gap.yaml` under the content root. Throws, with file, line and field, if they cannot be read. */
export function loadGapThresholds(contentRoot: string): GapThresholds {
  const text = readFileSync(join(contentRoot, "thresholds", "gap.yaml"), "utf8");
  const read = readYamlFile("content/thresholds/gap.yaml", text, gapFile);
  if (!read.ok) throw new Error(read.refusal.map(formatFinding).join("\n"));
  return read.value.value;
}
