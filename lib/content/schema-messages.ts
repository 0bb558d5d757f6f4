import type { z } from "zod";

const KINDS_OF_VALUE: Readonly<Record<string, string>> = {
  string: "文字",
  array: "並び（「- 」で始まる行）",
  object: "項目の組",
  boolean: "true か false の値",
};

/** A zod issue as a message for a person who edits YAML. A message in the schema itself takes precedence. */
export function japaneseMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return "知らない項目名です";
    case "invalid_type":
      if (issue.input === undefined) return "必要な項目がありません";
      return `${KINDS_OF_VALUE[issue.expected] ?? issue.expected}を書いてください`;
    case "invalid_value":
      return `次のどれかを書いてください: ${issue.values.map((value) => JSON.stringify(value)).join("、")}`;
    case "invalid_union":
      return "決められた値のどれかを書いてください";
    case "too_small":
      return "空にはできません";
    default:
      return "書き方が違います";
  }
}
