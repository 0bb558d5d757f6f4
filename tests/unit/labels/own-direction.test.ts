import { describe, expect, it } from "vitest";
import { effectTexts, postView } from "@/lib/features/handover/page-view/parts";
import { ownHandoverText, plannedTitle, plannedView } from "@/lib/features/handover/plans/texts";
import { answerView } from "@/lib/features/results/item-page/parts";
import { remarkEvents, versionView } from "@/lib/features/sheets/history/parts";
import { reviewItems } from "@/lib/features/sheets/review/parts";
import { inSentence, namesText, sentence } from "@/lib/labels/own-direction";
import { actedBy } from "@/lib/labels/words";

const SCRIPTS = [
  "Hebrew",
  "Arabic",
  "Syriac",
  "Thaana",
  "Nko",
  "Samaritan",
  "Mandaic",
  "Adlam",
  "Hanifi_Rohingya",
  "Mende_Kikakui",
  "Phoenician",
  "Old_Turkic",
];
const LETTERS = Array.from({ length: 0x1_f000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((one) => /\p{L}/u.test(one));

/** What is left for the rules P2 and P3 of Unicode's algorithm, which pass over isolates. */
const outsideOfIsolates = (text: string): string => text.replace(/\u2068[^\u2069]*\u2069/gu, "");
const NAMES = ["שלום לוי", "محمد علي", "ޢަލީ", "Anna שלום", "𞤀𞤣𞤤𞤢𞤥"];

/** The texts of the isolates, each as often as it is there. */
const isolates = (text: string): string[] => [...text.matchAll(/\u2068([^\u2068\u2069]*)\u2069/gu)].map(([, inner = ""]) => inner);
const hasOtherDirection = (text: string): boolean => SCRIPTS.some((script) => new RegExp(`\\p{Script=${script}}`, "u").test(text));

describe("a name in a sentence of the portal's", () => {
  it("M9 is isolated where any of its letters is written from right to left, and else stays as it is", () => {
    for (const script of SCRIPTS) {
      const letters = LETTERS.filter((one) => new RegExp(`\\p{Script=${script}}`, "u").test(one));
      expect(letters.length, script).toBeGreaterThan(20);
      expect(
        letters.filter((one) => inSentence(`A${one}`) !== `\u2068A${one}\u2069`),
        script,
      ).toEqual([]);
    }
    const others = LETTERS.filter((one) =>
      /[\p{Script=Latin}\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\p{Script=Hang}\p{Script=Cyrl}\p{Script=Thai}\p{Script=Deva}]/u.test(one),
    );
    expect(others.filter((one) => inSentence(one) !== one)).toEqual([]);
    expect(inSentence("大野 恵子")).toBe("大野 恵子");
  });

  it.each(NAMES)("M9 stands on its own side of an arrow, before its number and on each of its lines: %s", (name) => {
    expect(isolates(sentence`${name} → ${name}`)).toEqual([name, name]);
    expect(outsideOfIsolates(sentence`${name} → ${name}`)).toBe(" → ");
    expect(outsideOfIsolates(sentence`所見　${name}　${2026}年`)).toBe("所見　　2026年");
    expect(outsideOfIsolates(sentence`${`${name}\n\n${name} 12`}（${name}　2026年11月20日）`)).toBe("\n\n（　2026年11月20日）");
    expect(outsideOfIsolates(sentence`「${sentence`${name}さん`}」の1枚`).replaceAll(/[\u2068\u2069]/gu, "")).toBe("「さん」の1枚");
    expect(namesText([name, "石川 葵", name], 2)).toBe(`\u2068${name}\u2069、石川 葵 ほか1人`);
  });

  it("M9 changes nothing in a sentence of other names", () => {
    expect(sentence`${"石川 葵"}さんの役割が${50}を超えます。`).toBe("石川 葵さんの役割が50を超えます。");
    expect(sentence`${"Анна"} → ${""}`).toBe("Анна → ");
    expect(sentence`\u3042${1}\u3044`).toBe("あ1い");
    expect(namesText(["石川 葵", "Anna"])).toBe("石川 葵、Anna");
    expect(namesText([])).toBe("");
  });

  it.each(NAMES)("M9 does so in what a handover leads to: %s", (name) => {
    const review = { sheetId: "s", role: "handler", departmentName: null, systemName: null, personName: name, cycleTitle: name, reviewers: [name] };
    const post = {
      ...{ role: "securityManager", departmentId: "d", systemId: null, departmentName: name, systemName: null, change: "givenUp", holders: [name, name] },
      ...{ waiting: 1, unreviewable: 0, reviews: [review], successorId: "p", successorName: name },
    };
    const effects = { passed: 0, moved: 0, withdrawn: 0, withdrawnAnswers: 0, unanswerable: 0, vacant: 0, unreviewable: 0 };
    const plan = {
      name,
      departmentName: name,
      posts: [post],
      effects,
      deputyships: [],
      endedByTaking: [],
      kept: { posts: [], named: { sheets: 0, sheetsAlone: 0 } },
    };
    const view = postView(post as never, [], false);
    const texts = [
      ...effectTexts({ ...plan, event: "leave" } as never),
      ...effectTexts({ ...plan, event: "move" } as never),
      ...[...view.lines, view.title, view.chosen, ...view.reviews.map(({ text }) => text)],
    ];
    expect(texts.filter((text) => text.includes(name)).length).toBeGreaterThan(6);
    expect(texts.filter((text) => hasOtherDirection(outsideOfIsolates(text)))).toEqual([]);
  });

  it.each(NAMES)("M9 decides neither the direction nor the order of who and when: %s", (name) => {
    const at = new Date("2026-11-20T05:00:00Z");
    const remark = { id: "r", itemId: "i", text: "所見", byName: name, represented: null, at, withdrawn: { byName: name, represented: null, at } };
    const row = { itemId: "i", kind: "measure", status: "implemented", answeredAt: at, byName: name, represented: "ciso//", forMinistry: false };
    const index = { edition: { items: [] }, items: new Map(), titles: new Map(), sections: new Map() };
    const said = { ...remark, responses: [{ done: true, reply: null, byName: name, represented: null, at }] };
    const [item] = reviewItems({ index, role: "handler", rows: [row], previous: [], remarks: [said] } as never);
    const planned = {
      ...{ id: "p", state: "planned", personId: "a", personName: name, event: "leave", departmentName: "総務部", toDepartmentName: null },
      ...{ effectiveOn: "2026-12-01", successors: [], confirmedByName: name, confirmedAt: at.toISOString(), reasons: [] },
    } as never;
    const texts = [
      actedBy(name, "securityManager/d1/"),
      versionView({ ...row, version: 1, at: at.toISOString(), cause: "answered" } as never, true, "measures").byText,
      ...remarkEvents([said] as never).map(({ byText }) => byText),
      plannedTitle({ personName: name, event: "leave" }),
      plannedView(planned, false).lines.at(-1),
      ownHandoverText({ effectiveOn: "2026-12-01", part: "takesOver", event: null, personName: name, posts: [] } as never),
      item?.answeredText,
      item?.remarks[0]?.byText,
      item?.remarks[0]?.withdrawnText,
      item?.remarks[0]?.response?.byText,
      answerView(
        { id: "i", kind: "measure" } as never,
        {
          ...{ sheetId: "s", role: "handler", department: null, system: null, respondents: [name], status: "implemented", reason: null, remark: null },
          evidence: null,
          answeredAt: at.toISOString(),
          byName: null,
          previous: null,
          counts: true,
          state: "accepted",
        } as never,
      ).byText,
    ];
    for (const text of texts) {
      expect(text).toContain(name);
      expect(hasOtherDirection(outsideOfIsolates(text ?? "")), text ?? "").toBe(false);
    }
  });
});
