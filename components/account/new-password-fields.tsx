import { TextField } from "@/components/ui/text-field";
import { PASSWORD_LENGTH } from "@/lib/features/accounts/record/schema";

/** A new password, twice. */
export function NewPasswordFields() {
  const common = { type: "password", autoComplete: "new-password", required: true, minLength: PASSWORD_LENGTH.least, maxLength: PASSWORD_LENGTH.most } as const;
  return (
    <>
      <TextField
        {...common}
        id="password"
        name="password"
        label="新しいパスワード"
        hint={`${PASSWORD_LENGTH.least}文字以上。文字の種類は問いません。いくつかの言葉をつなげると覚えやすくなります。`}
      />
      <TextField {...common} id="repeated" name="repeated" label="新しいパスワード（もう一度）" />
    </>
  );
}
