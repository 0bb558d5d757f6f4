import type { Document, Pair } from "yaml";
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { FieldPath, Finding } from "@/lib/content/finding";
import { fieldName } from "@/lib/content/finding";
import { japaneseMessage } from "@/lib/content/schema-messages";
import { oncePer } from "@/lib/domain/shared/memo";
import type { Result } from "@/lib/domain/shared/result";
import { granted, refused } from "@/lib/domain/shared/result";

/** A parsed file of the content, which can map a field back to its line. */
export interface ContentFile<Value> {
  readonly name: string;
  readonly value: Value;
  readonly findingAt: (path: FieldPath, message: string) => Finding;
}

const YAML_MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "同じ項目名が二度書かれています",
  BAD_INDENT: "字下げが揃っていません",
  TAB_AS_INDENT: "字下げにタブは使えません。空白を使ってください",
  MISSING_CHAR: "記号（引用符や「:」、「,」など）が足りません",
  UNEXPECTED_TOKEN: "ここに書けない字があります",
};

interface Reading {
  readonly text: string;
  readonly result: Result<ContentFile<unknown>, Finding[]>;
}

/** The last result for each file, so that an unchanged file is not parsed again. */
const readingsOf = oncePer((_schema: z.ZodType) => new Map<string, Reading>());

/**
 * Reads one YAML file by its schema. Numbers stay text, as written (5.10 must not become 5.1), so quoting does not matter.
 * Refused with one finding per error of syntax or schema, each with line and field. The same text under the same name gives
 * the same result object.
 */
export function readYamlFile<Schema extends z.ZodType>(name: string, text: string, schema: Schema): Result<ContentFile<z.output<Schema>>, Finding[]> {
  const ofSchema = readingsOf(schema);
  const last = ofSchema.get(name);
  if (last?.text === text) return last.result as Result<ContentFile<z.output<Schema>>, Finding[]>;
  const result = parseFile(name, text, schema);
  ofSchema.set(name, { text, result });
  return result;
}

function parseText(text: string): { readonly document: Document.Parsed; readonly lineOf: (offset: number) => number } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    customTags: (tags) => tags.filter((tag) => typeof tag === "string" || !/:(int|float)$/.test(tag.tag)),
  });
  return { document, lineOf: (offset) => lineCounter.linePos(offset).line };
}

function parseFile<Schema extends z.ZodType>(name: string, text: string, schema: Schema): Result<ContentFile<z.output<Schema>>, Finding[]> {
  const { document, lineOf } = parseText(text);
  if (document.errors.length > 0) {
    return refused(
      document.errors.map((error) => ({
        file: name,
        line: lineOf(error.pos[0]),
        field: "",
        message: `YAML として読めません。${YAML_MESSAGES[error.code] ?? `書き方が違います（${error.code}）`}`,
      })),
    );
  }

  // A cached value does not keep its syntax tree: findings are rare, and the first one parses the text again.
  let tree: ReturnType<typeof parseText> | undefined;
  const findingAt = (path: FieldPath, message: string): Finding => {
    tree ??= parseText(text);
    return { file: name, line: tree.lineOf(offsetOf(tree.document, path)), field: fieldName(path), message };
  };
  const parsed = schema.safeParse(document.toJS(), { error: japaneseMessage });
  if (parsed.success) return granted({ name, value: parsed.data, findingAt });
  return refused(parsed.error.issues.flatMap((issue) => pathsOf(issue).map((path) => findingAt(path, issue.message))));
}

/** Reports an unknown key at its own place, not at the entry that contains it. */
function pathsOf(issue: z.core.$ZodIssue): FieldPath[] {
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key]) : [path];
}

/** The position of a field: its key in a map, its entry in a list; for a missing field, the entry that lacks it. */
function offsetOf(document: Document.Parsed, path: FieldPath): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}
