import { type Action, type Bearer, PERMISSIONS, type PermissionRefusal, type PermissionRefusalCode } from "@/lib/domain/access/permission";
import { AUDITED } from "@/lib/domain/access/separation";
import { DECIDING, OPERATOR_ROLES } from "@/lib/domain/checking/posts";
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

const wordsOf = (bearers: readonly Bearer[]): string[] => bearers.map((bearer) => BEARER_WORDS[bearer]);

/** 「CISO・事務局」. */
export const rolesText = (roles: readonly Bearer[]): string => wordsOf(roles).join("・");

/** The roles that decide: 「CISO・経営層・監査実施者・情報セキュリティ責任者・事務局」. */
export const DECIDING_TEXT = rolesText(DECIDING);

/** What being a deputy leads to that ending it does not undo (`countsInYear`). */
export const BARS_AUDITING = `監査を受ける役割（${rolesText(OPERATOR_ROLES.filter((role) => AUDITED.some((one) => one === role)))}）を代行した人は、途中で終えても、その年度は監査実施者になれません。`;

/** Who may do it: 「CISO・事務局」. */
export const bearersText = (action: Action): string => rolesText(PERMISSIONS[action].bearers);

/** The same, of the people of an operator alone. */
export const bearersAtOperator = (action: Action): string =>
  rolesText(PERMISSIONS[action].bearers.filter((bearer: Bearer) => OPERATOR_ROLES.some((role) => role === bearer)));

/**
 * The refusal of a part of a use case that has an action of its own. `sentence` gets who may do the part, and who may do the
 * use case without it.
 */
export function deniedPart(
  action: Action,
  part: Action,
  sentence: (may: string, others: string) => string,
  more: Pick<Refusal, "fields" | "list"> = {},
): Refusal<"not_permitted"> {
  const may: readonly Bearer[] = PERMISSIONS[part].bearers;
  const others = PERMISSIONS[action].bearers.filter((bearer: Bearer) => !may.includes(bearer));
  return refusal("not_permitted", sentence(rolesText(may), rolesText(others)), more);
}

/** The refusal of what those who may do it do to others only. `sentence` gets whom to ask: 「CISOか事務局」. */
export const deniedToOneself = (action: Action, sentence: (may: string) => string): Refusal<"not_permitted"> =>
  refusal("not_permitted", sentence(wordsOf(PERMISSIONS[action].bearers).join("か")));

/** The refusal for the person who asked, with the roles that may do it instead. */
export function denied(action: Action, { code }: PermissionRefusal): Refusal<(typeof CODES)[PermissionRefusalCode]> {
  if (code === "departmentOnly") return refusal(CODES[code], "情報セキュリティ責任者は、自分の部署だけを見られます。部署を指定してください。");
  if (code === "applicant")
    return refusal(
      CODES[code],
      "自分が計画に加わった回（計画を変えた、点検票を配った・取り下げたときも）は、代行としては承認できません。CISO本人か、ほかの代行者が承認します。",
    );
  if (code === "ownSheet") return refusal(CODES[code], "自分が回答や提出をした点検票と、自分が代行している役割の点検票は、自分では受理・差戻しできません。");
  return refusal(CODES[code], `この操作の権限がありません。できるのは${bearersText(action)}です。`);
}
