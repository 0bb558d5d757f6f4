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
  webpack: (config, { isServer }) => {
    // Every browser that can run React 19 has what this part of Next's runtime fills in (`trimStart`, `Array.flat`, `URL.canParse`).
    if (!isServer) config.resolve.alias["../build/polyfills/polyfill-module"] = false;
    return config;
  },
  // Browsers ask for it wherever a page does not name its icon: while it is put up again, and beside the API's JSON.
  rewrites: () => Promise.resolve([{ source: "/favicon.ico", destination: "/icon.svg" }]),
};
