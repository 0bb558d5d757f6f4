import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Finding } from "@/lib/content/finding";
import {
  correctionsFile,
  definitionsFile,
  footnotesFile,
  glossaryFile,
  guidelineFile,
  linksFile,
  markersFile,
  referencesFile,
  rolesFile,
  sectionsFile,
} from "@/lib/content/schema";
import type { ContentFile } from "@/lib/content/yaml-file";
import { readYamlFile } from "@/lib/content/yaml-file";

type FileOf<Schema extends z.ZodType> = ContentFile<z.output<Schema>>;

/** The parsed files of one edition; `null` for a missing optional file. */
export interface EditionFiles {
  /** `content/guidelines/kuko/2` */
  readonly folder: string;
  readonly guideline: FileOf<typeof guidelineFile>;
  readonly sections: readonly FileOf<typeof sectionsFile>[];
  readonly roles: FileOf<typeof rolesFile>;
  readonly definitions: FileOf<typeof definitionsFile> | null;
  readonly glossary: FileOf<typeof glossaryFile> | null;
  readonly references: FileOf<typeof referencesFile> | null;
  readonly links: FileOf<typeof linksFile> | null;
  readonly footnotes: FileOf<typeof footnotesFile> | null;
  readonly corrections: FileOf<typeof correctionsFile> | null;
  readonly markers: FileOf<typeof markersFile> | null;
  /** The source text as stored; `null` if the file named in guideline.yaml is missing. */
  readonly source: Buffer | null;
}

const OPTIONAL_FILES = {
  definitions: definitionsFile,
  glossary: glossaryFile,
  references: referencesFile,
  links: linksFile,
  footnotes: footnotesFile,
  corrections: correctionsFile,
  markers: markersFile,
} as const;
const KNOWN_NAMES = new Set(["guideline", "roles", ...Object.keys(OPTIONAL_FILES)].map((name) => `${name}.yaml`));

export const namesIn = (path: string): string[] => (existsSync(path) ? readdirSync(path).sort() : []);

/** Reads a folder of the content; collects findings, so that one run shows all errors of all files. */
export function readEditionFiles(path: string, folder: string, findings: Finding[]): EditionFiles | null {
  const read = <Schema extends z.ZodType>(name: string, schema: Schema): FileOf<Schema> | null => {
    const result = readYamlFile(`${folder}/${name}`, readFileSync(join(path, name), "utf8"), schema);
    if (result.ok) return result.value;
    findings.push(...result.refusal);
    return null;
  };
  const readRequired = <Schema extends z.ZodType>(name: string, schema: Schema): FileOf<Schema> | null => {
    if (existsSync(join(path, name))) return read(name, schema);
    findings.push({ file: `${folder}/${name}`, line: 1, field: "", message: "ファイルがありません" });
    return null;
  };
  const readOptional = <Schema extends z.ZodType>(name: string, schema: Schema): FileOf<Schema> | null =>
    existsSync(join(path, name)) ? read(name, schema) : null;

  for (const name of namesIn(path)) {
    // Without this check, a misspelt file would be ignored silently.
    if (!/\.ya?ml$/.test(name) || KNOWN_NAMES.has(name)) continue;
    findings.push({ file: `${folder}/${name}`, line: 1, field: "", message: "知らないファイル名です" });
  }

  const guideline = readRequired("guideline.yaml", guidelineFile);
  const roles = readRequired("roles.yaml", rolesFile);
  const sectionNames = namesIn(join(path, "sections")).filter((name) => name.endsWith(".yaml"));
  if (sectionNames.length === 0) {
    findings.push({ file: `${folder}/sections`, line: 1, field: "", message: "節のファイルがありません" });
  }
  const sections = sectionNames.flatMap((name) => read(`sections/${name}`, sectionsFile) ?? []);
  const optional = {
    definitions: readOptional("definitions.yaml", OPTIONAL_FILES.definitions),
    glossary: readOptional("glossary.yaml", OPTIONAL_FILES.glossary),
    references: readOptional("references.yaml", OPTIONAL_FILES.references),
    links: readOptional("links.yaml", OPTIONAL_FILES.links),
    footnotes: readOptional("footnotes.yaml", OPTIONAL_FILES.footnotes),
    corrections: readOptional("corrections.yaml", OPTIONAL_FILES.corrections),
    markers: readOptional("markers.yaml", OPTIONAL_FILES.markers),
  };
  if (guideline === null || roles === null) return null;
  const sourcePath = join(path, guideline.value.source.file);
  const source = existsSync(sourcePath) ? readFileSync(sourcePath) : null;
  return { folder, guideline, sections, roles, ...optional, source };
}
