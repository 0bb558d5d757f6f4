import type { FileBody, Streamed } from "@/lib/server/use-cases/operation";

/** A list as a file. */
export const listFile = (...lines: string[]): Uint8Array => new TextEncoder().encode(lines.join("\r\n"));

/** An exported file, as it is sent back. */
export function sentBack(exported: FileBody | Streamed): Uint8Array {
  if (!("file" in exported) || typeof exported.file !== "string") throw new Error("no text was exported");
  return new TextEncoder().encode(exported.file);
}

interface Refused {
  readonly ok: boolean;
  readonly refusal?: { readonly fields?: readonly { readonly path: string }[] };
}

/** The places in the file that a refusal names. */
export const linesOf = ({ refusal }: Refused): string[] => refusal?.fields?.map(({ path }) => path) ?? [];
