/** 「3人のパスワードと2人の招待リンク」: what a list ends; empty where it ends nothing. */
export const endedText = ({ passwordsEnd, linksEnd }: { readonly passwordsEnd: number; readonly linksEnd: number }): string =>
  [passwordsEnd > 0 ? `${passwordsEnd}人のパスワード` : "", linksEnd > 0 ? `${linksEnd}人の招待リンク` : ""].filter(Boolean).join("と");
