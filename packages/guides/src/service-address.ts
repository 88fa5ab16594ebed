/** The address of a service as recipes use it: scheme, host, port and path, without a slash at the end. Throws when it is none. */
export function serviceAddress(text: string): string {
  const typed = text.trim();
  const url = URL.parse(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (url === null || url.username !== '' || url.password !== '') throw new Error('must be an address such as https://app.example.com');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
