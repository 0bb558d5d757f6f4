import { type Action, type Bearer, PERMISSIONS, type PermissionRefusal } from "@/lib/domain/access/permission";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
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

/** The refusal for the person who asked, with the roles that may do it instead. */
export function denied(action: Action, { code }: PermissionRefusal): Refusal {
  if (code === "departmentOnly") return refusal("not_permitted", "情報セキュリティ責任者は、自分の部署だけを見られます。部署を指定してください。");
  if (code === "ownSheet") return refusal("own_work", "自分が回答や提出をした点検票は、自分では受理・差戻しできません。");
  const bearers = PERMISSIONS[action].bearers.map((bearer) => BEARER_WORDS[bearer]);
  return refusal("not_permitted", `この操作の権限がありません。できるのは${bearers.join("・")}です。`);
}
