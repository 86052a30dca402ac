// The load test: asked for first, then watched.

import {ask, get} from './actions.js';
import {byId, el, keep, setOptions, setText} from './dom.js';
import {count, label, show} from './format.js';

const EVERY_MILLIS = 400;

let watching = false;

function field(name) {
  return byId('load-test-' + name);
}

function start(event) {
  event.preventDefault();
  const form = {
    pool: field('pool').value,
    sessions: field('sessions').value,
    users: field('users').value,
    seconds: field('seconds').value,
  };
  ask({
    title: 'Start a load test',
    text: `${count(Number(form.sessions), 'session')} of ${count(Number(form.users), 'user')} will borrow from the `
      + `pool ${form.pool} of this application at once, for ${form.seconds} s at most. Requests of the `
      + 'application may have to wait for a connection meanwhile.',
    button: 'Start',
    path: 'load-test',
    form,
    then: watch,
  });
}

function stop() {
  ask({
    title: 'Stop the load test',
    text: 'Sessions that are not done yet count as failed.',
    button: 'Stop',
    path: 'load-test/stop',
    then: watch,
  });
}

async function watch() {
  if (watching) {
    return;
  }
  watching = true;
  try {
    while (showLoadTest(await get('load-test'))) {
      await new Promise(done => setTimeout(done, EVERY_MILLIS));
    }
  } catch (e) {
    // The page's own look, every two seconds, goes on and tells.
  } finally {
    watching = false;
  }
}

/** Shows how far it is; returns whether it still runs. */
function showLoadTest(answer) {
  const progress = answer.progress;
  if (!progress) {
    return false;
  }
  const result = progress.result;
  field('progress').hidden = false;
  field('stop').hidden = !progress.running;
  field('bar').max = result.sessions;
  field('bar').value = progress.done;
  setText(field('text'), (progress.running ? 'Running: ' : progress.ended ? `Ended (${progress.ended}): ` : 'Ended: ')
    + `${progress.done} of ${count(result.sessions, 'session')} on the pool ${result.pool}`
    + (progress.running ? `, ${progress.open} with a connection now` : ''));
  if (!progress.running) {
    showResult(result);
  } else {
    field('result').replaceChildren();
    field('result').kept = undefined;
  }
  return progress.running;
}

function showResult(result) {
  const good = result.failed === 0 && result.leaked === 0 && result.violations === 0;
  const first = ['succeeded', 'failed', 'leaked', 'violations', 'peak', 'totalMillis', 'avgMillis', 'p99Millis'];
  const names = [...first.filter(name => name in result),
    ...Object.keys(result).filter(name => !first.includes(name) && name !== 'pool' && name !== 'sessions')];
  keep(field('result'), ['result'], key => key,
    () => el('div', {class: 'result'}, el('p', {}), el('dl', {})),
    node => {
      node.className = 'result ' + (good ? 'ok' : 'bad');
      setText(node.firstElementChild, good
        ? 'All sessions succeeded and stayed apart.'
        : 'Not all is well: see failed, leaked and violations.');
      keep(node.lastElementChild, names, name => name,
        name => el('div', {}, el('dt', {}, label(name)), el('dd', {})),
        (item, name) => setText(item.lastElementChild, show(name, result[name])));
    });
}

field('form').addEventListener('submit', start);
field('stop').addEventListener('click', stop);

/** Called with each look at the JVM. */
export function updateLoadTest(answer, pools) {
  setOptions(field('pool'), pools.map(pool => [pool.name, pool.name]));
  field('form').querySelector('[type=submit]').disabled = pools.length === 0;
  if (!watching && showLoadTest(answer)) {
    watch();
  }
}
