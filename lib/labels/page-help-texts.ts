import type { Action } from "@/lib/domain/access/permission";
import { bearersText } from "@/lib/labels/permission-words";

/** A sentence for everybody, or the sentence of the first action that the reader may do; `otherwise` where they may do none. */
export type HelpPoint = string | Partial<Readonly<Record<Action | "otherwise", string>>>;

const READ_ONLY_GUIDELINE = "文は原文のままです。だれでも読めます。";
/** On pages with titles of items, where examples and those with the same heading get a number and an excerpt (`lib/labels/item-title.ts`). */
const NUMBERS_ARE_OURS = "同じ題の項目や具体例に添えた「2／4（本文：…）」は、本ポータルが付けた目印です。";
const SEARCH_GUIDELINE = "言葉や条番号で、全部の版から探せます。";

const PUBLIC = {
  "/login": ["登録したメールアドレスとパスワードでサインインします。"],
  "/invite/[token]": ["パスワードを決めて、アカウントを使い始めます。", "期限の切れたリンクは、作った人に作り直してもらいます。"],
} as const satisfies Record<string, readonly HelpPoint[]>;

const OWN_SHEETS = {
  "/tasks": [
    {
      "cycle.approve": "点検の回を計画して配り、点検票を確かめ、結果を承認して所管省庁に提出します。",
      "cycle.plan": "人と部署を登録し、点検の回を計画して配り、進み具合を見ます。回答の中身と採点は見られません。",
      "audit.list": "点検の回、回答、報告書、操作の記録を、すべて読めます。",
      "gapReport.read": "結果と要改善事項報告書を読み、CISOの点検票を確かめます。",
      "progress.read": "部署の点検票を確かめ、部署の進み具合と結果を見ます。",
      otherwise: "自分の点検票に回答し、提出します。",
    },
  ],
  "/checks": ["あなたの点検票が、期限の近い順に並びます。開くと、続きから回答できます。", "提出した点検票も、ここから読めます。", NUMBERS_ARE_OURS],
  "/checks/[sheet]": ["回答を始める前に、件数と期限を確かめます。"],
  "/checks/[sheet]/[section]": [
    "項目ごとに一つ選ぶと、その場で保存します。備考と根拠も書けます。",
    `自分が回答する点検票でないときと、提出した後は、読むだけです。${NUMBERS_ARE_OURS}`,
    "できていないことは誤りではありません。いまのとおりに答えてください。",
  ],
  "/checks/[sheet]/history/[item]": [
    "この項目の回答が、だれによって、いつ、どう変わったかを読めます。",
    "自分が回答する点検票なら、前の回答に戻せます。",
    NUMBERS_ARE_OURS,
  ],
  "/checks/[sheet]/answers": ["この点検票の回答を一つの画面で読み、印刷して手元に残せます。", NUMBERS_ARE_OURS],
  "/checks/[sheet]/hand-in": ["提出の前に、回答の数と足りないものを確かめます。", "提出した後も、確認が始まるまでは提出を取り消せます。", NUMBERS_ARE_OURS],
  "/checks/[sheet]/take-back": ["提出を取り消して、回答を直します。"],
  "/account": ["自分の登録を確かめ、パスワードとキー操作の設定を変えます。", "プログラムから使うための鍵（アクセストークン）もここで作ります。"],
} as const satisfies Record<string, readonly HelpPoint[]>;

const CYCLES = {
  "/operator": [
    {
      "dashboard.steer": "次にすることと、点検の回の進み具合・結果を見ます。",
      "cycle.plan": "点検の回の進み具合を見ます。回答の中身と採点は見られません。",
      "scores.read": "点検の回の進み具合と結果を見ます。",
      otherwise: "自分の部署の進み具合と結果を見ます。",
    },
    { "scores.read": "数字や節の名前から、その内訳の項目と点検票を開けます。", "progress.read": "枚数から、その点検票の一覧を開けます。" },
  ],
  "/operator/cycles": ["これまでの点検の回を開きます。", { "cycle.plan": "新しい点検の回を計画できます。" }],
  "/operator/cycles/new": ["ガイドラインの版と期間と期限を決めます。まだ何も配りません。"],
  "/operator/cycles/[cycleId]": [
    "この点検の回の状態と期限を確かめます。",
    {
      "cycle.approve": "配ってから、締め切り、承認し、提出するまでを、ここから進めます。",
      "cycle.plan": `計画を直し、点検票を配れます。締切りと承認は${bearersText("cycle.approve")}が行います。`,
    },
  ],
  "/operator/cycles/[cycleId]/plan": ["名前・期間・期限を決めます。", "配った後は、理由を付けて変えます。点検する項目は変えられません。", NUMBERS_ARE_OURS],
  "/operator/cycles/[cycleId]/review": ["回答を締め切り、確認に移ります。提出していない点検票の枚数を先に確かめます。"],
  "/operator/cycles/[cycleId]/cancel": ["この点検の回を取りやめます。回答は消えず、後から戻せます。"],
  "/operator/cycles/[cycleId]/hand-out": [
    "配る点検票の枚数と、回答する人のいない項目を確かめます。",
    {
      "cycle.leaveOut": "回答する人のいない項目は、理由を付けて外せます。",
      "cycle.open": `項目を理由を付けて外せるのは、${bearersText("cycle.leaveOut")}だけです。`,
    },
    NUMBERS_ARE_OURS,
  ],
  "/operator/cycles/[cycleId]/withdraw": [
    "選んだ点検票を、理由を付けてまとめて取り下げます。",
    "取り下げた点検票は数えません。同じところには、もう一度配れます。",
  ],
  "/operator/cycles/[cycleId]/progress": [
    "点検票がどこまで進んだかを、部署と状態で絞って見ます。",
    { "sheet.assign": "回答する人を変え、点検票を取り下げられます。" },
  ],
  "/operator/cycles/[cycleId]/scores": ["観点・節・部署ごとの数値を見ます。", "率を押すと、その内訳の項目を開けます。"],
  "/operator/cycles/[cycleId]/gap-report": [
    "改善が必要な項目と、それがどの部署・役割・システムにあるかを読みます。",
    "部署や観点で絞り、印刷し、CSVで書き出せます。",
    NUMBERS_ARE_OURS,
  ],
  "/operator/cycles/[cycleId]/items": ["数値の内訳を項目ごとに見ます。項目を開くと、回答を読めます。", NUMBERS_ARE_OURS],
  "/operator/cycles/[cycleId]/items/[item]": ["一つの項目の文、いまの回答、これまでの回を読みます。見ることのできる回答だけが並びます。", NUMBERS_ARE_OURS],
  "/operator/cycles/[cycleId]/submit": [
    {
      "cycle.submit": "所管省庁に渡るものを確かめてから、提出します。",
      otherwise: `所管省庁に渡るものを読みます。提出は${bearersText("cycle.submit")}が行います。`,
    },
    "人の名前と、選んでいない備考は渡りません。",
    NUMBERS_ARE_OURS,
  ],
} as const satisfies Record<string, readonly HelpPoint[]>;

const REVIEW = {
  "/operator/review": [
    "提出された点検票を確かめ、受理するか、直してほしいところを書いて差し戻します。",
    "自分が回答した点検票と、自分が代行している役割の点検票は、自分では受理できません。",
  ],
  "/operator/review/accept": ["選んだ点検票を受理します。根拠のない回答などの数を、先に確かめます。"],
  "/operator/sheets/[sheetId]": ["この点検票の回答を読みます。", "確かめる人は、所見を書き、受理するか差し戻します。", NUMBERS_ARE_OURS],
  "/operator/sheets/[sheetId]/assignment": ["回答する人を変えるか、点検票を取り下げます。", "入力済みの回答は、そのまま残ります。"],
} as const satisfies Record<string, readonly HelpPoint[]>;

const REGISTER = {
  "/operator/people": [
    { "people.manage": "人を登録し、役割を決め、招待リンクを作れます。", otherwise: "登録された人と役割を読みます。" },
    { "people.manage": "退職・異動・交代は、その人を開いて「引継ぎ」から進めます。" },
  ],
  "/operator/people/new": ["一人を登録します。氏名とメールアドレスがあれば足ります。", "役割は、登録した後に決めます。"],
  "/operator/people/import": ["名簿のファイルを確かめてから、まとめて登録します。", "「取り込む」を押すまで、何も変わりません。"],
  "/operator/people/invitations": [
    "パスワードを決めていない人のリンクを、まとめて作ります。",
    "リンクは、受け取ったCSVにだけあります。本人だけに渡してください。",
  ],
  "/operator/people/[personId]": [
    { "people.manage": "この人の登録と役割を直し、招待リンクを作れます。", otherwise: "この人の登録と役割を読みます。" },
    { "people.manage": "退職・異動・交代は「引継ぎ」から進めます。" },
  ],
  "/operator/people/[personId]/handover": ["残っている点検票と役割を、だれに渡すか決めます。", "最後の確認で「決める」まで、何も変わりません。"],
  "/operator/staffing": ["点検票のない人、パスワードのない人、空いている役職を確かめます。", { "people.manage": "それぞれの画面を開いて、直せます。" }],
  "/operator/deputies": ["不在のときに代わる人と、順番と期間を見ます。", { "deputy.manage": "代行を決め、終えられます。" }],
  "/operator/organisation": [
    "部署と重要システムの一覧です。",
    { "department.manage": "加え、名前を直し、廃止できます。廃止しても、元に戻せます。", otherwise: `直せるのは、${bearersText("department.manage")}です。` },
  ],
  "/operator/organisation/departments": ["部署の一覧を書き出し、直したファイルを確かめてから取り込みます。", "「取り込む」を押すまで、何も変わりません。"],
  "/operator/organisation/systems": ["重要システムの一覧を書き出し、直したファイルを確かめてから取り込みます。", "「取り込む」を押すまで、何も変わりません。"],
  "/operator/people/roles": ["役割の一覧を書き出し、直したファイルを確かめてから、まとめて付けます。", "「取り込む」を押すまで、何も変わりません。"],
} as const satisfies Record<string, readonly HelpPoint[]>;

const RECORDS = {
  "/operator/security": ["サインインやリンクの失敗を、新しい順に見ます。", "身に覚えのない失敗が続くときは、本人に確かめてください。"],
  "/operator/audit": ["だれが、いつ、何をしたかを探し、CSVで書き出せます。", "記録は、だれにも直せません。", NUMBERS_ARE_OURS],
  "/operator/look-log": ["所管省庁の担当者が、自社の結果をいつ見たかを確かめます。"],
  "/admin/security": ["サインインやリンクの失敗を、新しい順に見ます。", "同じ送信元からの失敗が続くと、しばらく自動で止まります。"],
  "/admin/audit": ["管理者と所管省庁の操作を探し、CSVで書き出せます。", "事業者の中の操作は、その事業者だけが見られます。"],
} as const satisfies Record<string, readonly HelpPoint[]>;

const MINISTRY = {
  "/ministry": ["調査を計画して開き、提出された結果を見ます。", "事業者の名前と合計だけが見えます。人の名前と回答した人は見えません。"],
  "/ministry/surveys/new": ["調査の名前、ガイドラインの版、締切、対象の事業者を決めます。まだ事業者には見えません。"],
  "/ministry/surveys/[surveyId]": [
    "提出の状況と、提出された結果を見ます。",
    "事業者の名前から、その提出の内容を開けます。見たことは、その事業者に伝わります。",
  ],
  "/ministry/surveys/[surveyId]/add-operators": [
    "まだ対象でない事業者を、名前で探して調査の対象に加えます。",
    "受付中の調査なら、加えた事業者はすぐに提出できます。",
  ],
  "/ministry/surveys/[surveyId]/open": ["対象の事業者を確かめて、調査を開きます。開くと、事業者が提出できます。"],
  "/ministry/surveys/[surveyId]/items": ["項目ごとに、全体の結果を見ます。", NUMBERS_ARE_OURS],
  "/ministry/surveys/[surveyId]/crosswalk": ["結果を、指針の項目に対応させて見ます。"],
  "/ministry/surveys/[surveyId]/operators/[operatorId]": [
    "この事業者が提出した数値と、渡すと選んだ備考を読みます。",
    "人の名前と、点検票ごとの回答は見えません。",
    NUMBERS_ARE_OURS,
  ],
  "/ministry/surveys/[surveyId]/operators/[operatorId]/late-correction": [
    "締め切った調査に、この事業者の訂正を1回だけ、理由と最終日を決めて受け付けます。",
    "使われるまでは、取り消せます。ほかの事業者には、締め切ったままです。",
  ],
  "/ministry/surveys/[surveyId]/operators/[operatorId]/take-out": [
    "まだ提出していない事業者を、理由を書いて調査の対象から外します。",
    "あとで、もう一度対象に加えられます。",
  ],
} as const satisfies Record<string, readonly HelpPoint[]>;

const GUIDELINES = {
  "/guidelines": ["公開されている指針と安全ガイドラインを読みます。", SEARCH_GUIDELINE],
  "/guidelines/search": [SEARCH_GUIDELINE],
  "/guidelines/[edition]": ["この版の目次から、読みたい節を開きます。", READ_ONLY_GUIDELINE],
  "/guidelines/[edition]/[section]": ["節の文と、対応する参照を読みます。", READ_ONLY_GUIDELINE],
  "/guidelines/[edition]/corrections": ["公開の後に直したところと、その理由を読みます。"],
  "/guidelines/[edition]/crosswalk": ["この版の項目が、ほかの版のどの項目にあたるかを読みます。"],
  "/guidelines/[edition]/definitions": ["この版の「用語の定義」を読みます。"],
  "/guidelines/[edition]/glossary": ["この版の「専門用語集」を読みます。"],
  "/guidelines/[edition]/references": ["ガイドラインが挙げる参考文献を読みます。"],
  "/guidelines/[edition]/roles": ["どの役割が、どの項目に回答するかを読みます。"],
} as const satisfies Record<string, readonly HelpPoint[]>;

const ADMINISTRATION = {
  "/admin": ["事業者と所管省庁の担当者を登録し、最初の人を招待し、稼働を確かめます。", "事業者の回答と点検の結果は見えません。"],
  "/admin/offices": ["所管省庁の担当者とポータル管理者を招待し、異動や退職のときに停止します。"],
  "/admin/operators/new": ["事業者を登録します。最初の人は、登録した後に招待します。"],
  "/admin/operators/[operatorId]": ["事業者の登録を直し、最初の人を招待します。", "停止すると、その事業者の人はサインインできません。後から戻せます。"],
} as const satisfies Record<string, readonly HelpPoint[]>;

/** 「この画面でできること」, by the route of the page: at most three short sentences for each reader. */
export const PAGE_HELP = {
  ...PUBLIC,
  ...OWN_SHEETS,
  ...CYCLES,
  ...REVIEW,
  ...REGISTER,
  ...RECORDS,
  ...MINISTRY,
  ...GUIDELINES,
  ...ADMINISTRATION,
} as const satisfies Record<string, readonly HelpPoint[]>;
