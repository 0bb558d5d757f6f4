import { OFFICES } from "@/lib/demo/offices";
import { AIRPORTS, LARGE_SLUG, MAIN_SLUG } from "@/lib/demo/operators";
import { CAST_ROLES, type CastRole } from "@/lib/demo/profile";
import type { DemoSignIn } from "@/lib/server/auth/demo-sign-ins";

/** The password of everyone who can sign in in the demo; its hash is in `operator-rows.ts`. */
export const DEMO_PASSWORD = "demo-portal-2026";

const CAST_WORDS: Readonly<Record<CastRole, readonly [role: string, hint: string]>> = {
  staff: ["取扱者", "点検票に回答して提出する"],
  system: ["システム管理者", "担当する重要システムの点検票に回答する"],
  manager: ["情報セキュリティ責任者", "部署の点検票を確かめて受理する・差し戻す"],
  ciso: ["最高情報セキュリティ責任者（CISO）", "採点と要改善事項を見て、承認し、提出する"],
  executive: ["経営層", "結果を見る・CISOの点検票を受理する"],
  committee: ["情報セキュリティ委員会", "委員会の点検票に回答する"],
  auditor: ["監査実施者", "事業者の全体を読む・監査の点検票に回答する"],
  reviewer: ["審査者", "例外措置の審査について回答する"],
  secretariat: ["事務局", "人・部署・重要システムを整え、点検票を配る"],
};

/** Everyone who can sign in in the demo, in the order in which a visitor meets them. */
export function demoSignIns(): readonly DemoSignIn[] {
  const signIn = (roleLabel: string, hint: string, name: string, email: string, operatorName: string): DemoSignIn => ({
    ...{ role: roleLabel, roleLabel, hint, name, email, operatorName, password: DEMO_PASSWORD },
  });
  const casts = [MAIN_SLUG, LARGE_SLUG].flatMap((slug) => AIRPORTS.filter((profile) => profile.slug === slug));
  const people = casts.flatMap(({ cast, slug, name: operatorName }) =>
    CAST_ROLES.flatMap((role) => {
      const person = cast[role];
      return person === undefined ? [] : [signIn(...CAST_WORDS[role], person.name, `${person.mailbox}@${slug}.example.jp`, operatorName)];
    }),
  );
  const { airports, railways, platform } = OFFICES;
  return [
    ...people,
    signIn("所管省庁（空港）", "空港分野の浸透状況を見る・調査を行う", airports.name, airports.email, "国土交通省（空港分野）"),
    signIn("所管省庁（鉄道）", "別の分野の担当者。空港分野は見えない", railways.name, railways.email, "国土交通省（鉄道分野）"),
    signIn("ポータル管理者", "事業者と最初の利用者を登録する。回答は見えない", platform.name, platform.email, "ポータルの運営"),
  ];
}
