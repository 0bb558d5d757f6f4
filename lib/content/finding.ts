/** An error in the content, with the place for the person who edits the YAML (docs/design.md 7). */
export interface Finding {
  /** `content/guidelines/kuko/2/roles.yaml` */
  readonly file: string;
  /** 1-based line of the file. */
  readonly line: number;
  /** `sections[0].measures[1].tier`; empty for the whole file. */
  readonly field: string;
  /** Japanese. */
  readonly message: string;
}

export type FieldPath = readonly (string | number)[];

export function fieldName(path: FieldPath): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name === "" ? step : `${name}.${step}`;
  }, "");
}

/** One line for a terminal: `file:line: field: message`. */
export function formatFinding({ file, line, field, message }: Finding): string {
  return `${file}:${line}: ${field === "" ? "" : `${field}: `}${message}`;
}
