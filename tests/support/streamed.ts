import type { AnswersFile } from "@/lib/domain/scoring/answers-file";
import type { Streamed } from "@/lib/server/use-cases/operation";

/** The whole text of an export, read to its end. */
export const textOf = (streamed: unknown): Promise<string> => new Response((streamed as Streamed).pieces).text();

/** The whole of an export of answers, read to its end. */
export const readExport = async (streamed: unknown): Promise<AnswersFile> => JSON.parse(await textOf(streamed)) as AnswersFile;
