import { describe, expect, it } from "vitest";
import { identityFold, searchFold, searchWords } from "@/lib/domain/shared/text-fold";

/** EquivalentUnifiedIdeograph of the Unicode Character Database, 17.0, for CJK Radicals Supplement, without what NFKC knows. */
const EQUIVALENTS = `
  2e81=5382 2e82=4e5b 2e83=4e5a 2e84=4e59 2e85=4ebb 2e86=5182 2e87=20628 2e88=5200 2e89=5202 2e8a=535c 2e8b=353e 2e8c=5c0f
  2e8d=5c0f 2e8e=5140 2e8f=5c23 2e90=5c22 2e91=21bc2 2e92=5df3 2e93=5e7a 2e94=5f51 2e95=2b739 2e96=5fc4 2e97=5fc3 2e98=624c
  2e99=6535 2e9b=65e1 2e9c=65e5 2e9d=6708 2e9e=6b7a 2ea0=6c11 2ea1=6c35 2ea2=6c3a 2ea3=706c 2ea4=722b 2ea5=722b 2ea6=4e2c
  2ea7=725b 2ea8=72ad 2ea9=738b 2eaa=24d14 2eab=76ee 2eac=793a 2ead=793b 2eae=25ad7 2eaf=7cf9 2eb0=7e9f 2eb1=7f53 2eb2=7f52
  2eb3=34c1 2eb4=5197 2eb5=2626b 2eb6=7f8a 2eb7=2634c 2eb8=2634b 2eb9=8002 2eba=8080 2ebb=807f 2ebc=8089 2ebd=26951 2ebe=8279
  2ebf=8279 2ec0=8279 2ec1=864e 2ec2=8864 2ec3=8980 2ec4=897f 2ec5=89c1 2ec6=89d2 2ec7=278b2 2ec8=8ba0 2ec9=8d1d 2eca=27fb7
  2ecb=8f66 2ecc=8fb6 2ecd=8fb6 2ece=8fb6 2ecf=9091 2ed0=9485 2ed1=9577 2ed2=9578 2ed3=957f 2ed4=95e8 2ed5=28e0f 2ed6=961d
  2ed7=96e8 2ed8=9752 2ed9=97e6 2eda=9875 2edb=98ce 2edc=98de 2edd=98df 2ede=2967f 2edf=98e0 2ee0=9963 2ee1=29810 2ee2=9a6c
  2ee3=9aa8 2ee4=9b3c 2ee5=9c7c 2ee6=9e1f 2ee7=5364 2ee8=9ea6 2ee9=9ec4 2eea=9efe 2eeb=6589 2eec=9f50 2eed=6b6f 2eee=9f7f
  2eef=7adc 2ef0=9f99 2ef1=9f9c 2ef2=4e80`;

/** The radicals of both blocks that Unicode has: the supplement, and those of the Kangxi dictionary. */
const RADICALS = Array.from({ length: 0x2fe0 - 0x2e80 }, (_none, place) => String.fromCodePoint(0x2e80 + place)).filter((one) => /\P{Cn}/u.test(one));

const hex = (text: string): string => Array.from(text, (one) => one.codePointAt(0)?.toString(16)).join(" ");

describe("M9 radicals", () => {
  it.each([
    ["⻑崎", "長崎"],
    ["⻄課", "西課"],
    ["⺠間", "民間"],
    ["⼭⼿", "山手"],
    ["⽻⽥⿓⼀", "羽田龍一"],
    ["⻘⻝⻣⻤⻩⻫⻭⻲", "青食骨鬼黄斉歯亀"],
    ["⺟⻳", "母龟"],
  ])("M9 %s is %s", (copied, typed) => {
    expect([identityFold(copied), searchFold(copied)]).toEqual([identityFold(typed), searchFold(typed)]);
  });

  it("M9 of the supplement are the ideographs that Unicode says", () => {
    const pairs = [...EQUIVALENTS.matchAll(/(\w+)=(\w+)/g)].map(([, from, to]) =>
      [from, to].map((code) => String.fromCodePoint(Number.parseInt(String(code), 16))),
    );
    expect(pairs).toHaveLength(112);
    expect(pairs.filter(([from, to]) => identityFold(String(from)) !== to).map(([from]) => hex(String(from)))).toEqual([]);
  });

  it("M9 of both blocks fold to one ideograph, which folds to itself; the sign of repetition has none", () => {
    expect(RADICALS).toHaveLength(115 + 214);
    const without = RADICALS.filter((one) => !/^\p{Unified_Ideograph}$/u.test(identityFold(one)));
    expect(without.map(hex)).toEqual(["2e80"]);
    const wrong = RADICALS.filter((one) =>
      [identityFold, searchFold].some((fold) => fold(fold(one)) !== fold(one) || fold(`第${one}課`) !== `第${fold(one)}課`),
    );
    expect(wrong.map(hex)).toEqual([]);
  });

  it("M9 do not hide what is searched", () => {
    expect(searchWords("長崎 西").every((word) => searchFold("⻑崎営業部 ⻄課").includes(word))).toBe(true);
    expect(searchWords("⻑崎").every((word) => searchFold("長崎営業部").includes(word))).toBe(true);
  });
});
