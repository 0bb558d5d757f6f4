import { readdirSync } from "node:fs";

/** Internal pages, with their purpose. */
export const NOT_READ: Readonly<Record<string, string>> = {
  "/bench": "the bare page beside which `npm run bench` measures; not found in a portal",
};

/** Addresses of all `page.tsx` below `app/`, without groups in brackets. */
export const routesOfTheApp = (): string[] =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /(?:^|\/)page\.tsx$/.test(file))
    .map(
      (file) =>
        `/${file
          .split("/")
          .slice(0, -1)
          .filter((part) => !/^\(.*\)$/.test(part))
          .join("/")}`,
    )
    .sort();
