import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/** The HTML of a page or a part of one that has forms, which ask for the framework's router. */
export const renderedPage = (page: ReactElement): string =>
  renderToStaticMarkup(createElement(AppRouterContext.Provider, { value: { refresh: () => undefined } as never }, page));
