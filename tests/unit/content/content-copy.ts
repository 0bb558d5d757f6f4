import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const CONTENT_ROOT = fileURLToPath(new URL("../../../content", import.meta.url));

/** The content in a folder that a test may damage. Files are named by their path below content/. */
export interface ContentCopy {
  readonly root: string;
  /** Replaces the first occurrence in a file; returns its 1-based line. */
  readonly edit: (file: string, before: string, after: string) => number;
  /** Appends to a file; returns the first line added. */
  readonly append: (file: string, text: string) => number;
  /** Writes a file that the content may not have. */
  readonly write: (file: string, text: string) => void;
  /** Removes a file or a folder. */
  readonly remove: (file: string) => void;
}

/** Made once for all tests of a process: copying and removing the files for each was a third of these tests' time. */
let shared: string | undefined;

function sharedRoot(): string {
  if (shared !== undefined) return shared;
  const folder = mkdtempSync(join(tmpdir(), "content-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  shared = join(folder, "content");
  cpSync(CONTENT_ROOT, shared, { recursive: true });
  return shared;
}

/** A copy of the real content, for one test to damage; what it changed is as before when it has finished. */
export function copyContent(): ContentCopy {
  const root = sharedRoot();
  const changed = new Set<string>();
  onTestFinished(() => {
    for (const file of changed) {
      if (existsSync(join(CONTENT_ROOT, file))) cpSync(join(CONTENT_ROOT, file), join(root, file), { recursive: true });
      else rmSync(join(root, file));
    }
  });
  const write = (file: string, text: string): void => {
    changed.add(file);
    writeFileSync(join(root, file), text);
  };
  return {
    root,
    write,
    edit: (file, before, after) => {
      const text = readFileSync(join(root, file), "utf8");
      const at = text.indexOf(before);
      if (at === -1) throw new Error(`${file} does not hold ${before}`);
      write(file, text.slice(0, at) + after + text.slice(at + before.length));
      return text.slice(0, at).split("\n").length;
    },
    append: (file, added) => {
      const text = readFileSync(join(root, file), "utf8").trimEnd();
      write(file, `${text}\n${added}\n`);
      return text.split("\n").length + 1;
    },
    remove: (file) => {
      changed.add(file);
      rmSync(join(root, file), { recursive: true });
    },
  };
}
