import { refusal } from "@/lib/domain/shared/refusal";

/** By what a page knows that it could not be made because of an outage, and of which: all that an error takes to the browser. */
export const OUTAGE_DIGEST = { away: "portal-unavailable", diskFull: "portal-disk-full" } as const;

const KEPT = "点検票の回答は、入力した端末に残り、保存できるようになると自動で送られます。";

/** What was asked was not done, or is not known to be done, since the database does not serve now. */
export const AWAY = refusal("temporarily_unavailable", `いまデータベースが応えないため、処理できません。少し待ってから、もう一度試してください。${KEPT}`);

/** Nothing new is taken while the disk of the database is full. */
export const DISK_FULL = refusal(
  "temporarily_unavailable",
  `サーバーのディスクに空きがないため、いまは保存できません。ポータルを動かしている人に伝え、空きができてから、もう一度試してください。${KEPT}`,
);
