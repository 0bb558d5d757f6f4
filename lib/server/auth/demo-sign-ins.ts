import { ofProcess } from "@/lib/server/process/of-process";

/** A fictional person who can sign in in the demo. */
export interface DemoSignIn {
  /** The role in Japanese, for the terminal and the sign-in page. */
  readonly role: string;
  readonly roleLabel: string;
  /** What the person can do in the demo. */
  readonly hint: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly operatorName: string;
}

type Read = () => Promise<readonly DemoSignIn[]>;

const kept = ofProcess("demo sign-ins", (): { read: Read } => ({ read: () => Promise.resolve([]) }));

/** Sets where the sign-ins come from. The demo depends on the server, so the server cannot import them. */
export function setDemoSignIns(read: Read): void {
  kept().read = read;
}

export const readDemoSignIns = (): Promise<readonly DemoSignIn[]> => kept().read();
