import { unstable_isUnrecognizedActionError as isOfFormerBuild, unstable_rethrow as rethrowNavigation } from "next/navigation";

export interface Refused {
  readonly status: "refused";
  readonly message: string;
  /** `path` is the name of the control; empty if the message belongs to none. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly list?: readonly string[];
  /** What sending the same input again confirms, by the name of the field, a tick as `yes`. With another input the server asks again. */
  readonly confirms?: { readonly input: string; readonly numbers: Readonly<Record<string, number | "yes">> };
  readonly entered?: Readonly<Record<string, readonly string[]>>;
  /** Where to sign in, in another tab, before the form can be sent again. */
  readonly signIn?: { readonly href: string; readonly label: string; readonly then: string };
  /** The page shows outdated data, and may have no such form when it is read again. */
  readonly outdated?: boolean;
  /** This page can send nothing any more; opened again, it can. */
  readonly reopen?: boolean;
}

export interface Done {
  readonly status: "done";
  readonly message: string;
  /** A link or token that is shown only this once. */
  readonly secret?: { readonly label: string; readonly text: string; readonly note: string };
}

/** What a server action returns to its form. */
export type FormOutcome = { readonly status: "idle" } | Done | Refused;

export type FormAction = (previous: FormOutcome, form: FormData) => Promise<FormOutcome>;

const KEPT = "入力はこのまま残っています。";

const refused = (message: string): Refused => ({ status: "refused", message });

/** The texts of the portal, in contrast to those of the browser, the framework and a proxy. */
const OWN_WORDS = /[ぁ-ん]/;

/** Why the action has no outcome: another build of the portal, no connection, or a response that is no outcome. */
function unanswered(error: unknown): Refused {
  if (isOfFormerBuild(error))
    return { ...refused("ポータルが新しくなったため、この画面からは送れません。まだ何も送っていません。入力を残したまま開き直せます。"), reopen: true };
  if (!navigator.onLine) return refused(`通信がつながっていないため、処理できたか確かめられません。${KEPT}つながってから、もう一度押してください。`);
  const words = error instanceof Error && OWN_WORDS.test(error.message) ? error.message : null;
  if (words !== null) return refused(`${words}${KEPT}`);
  return refused(`いまポータルが応えないため、処理できたか確かめられません。${KEPT}少し待ってから、もう一度押してください。`);
}

/** Keeps the form, its text and what it was asked to confirm when the action gives no outcome. */
export const keepingForm =
  (action: FormAction): FormAction =>
  async (previous, form) => {
    try {
      return await action(previous, form);
    } catch (error) {
      rethrowNavigation(error);
      const { entered, confirms }: Partial<Refused> = previous.status === "refused" ? previous : {};
      return { ...unanswered(error), ...(entered && { entered }), ...(confirms && { confirms }) };
    }
  };
