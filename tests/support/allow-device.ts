import { BrowserLike } from './browser-like.ts';
import type { Answers } from './browser-like.ts';

/** Enters the code of a device, says that it is one's own, signs in and consents (RFC 8628 §3.3). */
export async function allowDevice({ address, user_code }: { address: string; user_code: string }, answers: Answers): Promise<void> {
  const browser = new BrowserLike();
  let page = await browser.open(address);
  for (const answer of [{ fields: { user_code } }, { button: { name: 'confirm', value: 'yes' } }]) {
    const [form] = page.forms;
    if (form === undefined) throw new Error(`no form at ${page.url}:\n${page.text}`);
    page = await browser.submit(page, form, answer);
  }
  while (/\/(sign-in|consent)\//.test(page.url)) page = await browser.answer(page, answers);
  if (!page.text.includes('Your device is connected'))
    throw new Error(`the device is not connected; the last page is ${page.url}:\n${page.text}`);
}
