import "server-only";
import type { Route } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { DemoOrganisationView, SignInView } from "@/lib/features/accounts/sign-in/view";
import { noticeText } from "@/lib/labels/notices";
import { type SignInProblem, signInMessage } from "@/lib/labels/sign-in-messages";
import { authCookies } from "@/lib/server/auth/cookie";
import { currentVisitor } from "@/lib/server/auth/current";
import { demoPeople } from "@/lib/server/auth/demo-people";
import { ownPath } from "@/lib/server/request/own-path";

async function demoOrganisations(): Promise<DemoOrganisationView[]> {
  const organisations = new Map<string, DemoOrganisationView["people"][number][]>();
  for (const { operatorName, name, roleLabel, hint, email } of await demoPeople()) {
    const people = organisations.get(operatorName) ?? [];
    people.push({ id: email, name, roleLabel, hint });
    organisations.set(operatorName, people);
  }
  return [...organisations].map(([name, people]) => ({ name, people }));
}

/** After a sign-in by a browser that had sent no cookie. */
const SEES_WHETHER_IT_LASTS: SignInProblem = "NoCookie";

/** The sign-in page; a signed-in visitor goes to the first page. `returnTo` is a path of the portal; `notice` says what led here. */
export async function loadSignIn(error: string | undefined, returnTo: string | undefined, notice: string | undefined): Promise<SignInView> {
  if (error === undefined && (await currentVisitor())) redirect("/");
  // The browser accepts cookies after all.
  if (error === SEES_WHETHER_IT_LASTS && (await currentVisitor())) redirect((ownPath(returnTo) ?? "/") as Route);
  const kept = await cookies();
  const csrfToken = kept.get(authCookies().csrfToken.name)?.value.split("|")[0] ?? "";
  // After a wrong password, next-auth drops the return path from the address, but keeps it in its cookie.
  const place = returnTo ?? (error === undefined ? undefined : kept.get(authCookies().callbackUrl.name)?.value);
  const callbackUrl = ownPath(place) ?? "/";
  return {
    email: "",
    error: error === undefined ? null : signInMessage(error),
    done: error === undefined ? noticeText(notice) : null,
    hidden: { csrfToken, callbackUrl },
    demo: await demoOrganisations(),
  };
}
