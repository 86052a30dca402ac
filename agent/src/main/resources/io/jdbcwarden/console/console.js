// Looks at the JVM every two seconds and brings the page up to date.

import {get} from './actions.js';
import {byId, el, keep, setText} from './dom.js';
import {duration} from './format.js';
import {forget, newest, showIncidents} from './incidents.js';
import {updateLoadTest} from './load-test.js';
import {showPools} from './pools.js';
import {showSessions} from './sessions.js';
import {showStatements} from './statements.js';

const EVERY_MILLIS = 2000;
const WARDEN_EVERY = 5;

let paused = false;
let looking = false;
let looks = 0;
let timer = 0;
let warden = null;
let meanings = {};
let lastAnswer = null;

async function look() {
  clearTimeout(timer);
  if (looking) {
    return;
  }
  looking = true;
  try {
    const [health, pools, sessions, incidents, loadTest] = await Promise.all([
      get('health'), get('pools'), get('sessions'), get('incidents?since=' + newest()), get('load-test')]);
    await about(pools.pools);
    showHealth(health);
    showPools(pools.pools, health, meanings, look);
    showSessions(sessions, pools.pools, meanings, look);
    showStatements(sessions.sessions, pools.pools, meanings);
    showIncidents(incidents);
    updateLoadTest(loadTest, pools.pools);
    lastAnswer = new Date();
    byId('lost').hidden = true;
    setText(byId('fresh'), 'as of ' + lastAnswer.toLocaleTimeString('en-GB'));
  } catch (e) {
    lost(e);
  } finally {
    looking = false;
    next();
  }
}

function next() {
  clearTimeout(timer);
  if (!paused && !document.hidden) {
    timer = setTimeout(look, EVERY_MILLIS);
  }
}

/** What changes rarely; and whether this is still the same JVM. */
async function about(pools) {
  if (looks++ % WARDEN_EVERY === 0) {
    const now = await get('warden');
    if (warden && warden.startedAt !== now.startedAt) {
      forget();
    }
    warden = now;
    const errors = warden.hookErrors === 0 ? '' : `, ${warden.hookErrors} errors of the agent`;
    setText(byId('about'), `version ${warden.version}, mode ${warden.mode}, for ${duration(warden.uptimeMillis)}${errors}`);
  }
  if (!meanings.warden || (!meanings.pool && pools.length > 0)) {
    meanings = await get('meanings');
  }
}

function showHealth(health) {
  const badge = byId('health');
  setText(badge, health.status);
  badge.className = 'badge ' + ({UP: 'ok', DEGRADED: 'warn', DOWN: 'bad'}[health.status] || '');
  document.title = health.status === 'UP' ? 'JDBC Warden' : health.status + ' – JDBC Warden';
  const reasons = byId('reasons');
  reasons.hidden = health.reasons.length === 0;
  reasons.className = 'notice ' + (health.status === 'DOWN' ? 'bad' : 'warn');
  // By place and not by text: a reason that counts down is one line that changes.
  keep(reasons, health.reasons.map((text, i) => ({text, i})), reason => reason.i,
    () => el('li', {}), (node, reason) => setText(node, reason.text));
}

function lost(error) {
  const since = lastAnswer ? ' since ' + lastAnswer.toLocaleTimeString('en-GB') : '';
  setText(byId('lost'), `No answer from the JVM${since} (${error.message}). What is shown is old; trying again.`);
  byId('lost').hidden = false;
}

byId('pause').addEventListener('click', event => {
  paused = !paused;
  event.target.setAttribute('aria-pressed', String(paused));
  if (paused) {
    clearTimeout(timer);
  } else {
    look();
  }
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !paused) {
    look();
  }
});
look();
