import { bearersText, DECIDING_TEXT, deniedPart } from "@/lib/labels/permission-words";

type Sentence = (may: string, others: string) => string;

const denied = (sentence: Sentence) => deniedPart("people.manage", "people.appointDeciding", sentence);

/** Why only those who appoint to deciding roles may do something to their holders. */
const toHolders = (sentence: Sentence) => denied((may, others) => `${DECIDING_TEXT}の${sentence(may, others)}`);

export const APPOINTING = toHolders((may) => `役割を付けたり外したりできるのは、${may}だけです。退職の登録で外れるときも同じです。${may}に頼んでください。`);
export const LINKING = toHolders((may) => `人の招待リンクを作れるのは、${may}だけです。${may}に頼んでください。`);
export const READDRESSING = toHolders((may) => `人のメールアドレスを変えられるのは、${may}だけです。${may}に頼んでください。`);

export const PLATFORMS_CHOICE = denied(
  (may) =>
    `ポータル管理者が最初に登録した人です。本人がパスワードを決めるまで、役割・メールアドレス・退職・招待リンクを扱えるのは、ポータル管理者と${may}だけです。リンクが要るときは、ポータル管理者に頼んでください。`,
);

export const APPOINTING_ONESELF = denied(
  (may, others) => `${others}は、確かめたり承認したりする役割を自分には付けられません。ほかの${others}か${may}に頼んでください。`,
);

export const REINVITING = denied((may) => `この人は、パスワードを決めたことがあります。新しい招待リンクは${may}だけが作れます。${may}に頼んでください。`);

/** Who appoints to deciding roles. */
export const APPOINTER = bearersText("people.appointDeciding");
