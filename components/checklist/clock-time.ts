const TIME = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ja-JP", { timeZone: "Asia/Tokyo", month: "long", day: "numeric" });
const DATE = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" });

/** 「14:32」 today, 「11月18日 14:32」 on other days. */
export function clockTime(moment: string | number): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  return DATE.format(date) === DATE.format(new Date()) ? TIME.format(date) : `${DAY.format(date)} ${TIME.format(date)}`;
}
