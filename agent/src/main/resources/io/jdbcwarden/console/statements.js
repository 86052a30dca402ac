// What runs now, and how long statements take: everything the pools say about statements.

import {byId, el, keep} from './dom.js';
import {label} from './format.js';
import {cancelButton, sqlCell} from './sessions.js';
import {Table} from './table.js';

let running = null;
let perPool = null;
let last = null;

function make() {
  running = new Table(byId('statements-running'), {
    caption: 'Running now',
    empty: 'No statement runs at this moment.',
    key: row => row.id,
    first: ['currentSql', 'id', 'pool', 'requestId', 'user', 'ageMillis'],
    labels: {ageMillis: 'Session’s age'},
    sort: ['ageMillis', true],
    cells: {currentSql: sqlCell},
    actions: row => [cancelButton(row.id)],
  });
  perPool = new Table(byId('statements-pools'), {
    caption: 'By pool, since the start of the agent',
    empty: 'No pool yet.',
    key: row => row.pool,
    first: ['pool', 'statements', 'perSecond', 'statementErrors', 'slowStatements', 'p50', 'p95', 'p99', 'max'],
    labels: {perSecond: 'A second', statementErrors: 'Errors', slowStatements: 'Slow'},
    sort: ['pool', false],
    inSeconds: true,
  });
}

export function showStatements(sessions, pools, meanings) {
  if (!running) {
    make();
  }
  running.update(sessions.filter(session => session.currentSql).map(
    ({id, pool, requestId, user, ageMillis, currentSql}) => ({id, pool, requestId, user, ageMillis, currentSql})));
  const now = performance.now();
  const rows = pools.map(pool => {
    const row = {pool: pool.name};
    const before = last && last.statements.get(pool.name);
    row.perSecond = before === undefined || before === null
      ? null : Math.max(0, (pool.statements - before) / (now - last.at) * 1000);
    for (const [name, value] of Object.entries(pool)) {
      if (/statement/i.test(name) && typeof value === 'number') {
        row[name] = value;
      }
    }
    const {p50, p95, p99, max} = pool.statementTime;
    return Object.assign(row, {p50, p95, p99, max});
  });
  last = {at: now, statements: new Map(pools.map(pool => [pool.name, pool.statements]))};
  perPool.update(rows);
  more(pools, meanings);
}

/** Tables about statements that a pool has, of whatever columns. */
function more(pools, meanings) {
  const tables = pools.flatMap(pool => Object.entries(pool)
    .filter(([name, value]) => /statement/i.test(name) && Array.isArray(value))
    .map(([name, rows]) => ({name, pool: pool.name, rows})));
  keep(byId('statements-more'), tables, one => one.name + '\n' + one.pool,
    one => {
      const place = el('div', {});
      place.table = new Table(place, {
        caption: `${label(one.name)} of the pool ${one.pool}`,
        empty: `${label(one.name)} of the pool ${one.pool}: none`,
        key: row => JSON.stringify(Object.values(row).filter(value => typeof value !== 'number')),
        sort: ['count', true],
        inSeconds: true,
      });
      return place;
    },
    (place, one) => {
      const about = meanings.pool && meanings.pool[one.name];
      place.table.update(one.rows, (about && about.columns) || {});
    });
}
