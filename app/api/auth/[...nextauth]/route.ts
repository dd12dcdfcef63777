import NextAuth from "next-auth";
import { open } from "@/lib/auth/guard";
import { authOptions } from "@/lib/auth/options";

// next-auth checks its own CSRF token; the rest of the gate is for what follows the sign-in.
const handler = open((request, params) =>
  NextAuth(request, { params: Promise.resolve(params as unknown as { nextauth: string[] }) }, authOptions()),
);

export const GET = handler;
export const POST = handler;
