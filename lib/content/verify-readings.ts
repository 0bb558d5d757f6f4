import type { EditionFiles } from "@/lib/content/edition-files";
import type { Finding } from "@/lib/content/finding";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";

/** The roles as the guideline names them (1.1.5, 1.1.6, 3.1.2.3(2), 3.3.1.1(2)). */
const ROLE_NAMES = {
  handler: "取扱者",
  systemAdministrator: "システム管理者",
  securityManager: "情報セキュリティ責任者",
  ciso: "最高情報セキュリティ責任者",
  executive: "経営層",
  securityCommittee: "情報セキュリティ委員会",
  exemptionReviewer: "審査者",
  auditor: "監査実施者",
} as const satisfies Record<AnsweringRole, string>;

/**
 * Checks that an actor that is itself a role answers for itself, and that any other is read as a role that the reason names.
 * An editor may decide what the text leaves open, but must explain it.
 */
export function verifyReadings({ roles }: EditionFiles): Finding[] {
  return roles.value.readings.flatMap(({ actor, answeredBy, reason }, index) => {
    const own = ANSWERING_ROLES.find((role) => ROLE_NAMES[role] === actor);
    if (own !== undefined) {
      const message = `「${actor}」は役割の名前なので、${own} と読みます`;
      return own === answeredBy ? [] : [roles.findingAt(["readings", index, "answeredBy"], message)];
    }
    const message = `どの役割に、なぜ読み替えるかを書いてください（「${ROLE_NAMES[answeredBy]}」が理由の中にありません）`;
    return names(reason, answeredBy) ? [] : [roles.findingAt(["readings", index, "reason"], message)];
  });
}

/** Whether the text names the role itself, and not a role whose name ends in the same way. */
function names(text: string, role: AnsweringRole): boolean {
  const name = ROLE_NAMES[role];
  const longer = Object.values(ROLE_NAMES).filter((other) => other !== name && other.includes(name));
  return longer.reduce((rest, other) => rest.replaceAll(other, ""), text).includes(name);
}
