import { compactKey } from "@/lib/shared/text";

/** Letters and digits of a heading: spaces, half-spaces, case, ی/ک, digits' script and punctuation do not count. */
export const headerKey = (header: string): string => compactKey(header).replace(/[^\p{L}\p{N}]/gu, "");

/** A heading and, when it is bilingual (`کدرشته | group_code`), its sides. */
export const sidesOf = (header: string): string[] => [
  header,
  ...header.split("|"),
  ...header.split(/[\r\n]+/),
];

/**
 * What a heading may be read as, best first: itself, its sides when it is bilingual, each again without a remark in brackets
 * and without digits in front.
 */
export const readings = (header: string): string[] => {
  const plain = sidesOf(header)
    .flatMap((side) => [side, side.replace(/[([][^)\]]*[)\]]/g, "")])
    .map(headerKey);
  return [...plain, ...plain.map((key) => key.replace(/^\d+/, ""))].filter((key) => key !== "");
};
