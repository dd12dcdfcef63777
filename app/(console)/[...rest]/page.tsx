import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireStaff } from "@/lib/auth/guard";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("messages"))("notFoundTitle"),
});

/**
 * Every address that is no page: said inside the frame, so that the navigation and the palette lead on. Whoever is not signed
 * in is sent to sign in, as by every page: which addresses exist is not told.
 */
export default async function UnknownPage() {
  await requireStaff();
  notFound();
}
