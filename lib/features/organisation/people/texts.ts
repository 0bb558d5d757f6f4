/** What becomes of the person's open sheets with another department. */
export const movingText = (sheets: number): string =>
  sheets === 0 ? "いま、部署とともに移る点検票はありません。" : `部署を変えると、受理していない取扱者の点検票${sheets}枚も新しい部署に移ります。`;
