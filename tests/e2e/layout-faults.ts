/**
 * What a person would call broken in the layout of the page that is open, each fault with the text at which it shows. Runs in
 * the browser, so that it can use nothing from outside its own body.
 */
export function layoutFaults(): string[] {
  const faults: string[] = [];
  const { documentElement: root, body } = document;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);

  const isShown = (element: Element): boolean =>
    element.closest('.visually-hidden') === null && element.checkVisibility({ visibilityProperty: true });

  for (const element of body.querySelectorAll('*')) {
    const isBox = element.clientWidth > 0 && isShown(element) && (element.textContent ?? '').trim() !== '';
    // Code scrolls by itself.
    if (!isBox || element.closest('select, option, pre') !== null) continue;
    if (element.scrollWidth > element.clientWidth) faults.push(`${element.tagName} is clipped: ${element.textContent}`);
    const cutsOff = getComputedStyle(element).overflowY !== 'visible' && element.scrollHeight > element.clientHeight;
    if (cutsOff) faults.push(`${element.tagName} is cut off below: ${element.textContent}`);
  }

  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || !isShown(parent) || parent.closest('script, option, pre') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = parent.closest('button, a, summary, .card, .page-header, .page-footer')?.getBoundingClientRect();
    for (const { left, right } of range.getClientRects()) {
      if (box !== undefined && (left < box.left - 1 || right > box.right + 1)) faults.push(`outside of its box: ${node.textContent}`);
    }
    // Names, addresses and codes of others may break anywhere; words of ours may not. Han and kana have no spaces to break at.
    if (parent.closest('bdi, code, time') !== null) continue;
    for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}\p{M}\p{N}’]+/gu)) {
      if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) continue;
      // A name of a specification, such as token_endpoint.
      if (node.textContent?.[index - 1] === '_' || node.textContent?.[index + word.length] === '_') continue;
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set(Array.from(range.getClientRects(), ({ bottom }) => Math.round(bottom)));
      if (lines.size > 1) faults.push(`broken within a word: ${word}`);
    }
  }

  for (const button of document.querySelectorAll<HTMLElement>('.reveal:not([hidden])')) {
    const input = button.parentElement?.querySelector('input');
    const space = input === null || input === undefined ? 0 : Number.parseFloat(getComputedStyle(input).paddingInlineEnd);
    if (button.offsetWidth > space) faults.push(`covers what is typed by ${button.offsetWidth - space} px: ${button.textContent}`);
  }
  return [...new Set(faults)];
}
