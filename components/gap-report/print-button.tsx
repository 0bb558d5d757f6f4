"use client";

import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

export function PrintButton() {
  return (
    <Button size="small" onClick={() => window.print()}>
      <Icon name="print" />
      印刷する
    </Button>
  );
}
