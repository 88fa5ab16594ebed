// Only improves: every page works without it.
for (const button of document.querySelectorAll('[data-copy]')) {
  const text = button.textContent;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.closest('figure').querySelector('code').textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = text), 1600);
  });
  // Browsers let a page write to the clipboard over https and on this computer alone.
  button.hidden = !isSecureContext;
}
