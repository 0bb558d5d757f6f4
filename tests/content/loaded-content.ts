import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatFinding } from "@/lib/content/finding";
import { loadEditions } from "@/lib/content/load";
import type { Edition } from "@/lib/domain/guideline/edition";

export const CONTENT_ROOT = fileURLToPath(new URL("../../content", import.meta.url));

export function loadEdition(id: string): Edition {
  const loaded = loadEditions(CONTENT_ROOT);
  if (!loaded.ok) throw new Error(loaded.refusal.map(formatFinding).join("\n"));
  const edition = loaded.value.find((candidate) => candidate.id === id);
  if (edition === undefined) throw new Error(`${id} is not in the content`);
  return edition;
}

/** The source as stored, read without `lib/content`; index 0 is line 1. */
export function sourceLines(edition: Edition): string[] {
  return readFileSync(fileURLToPath(new URL(`../../${edition.source.file}`, import.meta.url)), "utf8").split("\n");
}

export const measuresOf = ({ items }: Edition) => items.filter(({ kind }) => kind === "measure");
export const examplesOf = ({ items }: Edition) => items.filter(({ kind }) => kind === "example");
