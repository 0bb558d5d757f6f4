/** @type {import("next").NextConfig} */
export default {
  typedRoutes: true,
  // `npm run check` and `npm test` check all types, so a build on a machine that only runs the portal need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // `lib/server/serving/serve.mjs` compresses.
  compress: false,
  serverExternalPackages: ["@prisma/adapter-pg", "pg", "@node-rs/argon2"],
  experimental: { authInterrupts: true },
  // Lists of the files that a page needs are for deployments that copy only those; the portal runs in its own folder.
  outputFileTracingExcludes: { "next-server": ["**/*"], "/*": ["**/*"] },
  webpack: (config, { dev, isServer }) => {
    // A portal is built once for each version: keeping 400 MB for the next build costs a sixth of this one.
    if (!dev) config.cache = false;
    // Every browser that can run React 19 has what this part of Next's runtime fills in (`trimStart`, `Array.flat`, `URL.canParse`).
    if (!isServer) config.resolve.alias["../build/polyfills/polyfill-module"] = false;
    return config;
  },
  // Browsers ask for it wherever a page does not name its icon: while it is put up again, and beside the API's JSON.
  rewrites: () => Promise.resolve([{ source: "/favicon.ico", destination: "/icon.svg" }]),
};
