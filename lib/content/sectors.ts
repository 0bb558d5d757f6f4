import { readSectorFiles } from "@/lib/content/content-files";
import { type Finding, formatFinding } from "@/lib/content/finding";
import type { SectorEntry } from "@/lib/content/schema";

/** The sectors under the content root, without the editions that they name. Throws, with file, line and field, if they cannot be read. */
export function loadSectors(contentRoot: string): readonly SectorEntry[] {
  const findings: Finding[] = [];
  const files = readSectorFiles(contentRoot, findings);
  if (findings.length > 0) throw new Error(findings.map(formatFinding).join("\n"));
  return files.map(({ value }) => value);
}
