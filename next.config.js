/** @type {import("next").NextConfig} */
export default {
  typedRoutes: true,
  // `npm run check` and `npm test` check all types; a build on a machine that only runs the portal need not again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // `lib/server/serving/serve.mjs` compresses.
  compress: false,
  serverExternalPackages: ["@prisma/adapter-pg", "pg", "@node-rs/argon2"],
  experimental: { authInterrupts: true },
};
