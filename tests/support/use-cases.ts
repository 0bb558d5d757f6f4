import path from "node:path";
import type { Declaration } from "@/lib/server/use-cases/declaration";
import type { UseCase } from "@/lib/server/use-cases/use-case";
import { sourceFiles } from "@/tests/architecture/sources";

export interface Declared {
  /** The module that exports it, and under which name. */
  readonly file: string;
  readonly exported: string;
  readonly declaration: Declaration;
}

const isUseCase = (value: unknown): value is UseCase<never, unknown> => typeof value === "function" && "declaration" in value;

/** Every use case that a module of a feature exports, with or without an API route, and every reading for a page. */
export async function declaredUseCases(): Promise<Declared[]> {
  const files = sourceFiles().filter((file) => /^lib\/features\/.*\/(?:queries|commands|pages)\.ts$/.test(file));
  const modules = await Promise.all(
    files.map(async (file) => [file, (await import(/* @vite-ignore */ path.resolve(file))) as Record<string, unknown>] as const),
  );
  return modules.flatMap(([file, module]) =>
    Object.entries(module).flatMap(([exported, value]) => (isUseCase(value) ? [{ file, exported, declaration: value.declaration }] : [])),
  );
}
