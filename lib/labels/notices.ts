/** The notice on a page about the action that led to it, by the `notice` parameter of its address. */
const NOTICES = {
  accepted: "点検票を受理しました。",
  returned: "点検票を差し戻しました。回答した人が直して、もう一度提出します。",
  "return-undone": "差戻しを取り消しました。点検票は、差し戻す前の状態です。",
  "taken-back": "提出を取り消しました。直したら、もう一度提出してください。",
  assigned: "担当を決めました。これまでの回答は、回答した人の名前とともに残っています。",
  withdrawn: "点検票を取り下げました。",
  "handed-out": "点検票を配りました。回答が始まります。",
  "handed-out-later": "選んだ人に点検票を配りました。",
  "handed-out-again": "点検票をもう一度配りました。",
  reviewing: "回答を締め切り、確認に移りました。差し戻した点検票だけ、直して提出できます。",
  approved: "この回を承認しました。数値と要改善事項が確定しました。",
  submitted: "所管省庁に提出しました。提出した内容は、この画面の下にあります。",
  reopened: "回答の受付に戻しました。回答を直せます。",
  cancelled: "この回を取りやめました。回答する人の一覧に、理由とともに知らせます。",
  restored: "取りやめた回を元に戻しました。",
  changed: "名前・期間・期限を変えました。回答する人に、変わったところと理由が見えます。",
  "survey-opened": "受付を始めました。対象の事業者から提出できます。",
  "survey-taken-back": "受付の開始を取り消し、計画に戻しました。",
  "survey-closed": "調査を締め切りました。以後は提出を受け付けません。",
  "survey-reopened": "締切りを取り消し、受付に戻しました。",
  "operator-taken-out": "事業者を対象から外しました。",
  "late-correction-allowed": "締切後の受付を始めました。事業者の最初の画面に、理由と日が出ます。",
  "late-correction-withdrawn": "締切後の受付を取り消しました。",
  "handed-over": "引継ぎを決めました。残っていたものも、選んだとおりに移りました。",
  "handover-planned": "引継ぎを予定しました。効力日の前日まで、この画面で変えたり取り消したりできます。",
  "handover-cancelled": "引継ぎの予定を取り消しました。ほかには何も変わりません。",
  "password-set": "パスワードを決めました。メールアドレスと、いま決めたパスワードでサインインしてください。",
  "plan-made": "計画を作りました。点検する対策項目を選んで、保存してください。",
} as const;
type NoticeCode = keyof typeof NOTICES;

/** The address with the notice of the action. */
export const withNotice = <Path extends string>(path: Path, notice: NoticeCode): `${Path}?notice=${NoticeCode}` => `${path}?notice=${notice}`;

/** The text of a notice; null for a code that is not in the list, because anybody can write an address. */
export const noticeText = (notice: string | readonly string[] | undefined): string | null =>
  typeof notice === "string" && Object.hasOwn(NOTICES, notice) ? NOTICES[notice as NoticeCode] : null;
