// Runs in the browser before GraphiQL. Sends the key with every request to this server; takes it from the login link's fragment, which no
// server and no log ever sees, or asks for it when the server wants one.
(() => {
  'use strict';
  const SLOT = 'iza.key';
  const send = window.fetch.bind(window);
  let asking;

  const takeFromFragment = () => {
    const key = new URLSearchParams(location.hash.slice(1)).get('key');
    if (key === null) return;
    if (key !== '') sessionStorage.setItem(SLOT, key);
    history.replaceState(null, '', location.pathname + location.search);
  };

  const sendWithKey = (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    const key = sessionStorage.getItem(SLOT);
    if (key !== null && !headers.has('authorization') && !headers.has('x-api-key'))
      headers.set('authorization', `Bearer ${key}`);
    return send(input, { ...init, headers });
  };

  const askForKey = () =>
    new Promise((resolve) => {
      const dialog = document.createElement('dialog');
      dialog.id = 'iza-sign-in';
      dialog.innerHTML =
        '<form><p><b>IzaOS</b> needs a key.</p><p><label>Key <input type="password" name="key" autocomplete="off" required></label></p>' +
        '<p><button>Sign in</button></p><p>The login link that <code>npm start</code> prints carries it.</p></form>';
      dialog.querySelector('form').addEventListener('submit', (event) => {
        event.preventDefault();
        sessionStorage.setItem(SLOT, dialog.querySelector('input').value.trim());
        dialog.close('signed-in');
      });
      dialog.addEventListener('close', () => {
        dialog.remove();
        asking = undefined;
        resolve(dialog.returnValue === 'signed-in');
      });
      document.body.append(dialog);
      dialog.showModal();
    });

  takeFromFragment();
  window.addEventListener('hashchange', takeFromFragment);
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.origin !== location.origin) return send(input, init);
    let response = await sendWithKey(input, init);
    while (response.status === 401) {
      asking ??= askForKey();
      if (!(await asking)) return response;
      response = await sendWithKey(input, init);
    }
    return response;
  };
})();
