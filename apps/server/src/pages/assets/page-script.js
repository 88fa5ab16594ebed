// Only improves: every page works without it.
const live = document.querySelector('[data-working]');

for (const button of document.querySelectorAll('[data-reveal]')) {
  const input = document.getElementById(button.dataset.reveal);
  const looks = [
    [button.textContent, button.getAttribute('aria-label')],
    [button.dataset.otherText, button.dataset.otherLabel],
  ];
  const show = (shown) => {
    input.type = shown ? 'text' : 'password';
    const [text, label] = looks[shown ? 1 : 0];
    button.textContent = text;
    button.setAttribute('aria-label', label);
  };
  button.addEventListener('click', () => show(input.type === 'password'));
  // Sent as a password, so that browsers offer to save it and don’t keep it among typed texts.
  input.form.addEventListener('submit', () => show(false));
  button.hidden = false;
}

function takeAnswers() {
  for (const form of document.querySelectorAll('[data-sent]')) delete form.dataset.sent;
  live.textContent = '';
}

addEventListener('submit', (event) => {
  if ('sent' in event.target.dataset) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = '';
  live.textContent = live.dataset.working;
  // The page may stay: the person pressed Stop, or the answer opened an app.
  setTimeout(takeAnswers, 5000);
});

// A page that comes back from the browser's cache must take a new answer.
addEventListener('pageshow', takeAnswers);

// The authorization response that goes to the app by a form.
document.querySelector('[data-submits-itself]')?.requestSubmit();
