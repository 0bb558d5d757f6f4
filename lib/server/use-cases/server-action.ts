import "server-only";
import { z } from "zod";
import { currentVisitor } from "@/lib/server/auth/current";
import { currentRequest } from "@/lib/server/request/context";
import type { Visitor } from "@/lib/server/scope/scope";
import { confirmsAgain } from "@/lib/server/use-cases/asked-input";
import { enteredTexts, type FormOutcome } from "@/lib/server/use-cases/form-outcome";
import { sentForm } from "@/lib/server/use-cases/page-form";
import { otherAccount, SENDER, SIGNED_OUT } from "@/lib/server/use-cases/sender";
import { isStorable } from "@/lib/validation/storable";

/** Arguments that our own pages never send. Thrown before anything is done, and answered with 400 (`lib/server/serving/misshapen-action.ts`). */
class MisshapenAction extends Error {
  override readonly name = "MisshapenAction";
}

/** A short text that a page bound to its form: the id of an item, the secret of a link. */
export const boundText = z.string().min(1).max(200).refine(isStorable);

type Outputs<Bound extends readonly z.ZodType[]> = { -readonly [Place in keyof Bound]: z.output<Bound[Place]> };

/** Parses the bound arguments like any other input, because anybody can send a server action anything. */
function parseBound<Bound extends readonly z.ZodType[]>(bound: Bound, sent: readonly unknown[]): Outputs<Bound> {
  const parsed = bound.map((schema, place) => schema.safeParse(sent[place]));
  if (!parsed.every(({ success }) => success)) throw new MisshapenAction("bound arguments");
  const request = currentRequest();
  if (request) request.actionBegan = true;
  return parsed.map(({ data }) => data) as Outputs<Bound>;
}

/** A server action of a form. Arguments: those that the page bound, then React's previous outcome and the form data. */
export function formAction<const Bound extends readonly z.ZodType[]>(
  bound: Bound,
  run: (...args: [...Outputs<Bound>, previous: FormOutcome, form: FormData]) => Promise<FormOutcome>,
): (...args: [...Outputs<Bound>, previous: FormOutcome, form: FormData]) => Promise<FormOutcome> {
  return async (...sent) => {
    const form: unknown = sent[bound.length + 1];
    if (!(form instanceof FormData)) throw new MisshapenAction("no form");
    const outcome = await run(...parseBound(bound, sent), { status: "idle" }, form);
    if (outcome.status !== "refused") return outcome;
    const confirms = confirmsAgain(form, outcome.confirms);
    // A page that is rendered with what the form says has its texts already; a form sends its last outcome along each time.
    return { ...outcome, ...(confirms && { confirms }), ...(sentForm() === null && { entered: enteredTexts(form) }) };
  };
}

/** The account that the form was made for, as its page wrote it into the form. */
const senderOf = (form: unknown): string => {
  const sender = form instanceof FormData ? form.get(SENDER) : null;
  if (typeof sender !== "string") throw new MisshapenAction("no sender");
  return sender;
};

/**
 * A server action of a form on a page of a signed-in visitor. If the session has ended since, or somebody else has signed in
 * in this browser, nothing is done and the form says so: its text stays, and can be sent again after a sign-in in another tab.
 */
export function signedInAction<const Bound extends readonly z.ZodType[]>(
  bound: Bound,
  run: (visitor: Visitor, ...args: [...Outputs<Bound>, form: FormData]) => Promise<FormOutcome>,
): (...args: [...Outputs<Bound>, previous: FormOutcome, form: FormData]) => Promise<FormOutcome> {
  const action = formAction(bound, async (...sent) => {
    const form = sent.at(-1) as FormData;
    const visitor = await currentVisitor();
    if (visitor === null) return SIGNED_OUT;
    if (visitor.account.accountId !== form.get(SENDER)) return otherAccount(visitor.account.name);
    return run(visitor, ...([...sent.slice(0, bound.length), form] as [...Outputs<Bound>, form: FormData]));
  });
  return async (...sent) => {
    senderOf(sent[bound.length + 1]);
    return action(...sent);
  };
}

/** A server action that a script or a button calls, with only the bound arguments. */
export function bareAction<const Bound extends readonly z.ZodType[], Outcome extends FormOutcome = FormOutcome>(
  bound: Bound,
  run: (...args: Outputs<Bound>) => Promise<Outcome>,
): (...args: Outputs<Bound>) => Promise<Outcome> {
  return async (...sent) => run(...parseBound(bound, sent));
}
