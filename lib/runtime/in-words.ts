import { StartupError } from "@/lib/server/environment/startup-error";

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly place: string | null;
  readonly syscall: string | null;
}

const text = (value: unknown): string | null => (typeof value === "string" || typeof value === "number" ? String(value) : null);

/** A connection that failed at several addresses has one error for each; the first represents all. */
function failureOf(error: Error): Failure {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  const { code, path, syscall, address, hostname, port } = { ...error, ...(inner instanceof Error ? inner : {}) } as Record<string, unknown>;
  const host = text(hostname) ?? text(address);
  return {
    code: text(code) ?? "",
    message: error.message === "" && inner instanceof Error ? inner.message : error.message,
    path: text(path),
    place: host === null ? null : `${host}${port === undefined ? "" : `:${String(port)}`}`,
    syscall: text(syscall),
  };
}

const DATABASE_ADDRESS = "DATABASE_URL と DATABASE_OWNER_URL";
const to = ({ place }: Failure): string => (place === null ? "" : `（${place}）`);
const at = ({ path }: Failure): string => (path === null ? "" : `（${path}）`);

const certificate = ({ code }: Failure): string =>
  `データベースの証明書を確かめられません（${code}）。認証局の証明書を NODE_EXTRA_CA_CERTS に指定するか、${DATABASE_ADDRESS} のホスト名を証明書の名前に合わせてください。`;

const unreachable = (failure: Failure): string =>
  `データベースにつながりません${to(failure)}。データベースが動いているか、${DATABASE_ADDRESS} のホストとポート、途中のファイアウォールを確かめてください。`;

const mayNot = (failure: Failure): string =>
  failure.syscall === "listen"
    ? `そのポートで待ち受ける権利がありません${to(failure)}。PORT に 1024 以上の番号を指定してください（80 や 443 は、前に置くリバースプロキシが受け持ちます）。`
    : `ファイルを読み書きする権利がありません${at(failure)}。起動した利用者が使えるように所有者とモードを直すか、DATA_DIR に別の場所を指定してください。`;

/** Causes outside of the portal by their code, PostgreSQL's and the system's, with the remedy for each. */
const CAUSES: Readonly<Record<string, (failure: Failure) => string>> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  EPIPE: unreachable,
  ENOTFOUND: (failure) => `データベースのホスト名が見つかりません${to(failure)}。${DATABASE_ADDRESS} のホスト名と、名前の解決（DNS）を確かめてください。`,
  EAI_AGAIN: (failure) => `データベースのホスト名を調べられません${to(failure)}。名前の解決（DNS）とネットワークを確かめてください。`,
  "28P01": () =>
    `データベースのパスワードが合いません。${DATABASE_ADDRESS} のパスワードを確かめてください（組込みのデータベースなら、DATA_DIR の secrets.json を控えから戻してください）。`,
  "28000": () =>
    `データベースが、この利用者かこの接続のしかたを認めません。${DATABASE_ADDRESS} の利用者名と、TLS の要否（sslmode）、データベースの pg_hba.conf を確かめてください。`,
  "3D000": () => `そのデータベースがありません。${DATABASE_ADDRESS} のデータベース名を確かめるか、README の「自前の PostgreSQL」のとおりに作ってください。`,
  "42501": () => "データベースの利用者に権利が足りません。README の「自前の PostgreSQL」のとおりに、利用者と所有者を作ってください。",
  "53300": () => "データベースの接続の数がいっぱいです。ほかのプログラムを止めるか、max_connections を増やしてください。",
  "53100": () => "データベースのディスクがいっぱいです。空きを作ってから、もう一度起動してください。",
  "57P03": () => "データベースがまだ起動の途中か、止まりかけています。少し待ってから、もう一度起動してください。",
  "57P01": () => "データベースが止められました。動いているか確かめてから、もう一度起動してください。",
  "55P03": () =>
    "データベースの表か行を、ほかのセッションが使い続けています。移行、控え、手で始めたトランザクションなどが終わってから、もう一度試してください（pg_stat_activity と pg_locks で、だれが持っているか見られます）。",
  "57014": () =>
    "データベースの応えが遅いので、問合せを打ち切りました。データベースが混んでいないか、ディスクやほかの問合せを確かめてから、もう一度試してください。",
  "25006": () => "データベースが読取り専用です（待機系につないでいるかもしれません）。書き込めるデータベースを指定してください。",
  "3F000": () => "データベースがまだ移行されていません。npm run -s portal -- migrate を実行してから、もう一度試してください。",
  "42P01": () => "データベースがまだ移行されていません。npm run -s portal -- migrate を実行してから、もう一度試してください。",
  "42703": () => "データベースの形が古すぎます。npm run -s portal -- migrate を実行してから、もう一度試してください。",
  "42883": () => "データベースの形が古すぎます。npm run -s portal -- migrate を実行してから、もう一度試してください。",
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  UNABLE_TO_GET_ISSUER_CERT: certificate,
  CERT_HAS_EXPIRED: certificate,
  CERT_NOT_YET_VALID: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  EACCES: mayNot,
  EPERM: mayNot,
  EROFS: (failure) => `読取り専用の場所には書けません${at(failure)}。DATA_DIR に、書ける場所を指定してください。`,
  ENOSPC: (failure) => `ディスクがいっぱいです${at(failure)}。空きを作ってから、もう一度起動してください。`,
  EDQUOT: (failure) => `ディスクの割当てを使い切りました${at(failure)}。空きを作ってから、もう一度起動してください。`,
  ENOTDIR: (failure) => `フォルダーではないものが途中にあります${at(failure)}。DATA_DIR を確かめてください。`,
  EEXIST: (failure) => `フォルダーを作れません。同じ名前のものがあります${at(failure)}。DATA_DIR を確かめてください。`,
  ENAMETOOLONG: (failure) => `ファイルかフォルダーの名前が長すぎます${at(failure)}。DATA_DIR に短い場所を指定してください。`,
  ELOOP: (failure) => `シンボリックリンクが輪になっています${at(failure)}。DATA_DIR を確かめてください。`,
  EISDIR: (failure) => `ファイルのあるべき所にフォルダーがあります${at(failure)}。`,
  ENOENT: (failure) => `要るファイルかフォルダーがありません${at(failure)}。`,
  EMFILE: () => "開けるファイルの数が足りません。ulimit -n を増やしてください。",
  EADDRINUSE: (failure) => `そのアドレスはほかのプログラムが使っています${to(failure)}。PORT に別の番号を指定してください。`,
  EADDRNOTAVAIL: (failure) => `この機械にないアドレスです${to(failure)}。HOST を確かめてください。`,
};

/** Causes that the PostgreSQL driver reports only by their message. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [
    /server does not support SSL/i,
    `データベースが TLS に対応していません。データベースで TLS を有効にするか、同じ機械のデータベースなら ${DATABASE_ADDRESS} の sslmode を外してください。`,
  ],
  [
    /connection timeout|timeout expired|timeout exceeded/i,
    `データベースから応えがありません。動いているか、${DATABASE_ADDRESS} のホストとポート、途中のファイアウォールを確かめてください。`,
  ],
  [/Connection terminated/i, `データベースとの接続が切れました。データベースが動いているか、その記録を確かめてください。`],
  [/password must be a string|client password/i, `データベースのパスワードがありません。${DATABASE_ADDRESS} に書いてください。`],
];

/**
 * Removes user names and passwords from URLs in a text for a terminal or a log: everything up to the last `@`, because a
 * password may contain one, and the query parameters that hold them.
 */
export const withoutPasswords = (words: string): string =>
  words.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s（）「」、。]*@/gi, "$1…@").replaceAll(/([?&](?:user|password|sslpassword)=)[^&\s（）「」、。]*/gi, "$1…");

/** Turns an error into a StartupError in Japanese that says how to fix the cause; a StartupError passes unchanged. Never shows a stack or a password. */
export function inWords(error: unknown): StartupError {
  if (error instanceof StartupError) return new StartupError(withoutPasswords(error.message), { cause: error });
  if (!(error instanceof Error)) return new StartupError(`思いがけないことが起きました（${withoutPasswords(String(error))}）。`);
  const failure = failureOf(error);
  const words = CAUSES[failure.code]?.(failure) ?? MESSAGES.find(([pattern]) => pattern.test(failure.message))?.[1];
  const detail = withoutPasswords(failure.message);
  return new StartupError(words === undefined ? `思いがけないことが起きました。\n${detail}` : `${words}\n（${detail}）`, { cause: error });
}
