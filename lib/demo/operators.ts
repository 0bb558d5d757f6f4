import { departments, SYSTEMS } from "@/lib/demo/operator-parts";
import type { OperatorProfile } from "@/lib/demo/profile";

const { cameras, access, flights, lounge, baggage, cargo, screening, broadcast, plant, parking, website, network, counters } = SYSTEMS;

const ordinary = {
  sector: "kuko",
  examples: "optional",
  answersExamples: 0,
  running: "open",
  cast: {},
  stage: 1,
} as const;

/** The operator that a visitor plays: small enough to oversee, large enough to have every role. */
export const MAIN_SLUG = "minato";
/** The operator with 2,000 staff, some of whom left. */
export const LARGE_SLUG = "chuo";
/** The operator that corrected its submission to the survey of fiscal year 2025. */
export const CORRECTING_SLUG = "shirasuna";
/** The operator that has never taken part in a survey. */
export const SILENT_SLUG = "chidorijima";

/** Twelve fictional airport operators, the largest first. */
export const AIRPORTS: readonly OperatorProfile[] = [
  {
    ...ordinary,
    ...{ slug: LARGE_SLUG, name: "架空中央国際空港株式会社", staff: 2031, maturity: 1.35, growth: 0.26, grasp: 0.91, evidence: 0.62 },
    ...{ answersExamples: 0.02, progress: 0.48, slowDepartment: 9 },
    departments: departments(
      "経営企画部 4,総務人事部 6,警備保安部 22,旅客ターミナル部 24,施設運用部 18,情報システム部 9,監査室 1,運用調整部 12",
      "国際線事業部 14,商業事業部 16,貨物事業部 11,技術部 10,財務部 4,広報・お客様サービス部 8",
    ),
    systems: [cameras(2), access(2), screening(2), flights(7), lounge(8), baggage(4), cargo(10), plant(11), network(5), counters(3), website(13)],
    cast: {
      staff: { name: "中野 七海", mailbox: "staff" },
      ciso: { name: "髙橋 修", mailbox: "ciso" },
    },
    stage: 3,
  },
  {
    ...ordinary,
    ...{ slug: "aonagi", name: "架空青凪国際空港株式会社", staff: 640, maturity: 1.05, growth: 0.3, grasp: 0.88, evidence: 0.5, progress: 0.55 },
    answersExamples: 0.04,
    departments: departments(
      "経営企画部 4,総務部 6,警備保安部 18,旅客ターミナル部 20,施設運用部 16,情報システム部 7,監査室 1,運用調整部 10",
      "商業事業部 12,貨物事業部 6",
    ),
    systems: [cameras(2), access(2), flights(7), baggage(4), screening(2), plant(4), network(5), parking(8)],
  },
  {
    ...ordinary,
    ...{
      slug: "hokuryo",
      name: "架空北稜空港ビル株式会社",
      staff: 380,
      maturity: 0.75,
      growth: 0.34,
      grasp: 0.86,
      evidence: 0.4,
      progress: 1,
      running: "reviewing",
    },
    departments: departments("総務部 7,警備保安部 16,旅客ターミナル部 20,施設部 16,情報システム課 5,監査室 1,商業部 14,運用管理部 12"),
    systems: [cameras(1), access(1), flights(7), baggage(3), plant(3), network(4)],
  },
  {
    ...ordinary,
    ...{ slug: CORRECTING_SLUG, name: "架空白砂空港ターミナル株式会社", staff: 240, maturity: 0.95, growth: 0.2, grasp: 0.93, evidence: 0.55, progress: 0.6 },
    departments: departments("総務部 8,警備部 14,ターミナル運営部 20,設備部 14,システム管理課 5,監査室 1,営業部 12"),
    systems: [cameras(1), flights(2), baggage(3), broadcast(2), plant(3)],
  },
  {
    ...ordinary,
    ...{
      slug: "shiokaze",
      name: "架空しおかぜ空港ビル株式会社",
      staff: 150,
      maturity: 1.2,
      growth: 0.28,
      grasp: 0.96,
      evidence: 0.7,
      progress: 1,
      running: "approved",
    },
    departments: departments("総務部 8,警備保安部 14,旅客サービス部 18,施設部 14,企画課 5,情報システム課 4"),
    systems: [cameras(1), access(1), flights(2), baggage(3)],
  },
  {
    ...ordinary,
    ...{
      slug: "hoshimi",
      name: "架空星見空港サービス株式会社",
      staff: 96,
      maturity: 0.55,
      growth: 0.4,
      grasp: 0.84,
      evidence: 0.3,
      progress: 0.35,
      slowDepartment: 2,
    },
    departments: departments("総務部 8,警備部 12,ターミナル部 18,施設部 12,営業課 6"),
    systems: [cameras(1), flights(2), baggage(3), parking(4)],
  },
  {
    ...ordinary,
    ...{ slug: MAIN_SLUG, name: "架空みなと空港株式会社", staff: 62, maturity: 0.9, growth: 0.27, grasp: 0.92, evidence: 0.55, progress: 0.66 },
    answersExamples: 0.12,
    departments: departments("総務部 13,警備保安部 11,旅客ターミナル部 16,施設運用部 13,情報システム室 9"),
    systems: [cameras(1), flights(2), baggage(3), network(4)],
    cast: {
      staff: { name: "佐藤 真理", mailbox: "staff" },
      system: { name: "山﨑 拓也", mailbox: "system" },
      manager: { name: "木村 洋一", mailbox: "manager" },
      ciso: { name: "藤井 典子", mailbox: "ciso" },
      executive: { name: "𠮷田 隆", mailbox: "executive" },
      committee: { name: "上田 智子", mailbox: "committee" },
      auditor: { name: "工藤 誠", mailbox: "auditor" },
      reviewer: { name: "三浦 彩", mailbox: "reviewer" },
      secretariat: { name: "林 千尋", mailbox: "secretariat" },
    },
    stage: 2,
  },
  {
    ...ordinary,
    ...{ slug: "midorikawa", name: "架空翠川空港ビル株式会社", staff: 44, maturity: 0.6, growth: 0.24, grasp: 0.9, evidence: 0.35, progress: 0.5 },
    departments: departments("総務課 9,警備課 12,ターミナル課 14,施設課 9"),
    systems: [cameras(1), flights(2), baggage(3)],
  },
  {
    ...ordinary,
    ...{ slug: "shinonome", name: "架空東雲ヶ原空港株式会社", staff: 31, maturity: 0.85, growth: 0.3, grasp: 0.97, evidence: 0.45, progress: 0.7 },
    departments: departments("総務部 8,運用部 13,施設警備部 10"),
    systems: [cameras(2), flights(1), baggage(2)],
  },
  {
    ...ordinary,
    ...{ slug: "yukimidaira", name: "架空雪見平空港ビル株式会社", staff: 24, maturity: 0.3, growth: 0.36, grasp: 0.92, evidence: 0.25, progress: 0.4 },
    ...{ examples: "asked", answersExamples: 0.85 },
    departments: departments("総務部 7,運用部 9,施設警備部 8"),
    systems: [cameras(2), flights(1), baggage(2)],
  },
  {
    ...ordinary,
    ...{
      slug: "asagiri",
      name: "架空朝霧空港ターミナル株式会社",
      staff: 17,
      maturity: 0.45,
      growth: 0.22,
      grasp: 1,
      evidence: 0.3,
      progress: 0,
      running: "planned",
    },
    departments: departments("総務課 7,運用課 6,施設警備課 4"),
    systems: [cameras(2), flights(1)],
    leavesOut: {
      item: "kuko-2:3.1.5.2-4-d:1",
      reason: "構内の通信回線はすべて IPv4 で、機器側でも IPv6 を無効にしているため、今年度は点検の対象から外します。",
    },
  },
  {
    ...ordinary,
    ...{ slug: SILENT_SLUG, name: "架空千鳥島空港ビル株式会社", staff: 12, maturity: 0.05, growth: 0.3, grasp: 0.9, evidence: 0.15, progress: 0.3 },
    departments: departments("総務課 6,運用課 3,施設警備課 3"),
    systems: [cameras(2), flights(1)],
  },
];

/** An operator of another sector, to show that other sectors' data stays invisible. */
export const RAILWAY: OperatorProfile = {
  ...ordinary,
  ...{ slug: "tanigawa", name: "架空谷川高原鉄道株式会社", sector: "tetsudo", staff: 14, maturity: 0.4, growth: 0.2, grasp: 1, evidence: 0.3, progress: 0.5 },
  departments: departments("総務課 6,運輸課 5,電気施設課 3"),
  systems: [{ name: "運行管理システム", kind: "other", department: 2 }],
};
