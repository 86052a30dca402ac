// What changes something: asks first, then says what it did. The token lives in this module alone.

import {byId, el} from './dom.js';

const KEPT = 4;

let token = '';
let yes = null;

/** Reads from the console. */
export async function get(path) {
  const headers = token ? {Authorization: 'Bearer ' + token} : {};
  const response = await fetch(path, {headers, cache: 'no-store'});
  if (!response.ok && response.status !== 503) {
    throw new Error((await message(response)) || 'status ' + response.status);
  }
  return response.json();
}

async function message(response) {
  try {
    const answer = await response.json();
    return answer.error || answer.done || '';
  } catch (e) {
    return '';
  }
}

/**
 * Asks, and if the answer is yes posts to the path and shows what came of it.
 * `then` is called after it, whatever came of it.
 */
export function ask({title, text, button, path, form = {}, then}) {
  byId('ask-title').textContent = title;
  byId('ask-text').textContent = text;
  byId('ask-yes').textContent = button;
  byId('ask-token').hidden = token !== '';
  byId('ask-error').textContent = '';
  yes = async () => {
    const response = await fetch(path, {
      method: 'POST',
      headers: {
        Authorization: 'Bearer ' + token,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(form).toString(),
      cache: 'no-store',
    });
    if (response.status === 401) {
      return false;
    }
    tell(response.ok, (await message(response)) || title + ': status ' + response.status);
    if (then) {
      then();
    }
    return true;
  };
  byId('ask').showModal();
  (token === '' ? byId('ask-token-input') : byId('ask-no')).focus();
}

/** Shows, and has read out, what came of an action. It stays until it is taken away. */
export function tell(ok, text) {
  const list = byId('done');
  const item = el('p', {class: ok ? 'ok' : 'bad'},
    el('span', {}, (ok ? 'Done: ' : 'Not done: ') + text),
    el('button', {type: 'button', 'aria-label': 'Take this message away', onclick: () => item.remove()}, '×'));
  list.append(item);
  while (list.children.length > KEPT) {
    list.firstElementChild.remove();
  }
}

async function confirmed(event) {
  event.preventDefault();
  const input = byId('ask-token-input');
  if (token === '') {
    token = input.value.trim();
    // A header cannot carry other characters: no request would be made.
    if (!/^[!-~]+$/.test(token)) {
      token = '';
      wrong('A token is needed.');
      return;
    }
  }
  byId('ask-yes').disabled = true;
  try {
    if (await yes()) {
      byId('ask').close();
    } else {
      token = '';
      wrong('This is not the token.');
    }
  } catch (e) {
    byId('ask').close();
    tell(false, 'the JVM did not answer (' + e.message + ')');
  } finally {
    byId('ask-yes').disabled = false;
  }
}

function wrong(text) {
  byId('ask-token').hidden = false;
  byId('ask-error').textContent = text;
  byId('ask-token-input').select();
  byId('ask-token-input').focus();
}

byId('ask-form').addEventListener('submit', confirmed);
byId('ask-no').addEventListener('click', () => byId('ask').close());
byId('ask').addEventListener('close', () => {
  byId('ask-token-input').value = '';
});
