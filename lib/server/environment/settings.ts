import { isIP } from "node:net";
import { z } from "zod";
import { ENOUGH_BITS, estimatedBits } from "@/lib/server/environment/secret-strength";
import { isProxyAddress, namesEverybody } from "@/lib/server/environment/trusted-proxy";

/* The form of each setting. A message names the setting and the remedy but never the value: a malformed database URL may
   contain a part of its password anywhere. */

const MINIMUM_SECRET = 32;
const LONGEST_SECRET = 1_024;
const LONGEST_WAIT = 3_600;
const LONGEST_HOST = 253;
const SSL_MODES = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether an unescaped character of the password (`@ / ? # %`) shifted the borders between the parts of the URL. */
function isTorn(value: string): boolean {
  const [, authority = "", rest = ""] = /^[^/]*\/\/([^/?#]*)(.*)$/.exec(value) ?? [];
  const [path = ""] = rest.split("?");
  const ends = authority.split("@").length - 1;
  return ends > 1 || path.includes("@") || rest.includes("#") || (ends === 0 && rest.includes("@")) || !decodes(value);
}

const isDatabaseAddress = (value: string): boolean =>
  /^postgres(?:ql)?:\/\/[^/]+\/[^/]/.test(value) && /^[^\s\p{Cc}]+$/u.test(value) && URL.canParse(value) && new URL(value).username !== "";

const hasKnownMode = (value: string): boolean => {
  const mode = URL.canParse(value) ? new URL(value).searchParams.get("sslmode") : null;
  return mode === null || SSL_MODES.includes(mode);
};

export const databaseAddress = (name: string) =>
  z
    .string()
    .refine((value) => !/^postgres(?:ql)?:\/\//.test(value) || !isTorn(value), {
      error:
        `${name} の利用者名かパスワードの記号が、URL の区切りと見分けられません。記号は % で書いてください` +
        "（@ は %40、: は %3A、/ は %2F、? は %3F、# は %23、% は %25）。",
      abort: true,
    })
    .refine(isDatabaseAddress, {
      error: `${name} は postgresql://利用者:パスワード@ホスト:5432/データベース の形にしてください（空白は入れません）。`,
      abort: true,
    })
    .refine(hasKnownMode, { error: `${name} の sslmode は ${SSL_MODES.join("・")} のどれかにしてください（別の機械なら verify-full）。` });

const isHost = (value: string): boolean =>
  value.length <= LONGEST_HOST && (isIP(value) === 6 ? !value.includes("%") : /^[\w.-]+$/.test(value) && URL.canParse(`http://${value}`));

export const host = z
  .string()
  .refine(isHost, { error: "HOST はホスト名か IP アドレスだけにしてください（例：127.0.0.1、::1）。ポートは PORT に書きます。" })
  .default("127.0.0.1");

export const port = z
  .string()
  .default("3000")
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535, {
    error: "PORT は1から65535の整数にしてください（半角の数字だけ）。",
  })
  .transform(Number);

export const wait = z
  .string()
  .default("60")
  .refine((value) => /^\d{1,4}$/.test(value) && Number(value) <= LONGEST_WAIT, {
    error: `DATABASE_WAIT は、データベースを待つ秒数を0から${String(LONGEST_WAIT)}の整数で書いてください（半角の数字だけ）。`,
  })
  .transform(Number);

function isOrigin(value: string): boolean {
  if (!/^[^\s\p{Cc}]+$/u.test(value) || !URL.canParse(value)) return false;
  const { protocol, pathname, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && pathname === "/" && `${username}${password}${search}${hash}` === "" && !/[?#@]/.test(value);
}

export const webAddress = z
  .string()
  .refine(isOrigin, {
    error: "PORTAL_URL は https://portal.example.jp のように、パスのない http または https の URL にしてください（利用者名・? ・# も付けません）。",
  })
  .transform((value) => new URL(value).origin);

/** `name`: the variable that was set, NEXTAUTH_SECRET or AUTH_SECRET. */
export const secret = (name: string) =>
  z
    .string()
    .min(MINIMUM_SECRET, { error: `${name} は${String(MINIMUM_SECRET)}文字以上にしてください。`, abort: true })
    .max(LONGEST_SECRET, { error: `${name} は${String(LONGEST_SECRET)}文字以内にしてください。openssl rand -base64 32 で作れます。`, abort: true });

export const ownSecret = (name: string) =>
  secret(name).refine((value) => estimatedBits(value) >= ENOUGH_BITS, {
    error:
      `${name} は、当てられやすい文字列です（繰返し・ことば・並び・例文・知られた値）。` +
      "次のように作った値にしてください：openssl rand -base64 32（指定しなければ、ポータルが自分で作ります）。",
  });

export const trustedProxy = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((proxy) => proxy.trim())
      .filter((proxy) => proxy !== ""),
  )
  .refine((proxies) => proxies.every(isProxyAddress), {
    error: "TRUSTED_PROXY は、前に置いたリバースプロキシの IP アドレスか 10.0.0.0/8 のような範囲を、コンマで区切って書いてください（ホスト名は書けません）。",
    abort: true,
  })
  .superRefine((proxies, context) => {
    for (const proxy of proxies.filter(namesEverybody)) {
      context.addIssue({
        code: "custom",
        message:
          `TRUSTED_PROXY の ${proxy} には、ほかのだれもが入ってしまい、だれでも送信元を偽れます。前に置いたリバースプロキシだけの ` +
          "IP アドレス（例：10.0.0.5）か、狭い範囲（例：10.0.0.0/24。IPv4 は /8、IPv6 は /16 より広くは書けません）にしてください。",
      });
    }
  });

export const flag = z
  .enum(["0", "1"], { error: "PORTAL_DEMO は 1（見本のデータを使う）か 0 にしてください。" })
  .default("0")
  .transform((value) => value === "1");

export const dataPlace = z
  .string()
  .refine((value) => value.trim() === value && !/\p{Cc}/u.test(value), {
    error: "DATA_DIR の前後に空白があるか、改行などの見えない文字があります。フォルダーの場所だけを書いてください（例：/srv/portal）。",
  })
  .refine((value) => !/^~(?:$|[/\\])/.test(value), {
    error: "DATA_DIR の ~ は、ここではホームになりません。/ から始まる場所を書いてください（例：/srv/portal）。",
  });
