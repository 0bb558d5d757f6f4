import { type Action, type Bearer, PERMISSIONS, type PermissionRefusal, type PermissionRefusalCode } from "@/lib/domain/access/permission";
import { type Refusal, type RefusalCode, refusal } from "@/lib/domain/shared/refusal";
import { ROLE_WORDS } from "@/lib/labels/words";

const BEARER_WORDS = {
  ...ROLE_WORDS,
  ciso: "CISO",
  respondent: "その点検票に回答する人",
  reviewer: "その点検票を確かめる人",
  departmentManager: "その部署の情報セキュリティ責任者",
  oneself: "本人",
  member: "その事業者の人",
  everybody: "サインインした人",
} as const satisfies Record<Bearer, string>;

const CODES = {
  otherOperator: "not_permitted",
  otherSector: "not_permitted",
  notPermitted: "not_permitted",
  notRespondent: "not_permitted",
  notReviewer: "not_permitted",
  ownSheet: "own_work",
  applicant: "own_work",
  departmentOnly: "not_permitted",
} as const satisfies Record<PermissionRefusalCode, RefusalCode>;

/** The codes with which an action is denied to others; none where everybody may. */
export const deniedWith = (action: Action): readonly RefusalCode[] => [...new Set(PERMISSIONS[action].refuses.map((code) => CODES[code]))];

/** The refusal for the person who asked, with the roles that may do it instead. */
export function denied(action: Action, { code }: PermissionRefusal): Refusal<(typeof CODES)[PermissionRefusalCode]> {
  if (code === "departmentOnly") return refusal(CODES[code], "情報セキュリティ責任者は、自分の部署だけを見られます。部署を指定してください。");
  if (code === "applicant") return refusal(CODES[code], "自分が計画したものは、代行としては承認できません。CISO本人か、ほかの代行者が承認します。");
  if (code === "ownSheet") return refusal(CODES[code], "自分が回答や提出をした点検票と、自分が代行している役割の点検票は、自分では受理・差戻しできません。");
  const bearers = PERMISSIONS[action].bearers.map((bearer) => BEARER_WORDS[bearer]);
  return refusal(CODES[code], `この操作の権限がありません。できるのは${bearers.join("・")}です。`);
}
