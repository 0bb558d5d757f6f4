import path from "node:path";
import { type Command, EXIT_FAILED, EXIT_MISUSED, EXIT_OK, type Run } from "@/lib/cli/command";

const contentRoot = (): string => path.resolve("content");

/** A command that runs the portal; `--reuse`: use one that already runs. */
const portal = (demo: boolean) => async (): Promise<Run> => {
  const { startPortal } = await import("@/lib/launch/portal");
  return (args, io) =>
    startPortal({
      demo,
      dev: args.includes("--dev"),
      reuse: args.includes("--reuse"),
      announce: (line) => {
        io.out(line);
      },
    });
};

/** Every command by its name. Its modules are loaded only when it is called. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  "content check": {
    usage: "",
    summary: "content/ の内容を検査し、件数と原文の網羅を示す",
    load: async () => {
      const { contentCheck } = await import("@/lib/cli/content");
      return (_args, io) => {
        const { ok, lines } = contentCheck(contentRoot());
        for (const line of lines) (ok ? io.out : io.error)(line);
        return Promise.resolve(ok ? EXIT_OK : EXIT_FAILED);
      };
    },
  },
  "content export": {
    usage: "EDITION",
    summary: "版の全体を JSON で出力する（版の id は content check が示す）",
    load: async () => {
      const { contentExport } = await import("@/lib/cli/content");
      return ([edition], io) => {
        if (edition === undefined) {
          io.error("版の id を指定してください（content check が示します）。");
          return Promise.resolve(EXIT_MISUSED);
        }
        io.out(contentExport(contentRoot(), edition).trimEnd());
        return Promise.resolve(EXIT_OK);
      };
    },
  },
  score: {
    usage: "FILE",
    summary: "書き出した回答（answers.json）を採点し、JSON で出力する",
    load: async () => (await import("@/lib/cli/score")).run,
  },
  "token create": {
    usage: "--email MAIL [--operator NAME] [--name NAME] [--days N]",
    summary: "利用者の API トークンを作る（決める役割のない人）",
    load: async () => (await import("@/lib/cli/token")).run,
  },
  "account link": {
    usage: "--email MAIL [--operator NAME]",
    summary: "パスワードを忘れ、だれも招待し直せない人の、決め直しのリンクを作る（24時間、一度だけ）",
    load: async () => (await import("@/lib/cli/account-link")).run,
  },
  "account unlock": {
    usage: "--email MAIL [--operator NAME]",
    summary: "パスワードの間違いが続いて止まったサインインを、15分待たずに使えるようにする",
    load: async () => (await import("@/lib/cli/account-unlock")).run,
  },
  recount: {
    usage: "",
    summary: "集計を回答から数え直し、保存された集計と比べる",
    load: async () => (await import("@/lib/cli/recount")).run,
  },
  migrate: {
    usage: "",
    summary: "データベースを新しい形に移行し、内容を取り込む",
    load: async () => (await import("@/lib/cli/migrate")).run,
  },
  build: {
    usage: "",
    summary: "画面を組み立てる（変わっていなければ何もしない）",
    load: async () => {
      const { ensureBuild } = await import("@/lib/runtime/build");
      return async (_args, io) => {
        await ensureBuild(process.cwd(), { announce: io.error });
        return EXIT_OK;
      };
    },
  },
  start: { usage: "[--reuse]", summary: "ポータルを起動する（npm start）", load: portal(false) },
  demo: { usage: "[--reuse]", summary: "見本のデータでポータルを起動する（npm run demo）", load: portal(true) },
};
