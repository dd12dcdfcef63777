import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

/** What holds for every answer, pages and files alike; the content policy needs a nonce and is set in proxy.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  output: process.env.STANDALONE ? "standalone" : undefined,
  // The page of help reads the guide where it stands.
  outputFileTracingIncludes: { "/help": ["./docs/user-guide/*.md", "./docs/screenshots/*.png"] },
  poweredByHeader: false,
  reactStrictMode: true,
  // Loaded by Node as they are: native binaries, or code that reads its own files.
  serverExternalPackages: ["pg", "exceljs", "pino", "@node-rs/argon2", "graphile-worker", "unzipper"],
  // The development server would print the arguments of actions: passwords among them.
  logging: { serverFunctions: false },
  experimental: {
    authInterrupts: true,
    // Uploads go to a route handler; actions carry forms only.
    serverActions: { bodySizeLimit: "1mb" },
  },
  headers: async () => [{ source: "/:path*", headers }],
};

export default withNextIntl(config);
