import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const CONTENT_ROOT = fileURLToPath(new URL("../../../content", import.meta.url));

export interface ContentCopy {
  readonly root: string;
  /** Replaces the first occurrence in a file (path below content/); returns its 1-based line. */
  readonly edit: (file: string, before: string, after: string) => number;
  /** Appends to a file; returns the first line added. */
  readonly append: (file: string, text: string) => number;
}

/** Copies the real content to a temporary folder, for one test to damage; removed afterwards. */
export function copyContent(): ContentCopy {
  const root = join(mkdtempSync(join(tmpdir(), "content-")), "content");
  cpSync(CONTENT_ROOT, root, { recursive: true });
  onTestFinished(() => rmSync(join(root, ".."), { recursive: true, force: true }));
  return {
    root,
    edit: (file, before, after) => {
      const path = join(root, file);
      const text = readFileSync(path, "utf8");
      const at = text.indexOf(before);
      if (at === -1) throw new Error(`${file} does not hold ${before}`);
      writeFileSync(path, text.slice(0, at) + after + text.slice(at + before.length));
      return text.slice(0, at).split("\n").length;
    },
    append: (file, added) => {
      const path = join(root, file);
      const text = readFileSync(path, "utf8").trimEnd();
      writeFileSync(path, `${text}\n${added}\n`);
      return text.split("\n").length + 1;
    },
  };
}
