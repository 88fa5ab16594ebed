import { raw } from 'hono/html';
import { directionOf, type Locale } from '../../pages/messages/messages.ts';
import type { MailContent } from './mail-content.ts';

/** A part of what a mail says. Both bodies are made from the same parts, so that they never differ. */
export type MailPart =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'facts'; facts: readonly { name: string; value: string }[] }
  /** Its address is what is read: nothing hides where a link leads. */
  | { kind: 'link'; url: string };

/** The whole mail, as text and as HTML. */
export function mailBody({ locale, subject, parts }: { locale: Locale; subject: string; parts: readonly MailPart[] }): MailContent {
  const html = (<MailDocument locale={locale} subject={subject} parts={parts} />) as { toString(): string };
  return { subject, body_text: `${parts.map(textOf).join('\n\n')}\n`, body_html: html.toString() };
}

function textOf(part: MailPart): string {
  switch (part.kind) {
    case 'paragraph':
      return part.text;
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n');
    case 'facts':
      return part.facts.map(({ name, value }) => `${name}\n  ${value}`).join('\n');
    case 'link':
      return part.url;
  }
}

/** Nothing is loaded from anywhere: opening the mail tells nobody. */
function MailDocument({ locale, subject, parts }: { locale: Locale; subject: string; parts: readonly MailPart[] }) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={locale} dir={directionOf(locale)}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{subject}</title>
        </head>
        <body style="max-width:36em;margin:1.5em auto;padding:0 1em;font-family:system-ui,sans-serif;line-height:1.5">
          {parts.map((part) => (
            <MailPartHtml part={part} />
          ))}
        </body>
      </html>
    </>
  );
}

function MailPartHtml({ part }: { part: MailPart }) {
  switch (part.kind) {
    case 'paragraph':
      return <p>{part.text}</p>;
    case 'list':
      return (
        <ul>
          {part.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <dl>
          {part.facts.map(({ name, value }) => (
            <>
              <dt style="opacity:.75">{name}</dt>
              <dd style="margin:0 0 .5em;font-weight:600">{value}</dd>
            </>
          ))}
        </dl>
      );
    case 'link':
      return (
        <p>
          <a dir="ltr" href={part.url}>
            {part.url}
          </a>
        </p>
      );
  }
}
