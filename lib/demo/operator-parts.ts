import type { DepartmentProfile, SystemProfile } from "@/lib/demo/profile";

/** Departments from lines such as `総務部 7,警備部 12`: the name and its share of the staff. */
export const departments = (...lines: readonly string[]): DepartmentProfile[] =>
  lines
    .join(",")
    .split(",")
    .map((entry) => {
      const [name = "", weight = "1"] = entry.split(" ");
      return { name, weight: Number(weight) };
    });

const system =
  (name: string, kind: string) =>
  (department: number): SystemProfile => ({ name, kind, department });

/** Critical systems of an airport (2.2.1), to be placed in a department. */
export const SYSTEMS = {
  cameras: system("監視カメラシステム", "surveillance"),
  access: system("入退場管理システム", "surveillance"),
  screening: system("保安検査支援システム", "surveillance"),
  flights: system("フライトインフォメーションシステム（FIS）", "flightInformation"),
  lounge: system("国際線案内表示システム", "flightInformation"),
  baggage: system("バゲージハンドリングシステム（BHS）", "baggageHandling"),
  cargo: system("貨物上屋搬送システム", "baggageHandling"),
  broadcast: system("館内放送システム", "other"),
  plant: system("中央監視（電力・空調）システム", "other"),
  parking: system("駐車場管理システム", "other"),
  website: system("公式ウェブサイト", "other"),
  network: system("構内情報基盤", "other"),
  counters: system("旅客共用カウンターシステム", "other"),
} as const;
