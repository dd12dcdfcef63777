"use client";

/**
 * The last resort: the root layout itself failed, so there are no messages, no theme and no style sheets. Both languages,
 * plain markup.
 */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="fa" dir="rtl">
      <body>
        <main
          style={{
            maxInlineSize: "38rem",
            margin: "18vh auto",
            padding: "0 1.5rem",
            fontFamily: "Tahoma, sans-serif",
            lineHeight: 2,
          }}
        >
          <h1>ببخشید، این صفحه باز نشد</h1>
          <p>چیزی از کار شما از دست نرفته است. چند لحظه بعد دوباره تلاش کنید.</p>
          <p lang="en" dir="ltr">
            Sorry, this page could not be opened. Nothing of your work is lost; try again in a moment.
          </p>
          <p>
            کد پیگیری: <bdi dir="ltr">{error.digest}</bdi>
          </p>
          <button type="button" onClick={() => window.location.reload()}>
            تلاش دوباره · Try again
          </button>
        </main>
      </body>
    </html>
  );
}
