export interface NodeVerdict {
  readonly kind: "refusal" | "notice";
  readonly text: string;
}
export function judgeNode(version: string): NodeVerdict | null;
