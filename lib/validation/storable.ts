import type { FieldProblem } from "@/lib/domain/shared/refusal";

/** NUL and unpaired surrogates, which the database cannot store. */
const UNSTORABLE = /[\u0000\p{Cs}]/u;
const MESSAGE = "保存できない文字が入っています。打ち直してください。";

/** Whether the database stores the text unchanged. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** Paths in a parsed part of a request whose text the database cannot store. */
export function unstorable(value: unknown, path: string): FieldProblem[] {
  if (typeof value === "string") return isStorable(value) ? [] : [{ path, message: MESSAGE }];
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, part]) => unstorable(part, path === "" ? key : `${path}.${key}`));
}
