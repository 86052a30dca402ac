// A card for each pool: gauges, the breaker with its buttons, and every number there is.

import {ask} from './actions.js';
import {byId, el, keep, setAttribute, setText} from './dom.js';
import {count, duration, label, number, percent, show} from './format.js';
import {Gauge} from './gauge.js';

const BREAKER = {
  open: {
    text: 'Open…', title: 'Open the circuit breaker',
    what: pool => `Borrows from the pool ${pool} will fail at once, until the breaker is closed by hand.`,
  },
  close: {
    text: 'Close…', title: 'Close the circuit breaker',
    what: pool => `Borrows from the pool ${pool} will pass to the database again.`,
  },
  reset: {
    text: 'Reset…', title: 'Reset the circuit breaker',
    what: pool => `The breaker of the pool ${pool} will be closed, and forget what it counted.`,
  },
};

/** Shown in the card, in this order; what is not zero stands out. */
const TROUBLE = ['borrowFailures', 'borrowTimeouts', 'borrowDenied', 'suspectedLeaks', 'dirtyReturns',
  'nestedBorrows', 'slowStatements', 'statementErrors', 'stateResets'];

export function showPools(pools, health, meanings, refresh) {
  byId('no-pools').hidden = pools.length > 0;
  const judged = new Map(health.pools.map(pool => [pool.name, pool]));
  keep(byId('pools-list'), pools, pool => pool.name,
    pool => new Card(pool.name, refresh).node,
    (node, pool) => node.card.update(pool, judged.get(pool.name), meanings));
}

class Card {
  constructor(name, refresh) {
    this.last = null;
    const pool = name;
    this.state = el('span', {class: 'badge'});
    this.where = el('p', {class: 'muted where'});
    this.connections = new Gauge('Connections borrowed',
      [{kind: 'area'}, {kind: 'limit'}, {kind: 'line'}], number);
    this.borrows = new Gauge('Borrows a second', [{kind: 'area'}], number);
    this.wait = new Gauge('Wait for a connection', [{kind: 'area'}], duration);
    this.statement = new Gauge('Time of a statement', [{kind: 'area'}], duration);
    this.breakerState = el('span', {class: 'badge'});
    this.breakerText = el('span', {class: 'muted'});
    this.buttons = Object.entries(BREAKER).map(([action, how]) => el('button', {
      type: 'button',
      'data-action': action,
      'aria-label': `${how.title} of the pool ${pool}`,
      onclick: () => ask({
        title: how.title,
        text: how.what(pool),
        button: how.text.replace('…', ''),
        path: `breakers/${encodeURIComponent(pool)}/${action}`,
        then: refresh,
      }),
    }, how.text));
    this.trouble = el('ul', {class: 'chips', 'aria-label': 'What happened since the start'});
    this.numbers = el('div', {class: 'numbers'});
    this.node = el('article', {class: 'card', 'aria-label': 'Pool ' + pool, 'data-pool': pool},
      el('header', {}, el('h3', {}, pool), this.state, this.where),
      el('div', {class: 'gauges'},
        this.connections.node, this.borrows.node, this.wait.node, this.statement.node),
      el('div', {class: 'breaker', role: 'group', 'aria-label': 'Circuit breaker of the pool ' + pool},
        el('span', {class: 'name'}, 'Circuit breaker'), this.breakerState, this.breakerText,
        el('span', {class: 'buttons'}, ...this.buttons)),
      this.trouble,
      el('details', {}, el('summary', {}, 'All numbers'), this.numbers));
    this.node.card = this;
  }

  update(pool, judged, meanings) {
    this.badge(this.state, judged ? judged.status : 'UP', {UP: 'ok', DEGRADED: 'warn', DOWN: 'bad'});
    setText(this.where, [pool.kind, pool.region, pool.url].filter(text => text).join(' · '));
    this.gauges(pool);
    this.breaker(pool.breaker);
    this.chips(pool, meanings);
    this.everything(pool, meanings);
    this.last = {pool, at: performance.now()};
  }

  badge(node, text, colours) {
    setText(node, text.replace('_', '-'));
    node.className = 'badge ' + (colours[text] || '');
  }

  gauges(pool) {
    const known = n => n >= 0 ? n : null;
    this.connections.push([known(pool.active), known(pool.max), known(pool.pending)],
      `of ${show('max', known(pool.max))}, ${show('idle', known(pool.idle))} idle, `
      + `${show('pending', known(pool.pending))} waiting`);
    const rate = this.rate(pool, p => p.borrows);
    this.borrows.push([rate], `${number(pool.borrows)} in all, ${number(pool.peakActive)} at once at most`);
    this.wait.push([this.mean(pool, 'borrowWait')], '99 % within ' + duration(pool.borrowWait.p99 * 1000) + ' since the start');
    this.statement.push([this.mean(pool, 'statementTime')],
      '99 % within ' + duration(pool.statementTime.p99 * 1000) + ' since the start');
  }

  /** How often a second since the last look; null at the first. */
  rate(pool, of) {
    if (!this.last) {
      return null;
    }
    const seconds = (performance.now() - this.last.at) / 1000;
    return Math.max(0, (of(pool) - of(this.last.pool)) / seconds);
  }

  /** The mean since the last look, in milliseconds; null if nothing happened. */
  mean(pool, name) {
    const before = this.last && this.last.pool[name];
    const n = before ? pool[name].count - before.count : 0;
    return n <= 0 ? null : (pool[name].totalSeconds - before.totalSeconds) / n * 1000;
  }

  breaker(breaker) {
    this.badge(this.breakerState, breaker.state, {CLOSED: 'ok', HALF_OPEN: 'warn', OPEN: 'bad'});
    const parts = [percent(breaker.failureRate) + ' fail', 'tripped ' + count(breaker.trips, 'time'),
      number(breaker.rejected) + ' rejected'];
    if (breaker.retryInMillis > 0) {
      parts.push('tries again in ' + duration(breaker.retryInMillis));
    } else if (breaker.retryInMillis < 0) {
      parts.push('opened by hand');
    }
    setText(this.breakerText, parts.join(', '));
  }

  chips(pool, meanings) {
    const sum = rows => rows.reduce((all, row) => all + row.count, 0);
    const chips = [
      ['leaks', sum(pool.leaks)],
      ['reclaimed', sum(pool.reclaims.filter(row => /RETURNED|EVICTED/.test(row.outcome)))],
      ['violations', sum(pool.violations)],
      ...TROUBLE.filter(name => typeof pool[name] === 'number').map(name => [name, pool[name]]),
    ];
    const attributes = meanings.pool || {};
    keep(this.trouble, chips, ([name]) => name,
      ([name]) => el('li', {title: attributes[name] && attributes[name].meaning}),
      (node, [name, value]) => {
        setText(node, label(name) + ' ' + number(value));
        node.classList.toggle('some', value > 0);
      });
  }

  /** Whatever the pool's bean has: single values as a list, tables as tables. */
  everything(pool, meanings) {
    const attributes = meanings.pool || {};
    const single = [];
    const tables = [];
    for (const [name, value] of Object.entries(pool)) {
      if (name === 'name' || name === 'breaker') {
        continue;
      }
      (value !== null && typeof value === 'object' ? tables : single).push([name, value]);
    }
    if (!this.list) {
      this.list = el('dl', {});
      this.tables = el('div', {class: 'tables'});
      this.numbers.append(this.list, this.tables);
    }
    keep(this.list, single, ([name]) => name,
      ([name]) => el('div', {title: attributes[name] && attributes[name].meaning},
        el('dt', {}, label(name)), el('dd', {})),
      (node, [name, value]) => setText(node.lastElementChild, show(name, value)));
    keep(this.tables, tables, ([name]) => name,
      ([name]) => el('table', {}, el('caption', {}, label(name)), el('tbody', {})),
      (node, [name, value]) => keep(node.lastElementChild, pairs(value), ([key]) => key,
        ([key]) => el('tr', {}, el('th', {scope: 'row'}, key), el('td', {class: 'number'})),
        (row, [, text]) => setText(row.lastElementChild, text)));
    setAttribute(this.numbers, 'data-attributes', single.length + tables.length);
  }
}

/** A table with a count a row, or a row of durations, as names and values. */
function pairs(value) {
  if (!Array.isArray(value)) {
    return Object.entries(value)
      .filter(([, one]) => one === null || typeof one !== 'object')
      .map(([name, one]) => [label(name), show(name, one, true)]);
  }
  return value
    .filter(row => row.count !== 0)
    .map(row => {
      const entries = Object.entries(row);
      const names = entries.filter(([name, one]) => typeof one !== 'number').map(([, one]) => one);
      const numbers = entries.filter(([, one]) => typeof one === 'number').map(([name, one]) => show(name, one));
      return [names.join(', '), numbers.join(', ')];
    });
}
