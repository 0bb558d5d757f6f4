import { chance, choose, happens } from "@/lib/demo/days/chance";
import { INFORMATION_WORDING } from "@/lib/demo/wording/information";
import { POLICY_WORDING } from "@/lib/demo/wording/policy";
import { SYSTEM_WORDING } from "@/lib/demo/wording/systems";
import type { Wording } from "@/lib/demo/wording/wording";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { Memo } from "@/lib/domain/shared/memo";

const ALL: readonly Wording[] = [...POLICY_WORDING, ...INFORMATION_WORDING, ...SYSTEM_WORDING];

const HANDLER: Omit<Wording, "sections" | "evidence"> = {
  partial: [
    "忙しい時間帯は離席時の画面ロックを忘れることがあります。",
    "手順は知っていますが、急ぎのときに上長の許可が後になることがあります。",
    "引継ぎ用の紙のメモをその日のうちに処分できないことがあります。",
    "研修で聞きましたが、具体的にどの情報が対象か自信がありません。",
  ],
  notImplemented: [
    "やり方を教わっていません。",
    "対象になる情報がどれか分からず、意識していませんでした。",
    "配属されたばかりで、手順書をまだ読めていません。",
  ],
  notApplicable: ["窓口業務だけで、情報システムにログインしないため。", "社外へ情報を送る業務を担当していないため。", "委託先とやり取りする業務がないため。"],
};

/** Empty reasons, as people write them. */
const UNUSABLE: readonly [string, ...string[]] = ["なし", "特になし", "対象外", "該当なし", "－"];

const wordingFor = (code: string): Wording | null => {
  const length = ({ sections }: Wording): number => Math.max(0, ...sections.filter((one) => code.startsWith(one)).map((one) => one.length));
  return ALL.filter((one) => length(one) > 0).sort((one, other) => length(other) - length(one))[0] ?? null;
};
const kept = new Memo<string, Wording | null>();
const knownWording = (code: string): Wording | null => kept.of(code, () => wordingFor(code));

const REMARK_SHARE: Partial<Record<AnswerStatus, number>> = { partial: 0.38, notImplemented: 0.45 };

/** A respondent's remark on an answer; mostly null. The same key has the same remark in every cycle. */
export function remarkOn(key: string, code: string, role: AnsweringRole, status: AnswerStatus): string | null {
  const share = REMARK_SHARE[status] ?? 0;
  if (status === "implemented" || status === "notApplicable" || !happens(`${key}/remarks`, role === "handler" ? share / 5 : share)) return null;
  const source = role === "handler" ? HANDLER : knownWording(code);
  return source === null ? null : choose(`${key}/${status}`, source[status]);
}

/** The evidence of 実施, with a document number or date as is usual in offices. */
export function evidenceOf(key: string, code: string, year: number): string | null {
  const source = knownWording(code);
  if (source === null) return null;
  const document = choose(`${key}/evidence`, source.evidence);
  const number = 1 + Math.floor(chance(`${key}/number`) * 88);
  const tails = [`（文書番号 IS-${String(100 + number)}）`, `（${String(year)}年度版）`, "", `　${String(1 + (number % 9))}章`] as const;
  return `${document}${choose(`${key}/tail`, tails)}`;
}

/** The reason for 該当なし; one in eight is unusable for a reviewer. */
export function reasonFor(key: string, code: string, role: AnsweringRole): string {
  if (happens(`${key}/unusable`, 0.12)) return choose(`${key}/unusable text`, UNUSABLE);
  const source = role === "handler" ? HANDLER : knownWording(code);
  return source === null ? "当該の業務がないため。" : choose(`${key}/reason`, source.notApplicable);
}

/** A reviewer's reason for returning a sheet. */
export const RETURNED_REASONS: readonly [string, ...string[]] = [
  "所見を付けた項目を確かめて、もう一度提出してください。",
  "「実施」とされた項目の根拠が分かりません。所見の項目を補ってください。",
  "前回の監査の指摘と合わない回答があります。所見を見て直してください。",
];
export const REVIEWER_ASKS = {
  proof: "実施していることが分かる文書か記録の名前を書いてください。",
  again: "前回の監査で指摘のあった点です。いまの状態を確かめて回答し直してください。",
  extent: "一部だけの実施に見えます。残っている範囲と予定を備考に書いてください。",
  reason: "該当なしの理由が読み取れません。業務の内容が分かるように書いてください。",
} as const;
/** The respondent's remark after that. */
export const RESPONDENT_ADDS = {
  proof: "記録を確認し、根拠となる文書を書き足しました。",
  admission: "所見を受けて確かめたところ、一部に手順どおりでない運用が残っていたため、一部実施に改めます。",
  extent: "担当者に確かめました。まだ実施していないため、未実施に改めます。",
} as const;
