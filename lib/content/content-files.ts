import { readFileSync } from "node:fs";
import { join } from "node:path";
import { namesIn, readEditionFiles } from "@/lib/content/edition-files";
import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import { crosswalkFile } from "@/lib/content/schema";
import type { CrosswalkFileValue } from "@/lib/content/schema";
import { readYamlFile } from "@/lib/content/yaml-file";
import type { ContentFile } from "@/lib/content/yaml-file";

/** Everything under `content/`, read but not yet checked across files. */
export interface ContentFiles {
  readonly editions: readonly EditionFiles[];
  readonly crosswalks: readonly ContentFile<CrosswalkFileValue>[];
}

/**
 * Reads `guidelines/<指針>/<版>/` and `crosswalks/*.yaml`. Files are named `content/…` wherever the root lies, so that
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
  return { files: { editions, crosswalks }, findings };
}
