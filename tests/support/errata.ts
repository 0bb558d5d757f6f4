import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { importContent } from "@/lib/launch/content-import/import-content";

/** A measure whose text an erratum corrects, as printed and as corrected. */
export const ERRATUM = {
  item: "kuko-2:3.1.2.6-3:1",
  found: "個人データ取扱台帳の整備し",
  corrected: "個人データ取扱台帳を整備し",
} as const;

/** Replaces the file's text by the result of `change`. */
function rewrite(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`nothing was changed in ${file}`);
  writeFileSync(file, changed);
}

/** The content with `ERRATUM` as the second revision of its edition, imported as a start would. */
export async function importErratum(ownerUrl: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "kijun-erratum-"));
  const edition = path.join(folder, "guidelines/kuko/2");
  const { found, corrected } = ERRATUM;
  try {
    cpSync("content", folder, { recursive: true });
    rewrite(path.join(edition, "guideline.yaml"), (text) => text.replace("revision: 1", "revision: 2"));
    rewrite(path.join(edition, "sections/11-plan-information.yaml"), (text) => text.replace(found, corrected));
    rewrite(path.join(edition, "corrections.yaml"), (text) =>
      text.replace(`kind: note, found: ${found}, reason: `, `kind: correction, found: ${found}, corrected: ${corrected}, reason: `),
    );
    await importContent(ownerUrl, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
