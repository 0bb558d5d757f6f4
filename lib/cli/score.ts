import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type CommandIo, EXIT_FAILED, EXIT_MISUSED, EXIT_OK, type Run } from "@/lib/cli/command";
import { formatFinding } from "@/lib/content/finding";
import { loadEditions } from "@/lib/content/load";
import type { AnswersFile, AnswersFileRefusal } from "@/lib/domain/scoring/answers-file";
import { scoreFile, scoresJson } from "@/lib/domain/scoring/score";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

const nothing = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

const answersFile = z.strictObject({
  edition: z.string({ error: "版の id を文字列で書いてください" }),
  sheets: z.array(
    z.strictObject({
      id: z.string({ error: "点検票の番号を文字列で書いてください" }),
      role: z.string({ error: "回答する役割を文字列で書いてください" }),
      department: nothing,
      system: nothing,
      handedIn: z.boolean({ error: "true か false にしてください" }),
      items: z.array(z.string(), { error: "項目の番号の並びにしてください" }),
      answers: z.record(z.string(), z.string(), { error: "項目の番号と回答の組にしてください" }),
    }),
    { error: "点検票の並びにしてください" },
  ),
});

function refusalText(cause: AnswersFileRefusal): string {
  switch (cause.code) {
    case "wrongEdition":
      return `版「${cause.edition}」の回答です。`;
    case "duplicateSheet":
      return `点検票「${cause.sheet}」が二度あります。`;
    case "unknownRole":
      return `点検票「${cause.sheet}」の役割「${cause.role}」は、回答する役割ではありません。`;
    case "unknownItem":
      return `点検票「${cause.sheet}」の項目「${cause.item}」は、この版にありません。`;
    case "duplicateItem":
      return `点検票「${cause.sheet}」の項目「${cause.item}」が二度あります。`;
    case "unaskedItem":
      return `点検票「${cause.sheet}」で聞いていない項目「${cause.item}」に回答があります。`;
    case "unknownStatus":
      return `点検票「${cause.sheet}」の項目「${cause.item}」の回答「${cause.status}」は、implemented・partial・notImplemented・notApplicable のどれでもありません。`;
  }
}

function readAnswers(file: string): Result<AnswersFile, readonly string[]> {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    return refused([`${file} を読めません（${(error as NodeJS.ErrnoException).code ?? "理由は分かりません"}）。`]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused([`${file} は JSON として読めません。`]);
  }
  const parsed = answersFile.safeParse(value);
  if (parsed.success) return granted(parsed.data);
  return refused(
    parsed.error.issues.map(({ path: place, message, code, ...issue }) =>
      code === "unrecognized_keys" && "keys" in issue
        ? `${file}: ${[...place, ...issue.keys].join(".")}: 知らない項目名です`
        : `${file}: ${place.join(".") || "全体"}: ${message}`,
    ),
  );
}

const say = (io: CommandIo, lines: readonly string[], code: number): Promise<number> => {
  for (const line of lines) io.error(line);
  return Promise.resolve(code);
};

/** `portal score FILE`: the scores of an export of answers as JSON on standard output, from the content alone. */
export const run: Run = (args, io) => {
  const [name] = args;
  if (name === undefined) return say(io, ["採点するファイルを指定してください（例：score answers.json）。"], EXIT_MISUSED);
  const file = readAnswers(path.resolve(io.directory, name));
  if (!file.ok) return say(io, file.refusal, EXIT_FAILED);
  const editions = loadEditions(path.resolve("content"));
  if (!editions.ok) return say(io, editions.refusal.map(formatFinding), EXIT_FAILED);
  const edition = editions.value.find(({ id }) => id === file.value.edition);
  if (edition === undefined) {
    const known = editions.value.map(({ id }) => id).join("、");
    return say(io, [`版「${file.value.edition}」はありません。在るのは ${known} です。`], EXIT_FAILED);
  }
  const scores = scoreFile(edition, file.value);
  if (!scores.ok) return say(io, [refusalText(scores.refusal)], EXIT_FAILED);
  const codes = new Map(edition.sections.map(({ id, code }) => [id, code]));
  io.out(
    JSON.stringify(
      scoresJson(scores.value, (id) => codes.get(id) ?? id),
      null,
      2,
    ),
  );
  return Promise.resolve(EXIT_OK);
};
