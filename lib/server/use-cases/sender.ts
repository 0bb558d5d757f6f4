import { sentence } from "@/lib/labels/own-direction";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";

/** The hidden control with the account that a form was made for; `components/ui/form-sender` writes it. */
export const SENDER = "$sender";

/** The form came without a session: it expired, was ended elsewhere, or its account was closed or got another password. */
export const SIGNED_OUT: FormOutcome = {
  status: "refused",
  message: "サインインが終わっているため、まだ送っていません。入力はこのまま残っています。",
  signIn: { href: "/login?error=KeptForm", label: "別のタブでサインインする", then: "サインインしたら、このタブに戻って、もう一度押してください。" },
};

/** The form was made for another account than the one that is signed in now. */
export const otherAccount = (name: string): FormOutcome => ({
  status: "refused",
  message: sentence`このブラウザーでは、いま${name}さんがサインインしています。この画面を開いた人と違うため、送っていません。入力はこのまま残っています。`,
  signIn: {
    href: "/login?error=KeptForm",
    label: "別のタブで、この画面を開いた人としてサインインする",
    then: "サインインしたら、このタブに戻って、もう一度押してください。",
  },
});
