import type { Course, HandoverEvent } from "@/lib/domain/handover/courses";

/** Why something is handed over, as on every screen. */
export const HANDOVER_WORDS = {
  leave: "退職",
  move: "異動",
  absence: "長期不在",
  roles: "役割の変更",
} as const satisfies Record<HandoverEvent, string>;

/** What becomes of a sheet. */
export const COURSE_WORDS = {
  pass: "役職に就く人へ移す",
  along: "本人と一緒に移す",
  stay: "いまのまま",
  wait: "残しておく",
  withdraw: "取り下げる",
} as const satisfies Record<Course, string>;
