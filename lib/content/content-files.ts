import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { EditionFiles } from "@/lib/content/edition-files";
import { namesIn, readEditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import type { CrosswalkFileValue, SectorEntry } from "@/lib/content/schema";
import { crosswalkFile, sectorFile } from "@/lib/content/schema";
import type { ContentFile } from "@/lib/content/yaml-file";
import { readYamlFile } from "@/lib/content/yaml-file";

/** Everything under `content/`, parsed but not yet checked across files. */
export interface ContentFiles {
  readonly editions: readonly EditionFiles[];
  readonly crosswalks: readonly ContentFile<CrosswalkFileValue>[];
  readonly sectors: readonly ContentFile<SectorEntry>[];
}

/** Reads the YAML files of a folder below the content root, by name; adds their errors to `findings`. */
function readFolder<Schema extends z.ZodType>(contentRoot: string, folder: string, schema: Schema, findings: Finding[]): ContentFile<z.output<Schema>>[] {
  return namesIn(join(contentRoot, folder))
    .filter((entry) => entry.endsWith(".yaml"))
    .flatMap((name) => {
      const result = readYamlFile(`content/${folder}/${name}`, readFileSync(join(contentRoot, folder, name), "utf8"), schema);
      if (result.ok) return [result.value];
      findings.push(...result.refusal);
      return [];
    });
}

/** Reads `sectors/*.yaml`. */
export function readSectorFiles(contentRoot: string, findings: Finding[]): ContentFile<SectorEntry>[] {
  if (namesIn(join(contentRoot, "sectors")).length === 0) {
    findings.push({ file: "content/sectors", line: 1, field: "", message: "分野のファイルがありません" });
  }
  return readFolder(contentRoot, "sectors", sectorFile, findings);
}

/**
 * Reads `sectors/*.yaml`, `guidelines/<指針>/<版>/` and `crosswalks/*.yaml`. Files are named `content/…` wherever the root is,
 * so that findings and exports are the same on every machine.
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
  const crosswalks = readFolder(contentRoot, "crosswalks", crosswalkFile, findings);
  return { files: { editions, crosswalks, sectors: readSectorFiles(contentRoot, findings) }, findings };
}
