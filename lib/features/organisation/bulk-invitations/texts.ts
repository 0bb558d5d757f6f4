import { APPOINTER } from "@/lib/features/organisation/deciding/refusals";
import { DECIDING_TEXT } from "@/lib/labels/permission-words";

/** Why people are left out of bulk links; their number is put before it. */
export const LEFT_OUT_BECAUSE = `${DECIDING_TEXT}の人と、パスワードを決めたことのある人の招待リンクは、${APPOINTER}だけが作れます。ポータル管理者が最初に登録した人のものは、本人がパスワードを決めるまで、ポータル管理者も作れます。`;
