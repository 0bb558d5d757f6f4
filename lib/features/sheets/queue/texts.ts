/** Said while the portal answers that it cannot serve now: the connection is there, and what waits is kept and sent again. */
export const notAnsweringWords = (count: number, since: string) => ({
  title: "ポータルがいま応答していません。",
  text: `${since} からの未送信の回答 ${count}件 はこの端末に保存してあり、自動で送り直します。このまま回答できます。`,
});
