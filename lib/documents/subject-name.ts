import type { Finding } from "@/lib/domain/gap/rules";

/** Name of the department or person that a finding is about. In: `names` by id. Out: the name, empty if it is unknown. */
export const subjectName = (subject: Exclude<Finding["subject"], { item: string }>, names: ReadonlyMap<string, string>): string =>
  names.get(subject.kind === "department" ? subject.department : subject.person) ?? "";
