import { getTranslations } from "next-intl/server";
import { UNPLACED_REASONS } from "@/lib/allocation/reasons";

/** The words of the rules' codes, for pages whose browser part does not carry all words of runs. */
export const codeWordsOf = async (): Promise<Record<string, string>> => {
  const t = await getTranslations("runs.codes");
  return Object.fromEntries(
    UNPLACED_REASONS.flatMap((code) => (t.has(code as never) ? [[code, t(code as never)]] : [])),
  );
};
