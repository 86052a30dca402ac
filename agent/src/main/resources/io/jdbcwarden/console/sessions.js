// The sessions: who holds which connection, for how long, and where.

import {ask, get} from './actions.js';
import {byId, el, keep, setOptions, setText} from './dom.js';
import {count, duration, label, show} from './format.js';
import {Table} from './table.js';

const stacks = new Map();
let last = {sessions: [], active: 0};
let table = null;
let refresh = () => {};

export function cancelButton(id) {
  return {
    text: 'Cancel…',
    about: 'the statement of session ' + id,
    run: () => ask({
      title: 'Cancel the statement of session ' + id,
      text: 'The statement that runs now ends with an error in the application; the session goes on.',
      button: 'Cancel the statement',
      path: `sessions/${id}/cancel`,
      then: refresh,
    }),
  };
}

function reclaimButton(session) {
  const who = [session.requestId && 'request ' + session.requestId, session.user && 'user ' + session.user,
    'thread ' + session.threadName].filter(text => text).join(', ');
  return {
    text: 'Reclaim…',
    class: 'danger',
    about: 'session ' + session.id,
    run: () => ask({
      title: 'Reclaim session ' + session.id,
      text: `Its connection is taken from ${who}, which has held it for ${duration(session.ageMillis)}. `
        + 'What runs on it is cancelled, its transaction is rolled back, and its next call fails.',
      button: 'Reclaim',
      path: `sessions/${session.id}/reclaim`,
      then: refresh,
    }),
  };
}

function make() {
  table = new Table(byId('sessions-table'), {
    caption: 'Connections that are borrowed now',
    empty: 'No session is open, or none that the filter lets through.',
    key: session => session.id,
    first: ['id', 'pool', 'requestId', 'user', 'ageMillis', 'idleMillis', 'state', 'currentSql',
      'transaction', 'statements', 'sqlMillis', 'scope', 'threadName', 'tags', 'borrowedAt'],
    minor: ['threadId', 'createdAt', 'physical', 'tags', 'sqlMillis', 'threadName', 'borrowedAt', 'transaction'],
    sort: ['ageMillis', true],
    sortSelect: byId('sessions-sort'),
    cells: {ageMillis: ageCell, currentSql: sqlCell},
    actions: session => session.currentSql
      ? [cancelButton(session.id), reclaimButton(session)]
      : [reclaimButton(session)],
    about: session => 'both stacks and all fields of session ' + session.id,
    details,
  });
  for (const id of ['sessions-filter', 'sessions-pool', 'sessions-running']) {
    byId(id).addEventListener('input', show_);
  }
  byId('sessions-all').addEventListener('input', event => {
    table.all = event.target.checked;
    show_();
  });
  byId('sessions-tools').addEventListener('submit', event => event.preventDefault());
}

/** A bar as long as the age, compared with the oldest session that is shown. */
function ageCell(cell, session, rows) {
  if (!cell.firstElementChild) {
    cell.append(el('span', {class: 'bar', 'aria-hidden': 'true'}, el('span', {})), el('span', {}));
    cell.classList.add('age');
  }
  const oldest = Math.max(1, ...rows.map(row => row.ageMillis));
  cell.firstElementChild.firstElementChild.style.width = 100 * session.ageMillis / oldest + '%';
  setText(cell.lastElementChild, duration(session.ageMillis));
}

export function sqlCell(cell, row) {
  cell.classList.add('sql');
  setText(cell, row.currentSql || '–');
}

function details(place, session) {
  if (!place.list) {
    place.list = el('dl', {});
    place.stacks = el('pre', {tabindex: '0', 'aria-label': 'Both stacks of session ' + session.id});
    place.append(place.list,
      el('p', {class: 'buttons'}, el('button', {type: 'button', onclick: () => fetchStacks(session.id, place)},
        'Look at the stacks again')),
      place.stacks);
    setText(place.stacks, stacks.get(session.id) || '…');
    if (!stacks.has(session.id)) {
      fetchStacks(session.id, place);
    }
  }
  const meanings = table.meanings;
  keep(place.list, Object.entries(session).filter(([name]) => !name.startsWith('_')), ([name]) => name,
    ([name]) => el('div', {title: meanings[name]}, el('dt', {}, label(name)), el('dd', {})),
    (node, [name, value]) => setText(node.lastElementChild, show(name, value)));
}

async function fetchStacks(id, place) {
  try {
    stacks.set(id, (await get('sessions/' + id)).stacks);
  } catch (e) {
    stacks.set(id, e.message);
  }
  setText(place.stacks, stacks.get(id));
}

function show_() {
  const words = byId('sessions-filter').value.toLowerCase().split(/\s+/).filter(word => word);
  const pool = byId('sessions-pool').value;
  const running = byId('sessions-running').checked;
  const rows = last.sessions.filter(session => {
    const text = Object.values(session).join('\n').toLowerCase();
    return (!pool || session.pool === pool) && (!running || session.currentSql)
      && words.every(word => text.includes(word));
  });
  table.update(rows);
  const all = Math.max(last.active, last.sessions.length);
  setText(byId('sessions-shown'), rows.length === all
    ? count(all, 'session')
    : `${rows.length} of ${count(all, 'session')}`
      + (last.sessions.length < all ? `; only the ${last.sessions.length} oldest can be shown` : ''));
}

export function showSessions(answer, pools, meanings, again) {
  refresh = again;
  if (!table) {
    make();
  }
  last = answer;
  const ids = new Set(answer.sessions.map(session => session.id));
  [...stacks.keys()].filter(id => !ids.has(id)).forEach(id => stacks.delete(id));
  [...table.unfolded].filter(id => !ids.has(id)).forEach(id => table.unfolded.delete(id));
  setOptions(byId('sessions-pool'), [['', 'all'], ...pools.map(pool => [pool.name, pool.name])]);
  setText(byId('sessions-count'), answer.active);
  table.meanings = (meanings.sessions && meanings.sessions.sessions.columns) || {};
  show_();
}
