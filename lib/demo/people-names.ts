import { choose } from "@/lib/demo/days/chance";

type NamePart = readonly [written: string, spelled: string];

/** Fictional combinations of common names, with characters that systems often lose: 髙 﨑 𠮷 濵 邊. */
const SURNAMES = `佐藤 sato 鈴木 suzuki 高橋 takahashi 髙橋 takahashi 田中 tanaka 伊藤 ito 渡辺 watanabe 渡邊 watanabe 山本 yamamoto 中村 nakamura
小林 kobayashi 加藤 kato 吉田 yoshida 𠮷田 yoshida 山田 yamada 佐々木 sasaki 山口 yamaguchi 松本 matsumoto 井上 inoue 木村 kimura
林 hayashi 斎藤 saito 齋藤 saito 清水 shimizu 山崎 yamazaki 山﨑 yamazaki 森 mori 池田 ikeda 橋本 hashimoto 阿部 abe
石川 ishikawa 前田 maeda 藤田 fujita 小川 ogawa 後藤 goto 岡田 okada 長谷川 hasegawa 村上 murakami 近藤 kondo 石井 ishii
坂本 sakamoto 遠藤 endo 青木 aoki 藤井 fujii 西村 nishimura 福田 fukuda 太田 ota 三浦 miura 岡本 okamoto 松田 matsuda
中川 nakagawa 中野 nakano 原田 harada 小野 ono 田村 tamura 竹内 takeuchi 金子 kaneko 和田 wada 中山 nakayama 石田 ishida
上田 ueda 森田 morita 柴田 shibata 酒井 sakai 工藤 kudo 横山 yokoyama 宮崎 miyazaki 宮﨑 miyazaki 内田 uchida 高木 takagi
安藤 ando 谷口 taniguchi 大野 ono 丸山 maruyama 今井 imai 高田 takada 藤本 fujimoto 村田 murata 武田 takeda 濵田 hamada`;

const GIVEN_NAMES = `翔太 shota 健 ken 直樹 naoki 大輔 daisuke 誠 makoto 拓也 takuya 和也 kazuya 浩二 koji 洋一 yoichi 達也 tatsuya
哲也 tetsuya 亮 ryo 修 osamu 隆 takashi 剛 tsuyoshi 博之 hiroyuki 雅人 masato 康平 kohei 祐介 yusuke 俊介 shunsuke
悠斗 yuto 蓮 ren 湊 minato 陽翔 haruto 颯太 sota 智也 tomoya 英樹 hideki 勇気 yuki 慎一 shinichi 秀明 hideaki
真理 mari 陽子 yoko 恵 megumi 裕子 yuko 美咲 misaki 彩 aya 愛 ai 由美 yumi 久美子 kumiko 千尋 chihiro
葵 aoi 結衣 yui 凜 rin 桜 sakura 七海 nanami 菜々子 nanako 直美 naomi 智子 tomoko 典子 noriko 玲奈 reina
さくら sakura ひかり hikari まどか madoka 薫 kaoru 晶 akira 司 tsukasa 望 nozomi 光 hikaru 歩 ayumi 香織 kaori`;

function namePartsOf(list: string): [NamePart, ...NamePart[]] {
  const words = list.split(/\s+/);
  const parts = words.flatMap((word, index): NamePart[] => (index % 2 === 0 ? [[word, words[index + 1] ?? ""]] : []));
  const [first = ["", ""], ...rest] = parts;
  return [first, ...rest];
}

const surnames = namePartsOf(SURNAMES);
const givenNames = namePartsOf(GIVEN_NAMES);

export interface PersonName {
  readonly name: string;
  /** Part of the mail address before the at sign. */
  readonly mailbox: string;
}

/** A fictional person's name, the same for the same key. */
export function personName(key: string): PersonName {
  const [surname, spelledSurname] = choose(`${key}/surname`, surnames);
  const [given, spelledGiven] = choose(`${key}/given`, givenNames);
  return { name: `${surname} ${given}`, mailbox: `${spelledSurname}.${spelledGiven}` };
}
