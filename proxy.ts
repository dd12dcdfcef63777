import { type NextRequest, NextResponse } from "next/server";

const isDev = process.env.NODE_ENV === "development";

/**
 * Scripts and style sheets need this request's nonce. Style *attributes* are allowed: bars and column widths are data, and an
 * attribute cannot load or run anything. `upgrade-insecure-requests` is left out because offices serve this on plain http.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    // The development server's own overlay brings style sheets without a nonce.
    isDev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const CORRELATION = /^[\w.-]{8,64}$/;

/**
 * Gives every request its id and every page its content policy, and tells pages their own path. It gates nothing: pages,
 * actions and handlers each ask for their permission themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const asked = request.headers.get("x-correlation-id") ?? "";
  const correlationId = CORRELATION.test(asked) ? asked : crypto.randomUUID();
  const policy = policyOf(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-correlation-id", correlationId);
  headers.set("x-pathname", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-correlation-id", correlationId);
  if (request.nextUrl.protocol === "https:")
    response.headers.set("strict-transport-security", "max-age=31536000");
  return response;
}

export const config = {
  // Not REST: Next keeps the body of every request that comes through here, and cuts an upload off at 10 MB.
  matcher: ["/((?!api/v1/|_next/static|_next/image|favicon.ico|icon.svg|robots.txt).*)"],
};
