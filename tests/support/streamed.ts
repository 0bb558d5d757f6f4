import type { AnswersFile } from "@/lib/domain/scoring/answers-file";
import type { Streamed } from "@/lib/server/use-cases/operation";

/** The whole of an export of answers, read to its end. */
export const readExport = async (streamed: unknown): Promise<AnswersFile> => (await new Response((streamed as Streamed).pieces).json()) as AnswersFile;
