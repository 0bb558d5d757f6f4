import { granted, type Result } from "@/lib/domain/shared/result";
import { cycleParams as params } from "@/lib/features/cycles/record/schema";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import * as schema from "@/lib/features/results/figures/schema";
import { readGapReport, readScores } from "@/lib/features/results/gap-report/queries";
import { gapReportCsv } from "@/lib/features/results/gap-report-files/csv";
import { gapReportJson } from "@/lib/features/results/gap-report-files/json";
import { type Operation, operation } from "@/lib/server/use-cases/operation";

const tag = "採点と報告書";

const mapped = <From, To, Refusal>(result: Result<From, Refusal>, to: (value: From) => To): Result<To, Refusal> =>
  result.ok ? granted(to(result.value)) : result;

export const scoreOperations: readonly Operation[] = [
  operation({
    id: "getScores",
    method: "GET",
    path: "/cycles/{cycleId}/scores",
    tag,
    summary: "採点（役割・部署・重要システム・観点・節ごとにも）",
    params,
    query: schema.scoresQuery,
    status: 200,
    response: schema.scoresAnswer,
    handle: ({ visitor, now }, input) => readScores(visitor, input.params.cycleId, input.query, now),
  }),
  operation({
    id: "getGapReport",
    method: "GET",
    path: "/cycles/{cycleId}/gap-report.json",
    tag,
    summary: "要改善事項報告書",
    params,
    status: 200,
    response: schema.gapReportAnswer,
    handle: async ({ visitor, now }, input) =>
      mapped(await readGapReport(visitor, input.params.cycleId, now), ({ report, names }) => gapReportJson(report, names)),
  }),
  operation({
    id: "getGapReportCsv",
    method: "GET",
    path: "/cycles/{cycleId}/gap-report.csv",
    tag,
    summary: "要改善事項報告書（CSV、UTF-8 BOM付き）",
    params,
    status: 200,
    response: { contentType: "text/csv" },
    handle: async ({ visitor, now }, input) =>
      mapped(await readGapReport(visitor, input.params.cycleId, now), ({ report, names, index }) => ({
        file: gapReportCsv(report, names, index.titles),
        contentType: "text/csv; charset=utf-8",
        fileName: `要改善事項報告書_${report.cover.cycle.title.replaceAll(/[\\/:*?"<>|]/g, "_")}.csv`,
      })),
  }),
  operation({
    id: "exportAnswers",
    method: "GET",
    path: "/cycles/{cycleId}/answers.json",
    tag,
    summary: "回答の書き出し（portal score が読む形）",
    params,
    status: 200,
    response: schema.answersFile,
    handle: ({ visitor, now }, input) => exportAnswers(visitor, input.params.cycleId, now),
  }),
];
