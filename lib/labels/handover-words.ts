import type { Course, HandoverEvent } from "@/lib/domain/handover/courses";
import type { ConfirmReason, ToConfirm } from "@/lib/domain/handover/coverage";

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

const REASONS = {
  confirmer: () => "この引継ぎを決めた人が、引継ぎを決められなくなりました。",
  department: () => "本人の部署が、決めたときから変わりました。",
  posts: () => "本人の役割が、決めたときから変わりました。",
  sheets: ({ count }) => `扱いを決めていない点検票が${count ?? 1}枚増えました。`,
  courses: ({ count }) => `点検票${count ?? 1}枚の状態が変わり、選んだ扱いができません。`,
  answers: ({ count }) => `取り下げる点検票${count ?? 1}枚に、決めたときより多くの回答があります。`,
  vacant: ({ count }) => `決めたときより、空席になる役割が${count ?? 1}つ増えます。`,
  unanswerable: ({ count }) => `決めたときより、回答する人がいない点検票が${count ?? 1}枚増えます。`,
  unreviewable: ({ count }) => `決めたときより、確かめる人がいない点検票が${count ?? 1}枚増えます。`,
  soleHolder: ({ count }) => `決めたときより、本人のほかに担う人がいない役割が${count ?? 1}つ増えます。`,
  onlyTheirs: ({ count }) => `決めたときより、本人のほかにできる人がいない点検票が${count ?? 1}枚増えます。`,
  refused: ({ detail }) => detail ?? "いまの役割では、この引継ぎができません。",
  failed: () => "ポータルの不具合で、行えませんでした。",
} as const satisfies Record<ConfirmReason, (reason: ToConfirm) => string>;

/** Why a planned handover has to be confirmed again. */
export const confirmReasonText = (reason: ToConfirm): string => REASONS[reason.code](reason);
