/** Until when a use case can be undone, for what stands beside its button (docs/design.md 3, "Nothing is one-way by surprise"). */
export const UNDONE_UNTIL = {
  "answer.forMinistry": "提出するまでは、選び直せます。",
  "cycle.changePlan": "回答を締め切るまでは、また変えられます。",
  "cycle.leaveOut": "外した項目は、点検票を配るまでは戻せます。",
  "cycle.open": "配った後も、回答を締め切るまでは、この回を理由を付けて取りやめられます（回答は消えません）。",
  "cycle.submit": "誤りが見つかったときは、調査が締め切られるまでは、新しい版として提出し直せます。",
  "itemRemark.write": "書いた所見は、回を承認するまでは取り下げられます。",
  "people.handOver": "役割と部署は、後から戻せます。取り下げた点検票は戻せず、回答を締め切るまでは、新しく配り直せます。",
  /** After the day before it is done. */
  "people.planHandover": "までは、この予定を変えたり取り消したりできます。",
  "sheet.accept": "受理したあとも、回を承認するまでは、理由を付けて差し戻せます。",
  "sheet.acceptMany": "受理したあとも、回を承認するまでは、理由を付けて差し戻せます。",
  "sheet.handIn": "提出したあとも、確認が始まるまでは、「点検票」の一覧で提出を取り消せます。",
  "sheet.return": "差し戻したあとも、回答が直されるまでは、差戻しを取り消せます。",
  "survey.allowLateCorrection": "提出されるまでは、理由を書いて取り消せます。",
  "survey.change": "締め切るまでは、また直せます。加えた事業者は、提出がない間、調査の画面の「まだ提出がない事業者」から外せます。",
  "survey.open": "まだだれも提出していない間は、理由を書いて計画に戻せます。提出があった後は、戻せません。",
} as const satisfies Readonly<Record<string, string>>;
