import { closeSync, constants, existsSync, fchownSync, fstatSync, lstatSync, openSync, readdirSync, realpathSync, type Stats } from "node:fs";
import path from "node:path";
import { StartupError } from "@/lib/server/environment/startup-error";
import type { RunAs } from "@/lib/server/environment/unprivileged";

/** Names that the portal itself writes into its data directory: files, their drafts, and rotated ones. */
const OWN_NAMES = [
  /^(?:secrets|server)\.json(?:\.\d+)?$/,
  /^portal\.lock(?:\.(?:draft|stale)-\d+)?$/,
  /^postgres(?:\.port|\.log(?:\.\d)?|\.new-\d+-\w+)?$/,
  /^server(?:-start)?\.log(?:\.\d)?$/,
  /^demo$/, // the mark in a demo's directory, whose content is not read; in `./data`, the directory of the demo
];
const MARK = "demo";

/** Whether the portal writes files of this name into its data directory. */
export const isOwnName = (name: string): boolean => OWN_NAMES.some((pattern) => pattern.test(name));

/** Belongs to the file system: a separate volume counts as an empty directory. */
const OF_THE_VOLUME = "lost+found";

/** Directories of the system, many of them empty: here, an empty directory does not count as the portal's. */
const OF_THE_SYSTEM = /^\/(?:(?:bin|boot|dev|etc|lib\w*|proc|run|sbin|sys|usr)(?:\/.*)?|root|home(?:\/[^/]+)?|media|mnt|opt|srv|tmp|var(?:\/(?!lib\/).*)?)?$/;

/** Opens a file without following a link or waiting for a writer, so that the checked file is the changed one. Null for a link, or a missing file. */
function withOpen<Output>(file: string, flags: number, work: (descriptor: number, state: Stats) => Output): Output | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | flags);
  } catch {
    return null;
  }
  try {
    return work(descriptor, fstatSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

const notOurs = (directory: string, reason: string): StartupError =>
  new StartupError(
    `DATA_DIR=${directory} は、このポータルだけのフォルダーではありません（${reason}）。root で起動すると、そこはポータルの利用者のものになるので、使いません。\n` +
      "まだないフォルダーを DATA_DIR に指定する（例：/srv/portal）か、空のフォルダーを作って、ポータルに使わせる利用者のものにしてください（例：install -d -o portal -m 700 /srv/portal）。",
  );

const listed = (names: readonly string[]): string => `${names.slice(0, 3).join("、")}${names.length > 3 ? " など" : ""}`;

/** Why a directory owned by root does not count as the portal's. */
function foreignness(place: string, { gid, mode }: Stats, names: readonly string[]): string | null {
  const foreign = names.filter((name) => !isOwnName(name) && name !== OF_THE_VOLUME);
  if (foreign.length > 0) return `ほかのもの（${listed(foreign)}）があります`;
  if ((mode & 0o1000) !== 0 || gid !== 0) return "ほかの利用者と分け合う場所です";
  return names.length === 0 && OF_THE_SYSTEM.test(place) ? "システムの場所です" : null;
}

/** Refuses root's files in a directory of the portal's user: that user could have put anybody's file there, so nothing is handed over. */
function refuseFilesOfRoot(directory: string, names: readonly string[]): void {
  const roots = names.filter((name) => isOwnName(name) && name !== MARK && lstatSync(path.join(directory, name)).uid === 0);
  if (roots.length === 0) return;
  throw new StartupError(
    `${directory} の中に、root のものがあります（${listed(roots)}）。ポータルはフォルダーの持ち主の権限で動くので、使えません。\n` +
      `中身を確かめてから、持ち主を同じにしてください（例：chown --no-dereference --reference=${directory} ${path.join(directory, roots[0] ?? "")}）。`,
  );
}

function walk(dataDirectory: string, user: RunAs | null): void {
  if (!existsSync(dataDirectory)) return;
  const place = realpathSync(dataDirectory);
  withOpen(place, constants.O_DIRECTORY, (directory, state) => {
    const opened = process.platform === "linux" ? `/proc/self/fd/${String(directory)}` : place;
    const names = readdirSync(opened).sort();
    if (state.uid !== 0) {
      refuseFilesOfRoot(place, names);
      return;
    }
    const reason = foreignness(place, state, names);
    if (reason !== null) throw notOurs(dataDirectory, reason);
    if (user === null) return;
    for (const name of names.filter(isOwnName)) {
      withOpen(path.join(opened, name), 0, (file, entry) => {
        if (entry.uid === 0 && entry.nlink === 1 && entry.isFile()) fchownSync(file, user.uid, user.gid);
      });
    }
    fchownSync(directory, user.uid, user.gid);
  });
}

/** As root: refuses a data directory that cannot be handed over. Changes nothing. */
export function refuseForeignDirectory(dataDirectory: string): void {
  if (process.getuid?.() === 0) walk(dataDirectory, null);
}

/**
 * As root: hands a data directory that root owns over to the portal's user, with the files that an earlier version wrote
 * there as root. Only for a directory that holds nothing but the portal's files. Links, files with other names elsewhere, and
 * directories keep their owner (the cluster already has the right one).
 */
export function handOver(dataDirectory: string, user: RunAs): void {
  walk(dataDirectory, user);
}
