import { type CsvCell, csvLines } from "@/lib/documents/csv";
import type { AuditEntry } from "@/lib/features/admin/record/schema";
import { auditActionText, targetText } from "@/lib/labels/audit-words";

const HEAD = [
  "日時",
  "だれが",
  "アカウントのID",
  "操作",
  "操作の名",
  "対象",
  "対象のID",
  "結果",
  "詳しい内容",
  "送信元",
  "ブラウザなど",
  "セッションのID",
  "アクセストークンのID",
];

/** The first line of an audit trail as CSV. */
export const auditCsvHead = (): string => csvLines([HEAD]);

const rowOf = (entry: AuditEntry): readonly CsvCell[] => [
  ...[entry.at, entry.accountName, entry.accountId, auditActionText(entry.action), entry.action],
  ...[targetText(entry.target, entry.targetName), entry.target, entry.outcome === "done" ? "済み" : "拒否", JSON.stringify(entry.detail)],
  ...[entry.sourceAddress, entry.userAgent, entry.sessionId, entry.tokenId],
];

export const auditCsvRows = (entries: readonly AuditEntry[]): string => csvLines(entries.map(rowOf));
