import { OPERATOR_ROLES } from "@/lib/domain/checking/posts";
import { APPOINTER } from "@/lib/features/organisation/deciding/refusals";
import type { ListPageView } from "@/lib/features/organisation/list-page/view";
import { DECIDING_TEXT } from "@/lib/labels/permission-words";
import { ROLE_WORDS } from "@/lib/labels/words";

const sizes = (most: string): string =>
  `UTF-8 か Shift_JIS、5 MB・${most}まで。選ぶと、取り込む前に変更を示します。直したファイルは、同じ名前のまま選び直せます。`;

const NOTE = "Excel でそのまま開けます（UTF-8）。直したら、CSV のまま保存してください。";
const WHOLE = "ほかの列は、確かめたうえで使わずに取り込めます。直すところが一つでもあれば、何も取り込みません。";
const PEOPLE = "人は「氏名 <メール>」か、メールか、職員番号で書きます。何人かは「、」で並べます。登録されていない人は、先に名簿で取り込んでください。";
const DECIDING = `${DECIDING_TEXT}の役割は、${APPOINTER}がパスワードを決めた後は、${APPOINTER}だけが付けられます。`;
const renames = (word: string): string =>
  `名前を変えるときは、「いまの名前」をそのままにして「${word}」の列を直します。新しい${word}の行では「いまの名前」を空にします。`;

const ORGANISATION = { label: "部署と重要システム", href: "/operator/organisation" } as const;

/** `separation`: 「（安全ガイドライン 3.1.4.1(2)）」. */
export const roleListPage = (separation: string): ListPageView => ({
  title: "役割の一覧（CSV）",
  steps: [{ label: "人と部署", href: "/operator/people" }, { label: "役割の一覧（CSV）" }],
  promise: "一覧に書いた役割を付けます。一覧にない役割は外れません。",
  download: { href: "/api/v1/appointments.csv", label: "いまの一覧をダウンロード", note: NOTE },
  importing: {
    id: "role-list",
    address: "/appointments/import",
    title: "直した一覧を選ぶ",
    hint: sizes("10,000 行"),
    backHref: "/operator/people",
    backLabel: "人と部署へ戻る",
    word: "役割",
    adds: ["付く役割", "付いた役割"],
    gives: null,
  },
  example: [
    "氏名,職員番号,メール,役割,対象",
    "髙﨑 一郎,1001,ichiro@example.jp,情報セキュリティ責任者,総務部",
    "石川 葵,1002,aoi@example.jp,システム管理者,案内表示システム",
    "石川 葵,1002,aoi@example.jp,情報セキュリティ委員会,",
  ].join("\n"),
  rules: [
    "1行に、一人の一つの役割を書きます。1行目は見出しで、順は問いません。",
    "人は、メールか職員番号で決まります（どちらかは空でもかまいません）。氏名は、違うときに示すためだけに使います。登録されていない人は、先に名簿で取り込んでください。",
    `役割は、${OPERATOR_ROLES.map((role) => ROLE_WORDS[role]).join("、")} のどれかです。`,
    "対象には、情報セキュリティ責任者では部署、システム管理者では重要システムの名前を書きます。ほかの役割では、空か「全社」にします。",
    "役割を外すときと、人が替わるときは、その人の画面の「引継ぎ」で、残っている点検票と一緒に決めます。付けすぎた役割は、その人の画面で外せます。終わったパスワードとリンクは戻りません。",
    `${DECIDING}監査実施者は、CISO・責任者・システム管理者・審査者と兼ねられません${separation}。`,
    WHOLE,
  ],
  api: "POST /api/v1/appointments/import",
});

export const departmentListPage = (): ListPageView => ({
  title: "部署の一覧（CSV）",
  steps: [ORGANISATION, { label: "部署の一覧（CSV）" }],
  promise: "一覧に書いた部署を加え、名前を直し、情報セキュリティ責任者を付けます。一覧にない部署と責任者は、そのまま残ります。",
  download: { href: "/api/v1/departments.csv", label: "いまの一覧をダウンロード", note: NOTE },
  importing: {
    id: "department-list",
    address: "/departments/import",
    title: "直した一覧を選ぶ",
    hint: sizes("2,000 部署"),
    backHref: "/operator/organisation",
    backLabel: "部署と重要システムへ戻る",
    word: "部署",
    adds: ["加わる部署", "加わった部署"],
    gives: ROLE_WORDS.securityManager,
  },
  example: ["いまの名前,部署,情報セキュリティ責任者", "総務部,総務部,髙﨑 一郎 <ichiro@example.jp>", "営業部,営業推進部,", ",運用部,1002"].join("\n"),
  rules: [
    "1行目は見出しで、順は問いません。要るのは「部署」の列だけです。",
    renames("部署"),
    `${PEOPLE}${DECIDING}`,
    "部署の廃止は「部署と重要システム」の画面で、責任者を外すときは、その人の画面の「引継ぎ」で決めます。",
    WHOLE,
  ],
  api: "POST /api/v1/departments/import",
});

/** `kinds`: names of the kinds of the sector. */
export const systemListPage = (kinds: readonly string[]): ListPageView => ({
  title: "重要システムの一覧（CSV）",
  steps: [ORGANISATION, { label: "重要システムの一覧（CSV）" }],
  promise: "一覧に書いた重要システムを加え、名前・種類・部署を直し、システム管理者を付けます。一覧にない重要システムと管理者は、そのまま残ります。",
  download: { href: "/api/v1/systems.csv", label: "いまの一覧をダウンロード", note: NOTE },
  importing: {
    id: "system-list",
    address: "/systems/import",
    title: "直した一覧を選ぶ",
    hint: sizes("2,000 件"),
    backHref: "/operator/organisation",
    backLabel: "部署と重要システムへ戻る",
    word: "重要システム",
    adds: ["加わる重要システム", "加わった重要システム"],
    gives: ROLE_WORDS.systemAdministrator,
  },
  example: [
    "いまの名前,重要システム,種類,部署,システム管理者",
    `案内表示システム,案内表示システム,${kinds[0] ?? ""},営業部,石川 葵 <aoi@example.jp>`,
    `,入退管理システム,${kinds.at(-1) ?? ""},総務部,`,
  ].join("\n"),
  rules: [
    "1行目は見出しで、順は問いません。要るのは「重要システム」「種類」「部署」の列です。",
    renames("重要システム"),
    `種類は、${kinds.join("、")} のどれかです。部署は、登録してある部署の名前を書きます。`,
    "部署を変えると、受理していない点検票も新しい部署に移ります。",
    PEOPLE,
    "重要システムの廃止は「部署と重要システム」の画面で、管理者を外すときは、その人の画面の「引継ぎ」で決めます。",
    WHOLE,
  ],
  api: "POST /api/v1/systems/import",
});
