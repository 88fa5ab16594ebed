/** What a mail says, once as text and once as HTML. */
export interface MailContent {
  subject: string;
  body_text: string;
  body_html: string;
}
