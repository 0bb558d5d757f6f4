import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EditionFiles } from "@/lib/content/edition-files";
import { namesIn, readEditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import type { CrosswalkFileValue, SectorsFileValue } from "@/lib/content/schema";
import { crosswalkFile, sectorsFile } from "@/lib/content/schema";
import type { ContentFile } from "@/lib/content/yaml-file";
import { readYamlFile } from "@/lib/content/yaml-file";

/** Everything under `content/`, read but not yet checked across files. */
export interface ContentFiles {
  readonly editions: readonly EditionFiles[];
  readonly crosswalks: readonly ContentFile<CrosswalkFileValue>[];
  /** `null` only where a finding says why. */
  readonly sectors: ContentFile<SectorsFileValue> | null;
}

const SECTORS_NAME = "content/sectors.yaml";

function readSectors(contentRoot: string, findings: Finding[]): ContentFile<SectorsFileValue> | null {
  const path = join(contentRoot, "sectors.yaml");
  if (!existsSync(path)) {
    findings.push({ file: SECTORS_NAME, line: 1, field: "", message: "ファイルがありません" });
    return null;
  }
  const result = readYamlFile(SECTORS_NAME, readFileSync(path, "utf8"), sectorsFile);
  if (result.ok) return result.value;
  findings.push(...result.refusal);
  return null;
}

/**
 * Reads `sectors.yaml`, `guidelines/<指針>/<版>/` and `crosswalks/*.yaml`. Files are named `content/…` wherever the root lies, so that
 * findings and exports read the same on every machine.
 */
export function readContentFiles(contentRoot: string): { readonly files: ContentFiles; readonly findings: Finding[] } {
  const findings: Finding[] = [];
  const editions: EditionFiles[] = [];
  for (const guideline of namesIn(join(contentRoot, "guidelines"))) {
    for (const edition of namesIn(join(contentRoot, "guidelines", guideline))) {
      const path = join(contentRoot, "guidelines", guideline, edition);
      const files = readEditionFiles(path, `content/guidelines/${guideline}/${edition}`, findings);
      if (files !== null) editions.push(files);
    }
  }
  const crosswalks: ContentFile<CrosswalkFileValue>[] = [];
  for (const name of namesIn(join(contentRoot, "crosswalks")).filter((entry) => entry.endsWith(".yaml"))) {
    const text = readFileSync(join(contentRoot, "crosswalks", name), "utf8");
    const result = readYamlFile(`content/crosswalks/${name}`, text, crosswalkFile);
    if (result.ok) crosswalks.push(result.value);
    else findings.push(...result.refusal);
  }
  return { files: { editions, crosswalks, sectors: readSectors(contentRoot, findings) }, findings };
}
