import { type Refusal, refusal } from "@/lib/domain/shared/refusal";

/** Digests by which a page recognises an outage and its kind. An error passes nothing else to the browser. */
export const OUTAGE_DIGEST = { away: "portal-unavailable", diskFull: "portal-disk-full" } as const;

const KEPT = "点検票の回答は、入力した端末に残り、保存できるようになると自動で送られます。";

/** The refusal while the database does not serve: the request failed, or its result is unknown. */
export const AWAY: Refusal = refusal(
  "temporarily_unavailable",
  `いまデータベースが応えないため、処理できません。少し待ってから、もう一度試してください。${KEPT}`,
);

/** The refusal of new data while the disk of the database is full. */
export const DISK_FULL: Refusal = refusal(
  "temporarily_unavailable",
  `サーバーのディスクに空きがないため、いまは保存できません。ポータルを動かしている人に伝え、空きができてから、もう一度試してください。${KEPT}`,
);
