const HELD_WORDS: Readonly<Record<string, string>> = {
  sheet_not_answerable: "この点検票は提出または受理されていて、今は回答を変えられません。",
  "403": "この点検票に回答する担当から外れています。",
  not_permitted: "この点検票に回答する担当から外れています。",
  "404": "この点検票は見つかりません。担当が変わったか、取りやめになっています。",
  not_found: "この点検票は見つかりません。担当が変わったか、取りやめになっています。",
};

/** Why the server refuses an answer, for its respondent. */
export function heldWords(code: string): string {
  return HELD_WORDS[code] ?? "この回答は、今は受け付けられません。";
}
