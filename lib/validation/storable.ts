import type { FieldProblem } from "@/lib/domain/shared/refusal";

/** NUL and halves of surrogate pairs: the database keeps neither. */
const UNSTORABLE = /[\u0000\p{Cs}]/u;
const MESSAGE = "保存できない文字が入っています。打ち直してください。";

/** Whether a database keeps the text as it is. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** Places in a parsed part of a request whose text no database keeps. */
export function unstorable(value: unknown, path: string): FieldProblem[] {
  if (typeof value === "string") return isStorable(value) ? [] : [{ path, message: MESSAGE }];
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([key, part]) => unstorable(part, path === "" ? key : `${path}.${key}`));
}
