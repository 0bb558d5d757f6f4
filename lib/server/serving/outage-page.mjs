const WORDS = {
  away: ["いま応答できません", "データベースが応えません。つながると、点検票に入力した回答は自動で送られます。"],
  diskFull: [
    "いま保存できません",
    "サーバーのディスクに空きがありません。ポータルを動かしている人に伝えてください。空きができると、点検票に入力した回答は自動で送られます。",
  ],
};

/**
 * The complete page of an outage, without a script: Next's own is empty until its scripts run. `policy` is the policy header
 * of the response; its nonce allows the page's inline style.
 */
export function outagePage(diskFull, policy) {
  const [title, text] = diskFull ? WORDS.diskFull : WORDS.away;
  const nonce = /'nonce-([A-Za-z0-9+/=_-]+)'/.exec(policy)?.[1] ?? "";
  return `<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}｜情報セキュリティ自己点検ポータル</title>
<style nonce="${nonce}">body{margin:2rem auto;max-width:40rem;padding:0 1rem;font-family:sans-serif;line-height:1.8}a{color:#0017c1}</style></head>
<body><p>情報セキュリティ自己点検ポータル</p><main id="main"><h1>${title}</h1><p>${text}</p>
<p>保存済みの回答は失われません。送ったフォームは、前の画面に戻ると入力が残っています。</p>
<p><a href="">もう一度開く</a></p></main></body></html>
`;
}
