import { lexer, type MarkedToken, type Token, type Tokens } from "marked";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import css from "./guide.module.css";

/** A picture of the guide as the console serves it. */
export type Picture = { readonly src: string; readonly width: number; readonly height: number };
type Look = (address: string) => Picture | null;

/**
 * Markdown of the guide as elements. Only what the guide is written with is drawn; HTML in it is left out, so there is
 * nothing a page could be made to run.
 */
export function GuideText({ markdown, picture }: { markdown: string; picture: Look }) {
  return <Blocks tokens={lexer(markdown)} picture={picture} />;
}

type Props = { tokens: readonly Token[] | undefined; picture: Look };

function Blocks({ tokens = [], picture }: Props) {
  return tokens.map((token, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text never reorders
    <Fragment key={i}>{blockOf(token as MarkedToken, picture)}</Fragment>
  ));
}

const blockOf = (token: MarkedToken, picture: Look): ReactNode => {
  switch (token.type) {
    case "paragraph":
      return token.tokens.length === 1 && token.tokens[0]?.type === "image" ? (
        <Inline tokens={token.tokens} picture={picture} />
      ) : (
        <p>
          <Inline tokens={token.tokens} picture={picture} />
        </p>
      );
    case "heading":
      return (
        <h3>
          <Inline tokens={token.tokens} picture={picture} />
        </h3>
      );
    case "list":
      return <List token={token} picture={picture} />;
    case "text":
      return <Inline tokens={token.tokens ?? [token]} picture={picture} />;
    case "code":
      return (
        <pre dir="ltr">
          <code>{token.text}</code>
        </pre>
      );
    default:
      return null;
  }
};

function List({ token, picture }: { token: Tokens.List; picture: Look }) {
  const items = token.items.map((item, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text never reorders
    <li key={i}>
      <Blocks tokens={item.tokens} picture={picture} />
    </li>
  ));
  return token.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Inline({ tokens = [], picture }: Props) {
  return tokens.map((token, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: text never reorders
    <Fragment key={i}>{inlineOf(token as MarkedToken, picture)}</Fragment>
  ));
}

const inlineOf = (token: MarkedToken, picture: Look): ReactNode => {
  switch (token.type) {
    case "strong":
      return (
        <strong>
          <Inline tokens={token.tokens} picture={picture} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} picture={picture} />
        </em>
      );
    case "codespan":
      return <code dir="ltr">{token.text}</code>;
    case "link":
      return (
        <Link href={token.href}>
          <Inline tokens={token.tokens} picture={picture} />
        </Link>
      );
    case "image":
      return <Shot picture={picture(token.href)} alt={token.text} />;
    case "text":
    case "escape":
      return token.text;
    default:
      return null;
  }
};

/** A picture of the console; one that was not taken is left out. */
function Shot({ picture, alt }: { picture: Picture | null; alt: string }) {
  if (picture === null) return null;
  return (
    <figure className={picture.width < 600 ? css.phone : css.shot}>
      {/* biome-ignore lint/performance/noImgElement: a file of ours, served as it is */}
      <img {...picture} alt={alt} loading="lazy" />
    </figure>
  );
}
