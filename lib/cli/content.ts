import { assembleEditions } from "@/lib/content/assemble";
import { readContentFiles } from "@/lib/content/content-files";
import type { Coverage } from "@/lib/content/coverage";
import { coverageOf } from "@/lib/content/coverage";
import { exportEdition } from "@/lib/content/export";
import { formatFinding } from "@/lib/content/finding";
import { loadEditions } from "@/lib/content/load";
import { verifyContent } from "@/lib/content/verify";
import type { Edition } from "@/lib/domain/guideline/edition";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { StartupError } from "@/lib/server/environment/startup-error";

/** `portal content check`: every finding as `file:line: field: message`, then per edition the counts and the coverage. */
export function contentCheck(contentRoot: string): { readonly ok: boolean; readonly lines: string[] } {
  const { files, findings: unreadable } = readContentFiles(contentRoot);
  const findings = unreadable.length > 0 ? unreadable : verifyContent(files);
  if (findings.length > 0) {
    return { ok: false, lines: [...findings.map(formatFinding), `誤りが${findings.length}件あります。`] };
  }
  const editions = assembleEditions(files);
  const coverages = files.editions.map(coverageOf);
  if (editions.length === 0) return { ok: false, lines: [`${contentRoot} に指針もガイドラインもありません。`] };
  return {
    ok: true,
    lines: [
      ...editions.flatMap((edition, index) => {
        const coverage = coverages[index];
        return [...countLines(edition), ...(coverage === undefined ? [] : coverageLines(coverage))];
      }),
      `分野: ${files.sectors.map(({ value: { id, name } }) => `${id} ${name}`).join("、")}`,
    ],
  };
}

/** `portal content export EDITION`: the edition as JSON text. Throws with a message for the terminal if it cannot. */
export function contentExport(contentRoot: string, editionId: string): string {
  const loaded = loadEditions(contentRoot);
  if (!loaded.ok) throw new StartupError(loaded.refusal.map(formatFinding).join("\n"));
  const edition = loaded.value.find(({ id }) => id === editionId);
  if (edition === undefined) {
    const known = loaded.value.map(({ id }) => id).join("、");
    throw new StartupError(`版「${editionId}」はありません。在るのは ${known} です。`);
  }
  return `${JSON.stringify(exportEdition(edition), null, 2)}\n`;
}

function countLines({ id, title, editionLabel, items, sections }: Edition): string[] {
  const measures = items.filter(({ kind }) => kind === "measure");
  const required = measures.filter(({ tier }) => tier === "required").length;
  const roles = ANSWERING_ROLES.map((role) => ({
    role,
    count: measures.filter(({ answeredBy }) => answeredBy.includes(role)).length,
  })).filter(({ count }) => count > 0);
  return [
    `${id}  ${title}（${editionLabel}）`,
    `  節 ${sections.length}、対策項目 ${measures.length}（required ${required}、reference ${measures.length - required}）、` +
      `具体例 ${items.length - measures.length}`,
    `  回答する役割ごとの対策項目: ${roles.map(({ role, count }) => `${role} ${count}`).join("、")}`,
  ];
}

/** `verifyContent` has already found any missing character, so only the markers are listed. */
const coverageLines = ({ characters, inMarkers, markers }: Coverage): string[] => [
  `  原文の網羅: 100 %（${characters} 字。うち記号${inMarkers}字）`,
  ...markers.map(({ marker, meaning, count }) => `  記号 ${marker} ${count} 回（${meaning}）`),
];
