import { expect } from "vitest";
import type { Finding } from "@/lib/content/finding";
import { loadEditions } from "@/lib/content/load";
import { copyContent } from "./content-copy";

export const KUKO = "guidelines/kuko/2";
export const SHISHIN = "guidelines/shishin/3";
export const CROSSWALK = "crosswalks/shishin-3--kuko-2.yaml";

/** A plausible mistake, and the finding that the check must report. */
export interface WrongEdit {
  readonly name: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Number of lines from the first character of `before` to the reported line. */
  readonly linesBelow?: number;
  readonly field: RegExp;
  readonly message: RegExp;
}

const JAPANESE = /[ぁ-ん]/;

/** The findings that prevent loading the content, each in Japanese. */
export function findingsOf(root: string): readonly Finding[] {
  const loaded = loadEditions(root);
  if (loaded.ok) throw new Error("the content was loaded");
  for (const { message } of loaded.refusal) expect(message).toMatch(JAPANESE);
  return loaded.refusal;
}

/** Makes the edit in a copy of the content and expects its refusal with file, line and field. */
export function seeRefused({ file, before, after, linesBelow = 0, field, message }: WrongEdit): void {
  const copy = copyContent();
  const line = copy.edit(file, before, after) + linesBelow;
  expect(findingsOf(copy.root)).toContainEqual({
    file: `content/${file}`,
    line,
    field: expect.stringMatching(field),
    message: expect.stringMatching(message),
  });
}
