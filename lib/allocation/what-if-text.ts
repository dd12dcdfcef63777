import { type WhatIfChange, whatIfSchema } from "./capacity/schema";

const list = (codes: readonly number[]): string => codes.join("-");

/** One change as a short word: `add:501:3` · `center:12:1` · `group:501:27` · `leave:501` · `new:0:NORMAL:10:27-31:1:`. */
export function changeText(change: WhatIfChange): string {
  switch (change.kind) {
    case "ADD_PLACES":
      return `add:${change.mentorId}:${change.places}`;
    case "OPEN_CENTER":
      return `center:${change.managerId}:${change.center}`;
    case "ALLOW_GROUP":
      return `group:${change.mentorId}:${change.group}`;
    case "LEAVE":
      return `leave:${change.mentorId}`;
    case "NEW_MENTOR":
      return [
        "new",
        change.gender,
        change.mentorKind,
        change.places,
        list(change.groups),
        list(change.centers),
        list(change.schools),
      ].join(":");
  }
}

/** Changes as one text, for an address or the command line. Ids and codes only, nothing personal. */
export const changesText = (changes: readonly WhatIfChange[]): string => changes.map(changeText).join(",");

const codesOf = (text = ""): number[] => (text === "" ? [] : text.split("-").map(Number));

function rawChange(word: string): unknown {
  const [verb, a, b, c, groups, centers, schools] = word.split(":");
  switch (verb) {
    case "add":
      return { kind: "ADD_PLACES", mentorId: Number(a), places: Number(b) };
    case "center":
      return { kind: "OPEN_CENTER", managerId: Number(a), center: Number(b) };
    case "group":
      return { kind: "ALLOW_GROUP", mentorId: Number(a), group: Number(b) };
    case "leave":
      return { kind: "LEAVE", mentorId: Number(a) };
    case "new":
      return {
        kind: "NEW_MENTOR",
        gender: Number(a),
        mentorKind: b,
        places: Number(c),
        groups: codesOf(groups),
        centers: codesOf(centers),
        schools: codesOf(schools),
      };
    default:
      return null;
  }
}

/** Reads what `changesText` wrote; null for anything else. An empty text is no change. */
export function readChanges(text: string): readonly WhatIfChange[] | null {
  const words = text.split(",").filter((word) => word !== "");
  const read = whatIfSchema.safeParse(words.map(rawChange));
  return read.success ? read.data : null;
}
