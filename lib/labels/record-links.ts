import { type Actor, mayAtOwn } from "@/lib/domain/access/permission";

export interface RecordLink {
  readonly label: string;
  readonly href: string;
  readonly note: string;
}

export const ACCESS_LOG: RecordLink = { label: "省庁の閲覧記録", href: "/operator/look-log", note: "所管省庁が、この事業者の結果をいつ見たか" };
const AUDIT: RecordLink = { label: "操作の記録", href: "/operator/audit", note: "だれが何をしたかと、断られた操作" };

/** Links to the records of the own operator, for those who may read them. */
export const recordLinks = (actor: Actor): readonly RecordLink[] => (mayAtOwn(actor, "lookLog.read") ? [ACCESS_LOG, AUDIT] : []);
