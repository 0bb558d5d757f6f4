import type { AppointmentRole } from "@/lib/domain/checking/state";
import type { RefusalCode } from "@/lib/domain/shared/refusal";
import type { AuditEntry } from "@/lib/features/admin/record/schema";
import { AUDIT_FIELD_WORDS } from "@/lib/labels/audit-words";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { makerText } from "@/lib/labels/link-maker";
import { inSentence } from "@/lib/labels/own-direction";
import { ROLE_WORDS, representedText } from "@/lib/labels/words";
import { PROBLEMS } from "@/lib/server/http/problem";

const isRefusalCode = (code: unknown): code is RefusalCode => typeof code === "string" && code in PROBLEMS;

/** Names for an entry without a visible account: the portal itself, or an account of the platform, which operators do not see. */
export const UNNAMED = { portal: "ポータル（自動）", administrator: "ポータルの管理者" } as const;

export const whoText = ({ accountId, accountName }: AuditEntry): string => accountName ?? (accountId === null ? UNNAMED.portal : UNNAMED.administrator);

/** Why an action was refused, as the title of the API's problem. */
export function refusedText({ outcome, detail }: AuditEntry): string | null {
  if (outcome !== "refused") return null;
  const code = typeof detail === "object" && detail !== null && "code" in detail ? detail.code : null;
  return isRefusalCode(code) ? PROBLEMS[code].title : "理由の記録なし";
}

const textOf = (detail: unknown, key: string): string | null => {
  const value: unknown = typeof detail === "object" && detail !== null ? (detail as Record<string, unknown>)[key] : null;
  return typeof value === "string" && value !== "" ? value : null;
};

/** A number, or of a list how many it has. */
const numberOf = (detail: unknown, key: string): number => {
  const value: unknown = typeof detail === "object" && detail !== null ? (detail as Record<string, unknown>)[key] : null;
  return Array.isArray(value) ? value.length : typeof value === "number" ? value : 0;
};

const ENDED: Readonly<Record<string, string>> = { link: "招待リンク", token: "アクセストークン", password: "パスワード" };
const ENDED_BECAUSE: Readonly<Record<string, string>> = {
  role: "役割が付いたため",
  address: "メールアドレスが変わったため",
  closed: "退職か停止のため",
};

type Names = ReadonlyMap<string, string>;
type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (detail: unknown, key: string): Fields => {
  const value: unknown = typeof detail === "object" && detail !== null ? (detail as Record<string, unknown>)[key] : null;
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
};

/** 「情報セキュリティ責任者（総務部）」, of a post as `role/department/system`. */
function postText(post: string, names: Names): string {
  const [role = "", ...places] = post.split("/");
  const place = places.find((id) => id !== "");
  return (ROLE_WORDS[role as AppointmentRole] ?? role) + (place === undefined ? "" : `（${inSentence(names.get(place) ?? place)}）`);
}

/** What a field says: names for ids, 「なし」 for nothing. */
function valueText(field: string, value: unknown, names: Names): string {
  if (typeof value === "boolean") return value ? "はい" : "いいえ";
  const each = field === "roles" ? String(value).split(" ").filter(Boolean) : [value].flat().filter((one) => one !== null && one !== undefined && one !== "");
  const isId = field === "kind" || /Ids?$/.test(field);
  const texts = each.map((one) => (field === "roles" ? postText(String(one), names) : inSentence((isId ? names.get(String(one)) : null) ?? String(one))));
  return texts.length === 0 ? "なし" : texts.map((text) => `「${text}」`).join("");
}

/** 「名前：「運用部」→「空港運用部」」: what changed, as far as the portal has a word for it. */
function changesText(detail: unknown, names: Names): string | null {
  const [before, after, asked] = ["before", "after", "asked"].map((key) => fieldsOf(detail, key)) as [Fields, Fields, Fields];
  const changed = Object.keys({ ...before, ...after }).flatMap((field) => {
    const word = AUDIT_FIELD_WORDS[field];
    return word === undefined ? [] : [`${word}：${valueText(field, before[field], names)}→${valueText(field, after[field], names)}`];
  });
  const wanted = Object.keys(asked).map((field) => `求められた${AUDIT_FIELD_WORDS[field] ?? field}：${valueText(field, asked[field], names)}`);
  return changed.length + wanted.length === 0 ? null : [...changed, ...wanted].join("　");
}

/** Of which post a deputy acted, what changed, how much, and the rest. `names`: of what the entry mentions, by id. */
export function noteText(entry: AuditEntry, names: Names): string | null {
  const parts = [representedText(textOf(entry.detail, "represented")), changesText(entry.detail, names), countedText(entry), occasionText(entry)].filter(
    (part) => part !== null,
  );
  return parts.length > 0 ? parts.join("　") : null;
}

/** What the numbers of an entry count, by its action: the kept figures that a repair changed, what was handed out later and taken back, the sheets of represented posts. */
const COUNTED: Readonly<Record<string, readonly (readonly [key: string, word: string, counter: string])[]>> = {
  "figures.recount": [
    ["tallies", "集計", "件"],
    ["sheets", "点検票の進み具合", "枚"],
    ["scores", "提出の採点", "件"],
  ],
  "cycle.handOutLater": [
    ["sheets", "点検票", "枚"],
    ["takenIn", "空席のため外していて、配った項目", "件"],
  ],
  "sheet.withdraw": [["leftOutAgain", "空席のため外した状態に戻した項目", "件"]],
  "sheet.withdrawMany": [["leftOutAgain", "空席のため外した状態に戻した項目", "件"]],
  "survey.takeBack": [["lateCorrections", "終わらせた締切後の受付", "件"]],
  "sheet.listOwn": [["sheets", "代行する役割の点検票", "枚"]],
};

/** 「集計 1件、点検票の進み具合 2枚」 */
function countedText({ action, detail }: AuditEntry): string | null {
  const texts = (COUNTED[action] ?? []).flatMap(([key, word, counter]) => (numberOf(detail, key) === 0 ? [] : [`${word} ${numberOf(detail, key)}${counter}`]));
  return texts.length === 0 ? null : texts.join("、");
}

/** The reason given for the action, the link with which a password was set, or what ended and why. */
function occasionText({ action, detail }: AuditEntry): string | null {
  const madeAt = textOf(detail, "madeAt");
  if (action === "account.setPassword" && madeAt !== null) {
    const maker = makerText({ as: textOf(detail, "as"), makerName: textOf(detail, "makerName") });
    return `${maker}が${dateTimeText(new Date(madeAt))}に作ったリンク`;
  }
  if (action === "account.secretEnded") return `${ENDED[textOf(detail, "what") ?? ""] ?? ""}：${ENDED_BECAUSE[textOf(detail, "because") ?? ""] ?? ""}`;
  const reason = textOf(detail, "reason");
  return reason === null ? null : `理由：${reason}`;
}
