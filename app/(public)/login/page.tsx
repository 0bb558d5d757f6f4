import type { Metadata } from "next";
import { SignIn } from "@/components/login/sign-in";
import { loadSignIn } from "@/lib/features/accounts/sign-in/pages";

export const metadata: Metadata = { title: "サインイン" };

const text = (value: string | string[] | undefined): string | undefined => (typeof value === "string" ? value : undefined);

export default async function SignInPage({ searchParams }: PageProps<"/login">) {
  const { error, callbackUrl, notice } = await searchParams;
  const view = await loadSignIn(text(error), text(callbackUrl), text(notice));
  return <SignIn {...view} action="/api/auth/callback/credentials" demoAction="/api/auth/callback/demo" />;
}
