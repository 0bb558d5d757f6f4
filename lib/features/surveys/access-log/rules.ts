import { sha256 } from "@/lib/documents/canonical";

/** The digest of a set of operators, given in order. */
export const digestOf = (operatorIds: readonly string[]): string => sha256(operatorIds.join(","));
