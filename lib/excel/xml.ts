import { SaxesParser } from "saxes";
import { fileError } from "./limits";

/** More bytes than this without any tag or text coming to its end: a cell or attribute no workbook has. */
const SILENCE_BYTES = 1024 * 1024;

export type XmlHandlers = {
  /** `raw` = the name with its prefix. */
  open?: (name: string, attributes: Readonly<Record<string, string>>, raw: string) => void;
  text?: (text: string) => void;
  close?: (name: string, raw: string) => void;
};

/** Element name without its prefix: writers differ in `row`, `x:row`. */
export const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
};

/** Value of an attribute whatever its prefix (`r:id`, `id`). */
export const attribute = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];

/**
 * Feeds XML bytes to the handlers, and pauses after each chunk so that the caller can hand on what it has. A DTD, an
 * unknown entity, bad UTF-8 or malformed XML is `FILE_DAMAGED`; text without end is `CELL_TOO_LARGE`.
 */
export async function* parseXml(chunks: AsyncIterable<Buffer>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let failure: unknown;
  let sinceEvent = 0;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("doctype", () => {
    failure ??= new Error("doctype");
  });
  parser.on("opentag", (tag) => {
    sinceEvent = 0;
    const attributes = tag.attributes as Readonly<Record<string, string>>;
    handlers.open?.(localName(tag.name), attributes, tag.name);
  });
  parser.on("text", (text) => {
    sinceEvent = 0;
    handlers.text?.(text);
  });
  parser.on("cdata", (text) => handlers.text?.(text));
  parser.on("closetag", (tag) => {
    sinceEvent = 0;
    handlers.close?.(localName(tag.name), tag.name);
  });
  const feed = (bytes: Buffer | undefined): void => {
    try {
      parser.write(decode(decoder, bytes));
      if (bytes === undefined) parser.close();
    } catch (error) {
      failure ??= error;
    }
    if (failure !== undefined) throw asFileError(failure);
  };
  for await (const chunk of chunks) {
    feed(chunk);
    sinceEvent += chunk.length;
    if (sinceEvent > SILENCE_BYTES) throw fileError("CELL_TOO_LARGE");
    yield;
  }
  feed(undefined);
  yield;
}

const decode = (decoder: TextDecoder, bytes: Buffer | undefined): string =>
  bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });

/** Refusals that handlers throw pass; everything else means the XML is broken. */
const asFileError = (failure: unknown): unknown =>
  (failure as { name?: string }).name === "AppError" ? failure : fileError("FILE_DAMAGED", {}, failure);
