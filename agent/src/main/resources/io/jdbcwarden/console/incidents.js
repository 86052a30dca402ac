// Incidents, grouped by what happened, in which pool, and the line of the application that did it.

import {byId, el, keep, setOptions, setText} from './dom.js';
import {count, moment} from './format.js';
import {Table} from './table.js';

const KEPT = 1000;
const SHOWN = 25;
const KINDS = {leak: 'bad', alarm: 'bad', violation: 'bad', suspect: 'warn', denied: 'warn',
  'dirty-return': 'warn', breaker: 'warn'};

let incidents = [];
let table = null;

/** The number of the newest incident that is known. */
export function newest() {
  return incidents.length === 0 ? 0 : incidents[0].seq;
}

/** Another JVM, or the same one started anew: its numbers begin at 1 again. */
export function forget() {
  incidents = [];
}

function make() {
  table = new Table(byId('incidents-table'), {
    caption: 'Incidents by site, since this page was opened or of the last 256',
    empty: 'No incident, or none that the filter lets through.',
    key: group => group._key,
    first: ['kind', 'pool', 'site', 'times', 'last', 'message'],
    labels: {times: 'Times', last: 'Last', message: 'Last message'},
    sort: ['last', true],
    sortSelect: byId('incidents-sort'),
    cells: {
      kind: (cell, group) => {
        if (!cell.firstElementChild) {
          cell.append(el('span', {class: 'badge ' + (KINDS[group.kind] || '')}, group.kind));
        }
      },
      site: (cell, group) => {
        cell.classList.add('site');
        if (cell.textContent === '') {
          // It may break at its dots.
          const parts = (group.site || '–').split(/(?<=[.(])/);
          cell.append(...parts.flatMap(part => [part, el('wbr', {})]));
        }
      },
      message: (cell, group) => {
        if (!cell.firstElementChild) {
          cell.append(el('span', {}));
          cell.classList.add('message');
        }
        setText(cell.firstElementChild, group.message);
      },
    },
    actions: () => [],
    about: group => `the incidents of kind ${group.kind} in the pool ${group.pool}`,
    details,
  });
  byId('incidents-filter').addEventListener('input', showGroups);
  byId('incidents-kind').addEventListener('input', showGroups);
  byId('incidents-tools').addEventListener('submit', event => event.preventDefault());
}

function details(place, group) {
  if (!place.list) {
    place.list = el('ol', {class: 'incidents'});
    place.more = el('p', {class: 'muted'});
    place.append(place.list, place.more);
  }
  const shown = group._all.slice(0, SHOWN);
  keep(place.list, shown, incident => incident.seq, one, () => {});
  const left = group._all.length - shown.length;
  setText(place.more, left > 0 ? count(left, 'older one') + ' not shown' : '');
}

function one(incident) {
  const whom = [incident.session ? 'session ' + incident.session : '',
    incident.requestId ? 'request ' + incident.requestId : '', incident.user ? 'user ' + incident.user : '',
    'thread ' + incident.thread].filter(text => text).join(', ');
  return el('li', {},
    el('p', {}, el('time', {datetime: incident.at}, moment(incident.at)), ' ',
      el('span', {class: 'muted'}, `no. ${incident.seq}, ${whom}`)),
    el('p', {class: 'message'}, incident.message),
    incident.stack
      ? el('details', {}, el('summary', {}, 'Stacks'), el('pre', {tabindex: '0', 'aria-label': 'Stacks'}, incident.stack))
      : null);
}

function grouped(list) {
  const groups = new Map();
  for (const incident of list) {
    const key = [incident.kind, incident.pool, incident.site || ''].join('\n');
    const group = groups.get(key);
    if (group) {
      group._all.push(incident);
    } else {
      groups.set(key, {
        kind: incident.kind, pool: incident.pool, site: incident.site, times: incident.count, last: incident.at,
        message: incident.message, _key: key, _all: [incident],
      });
    }
  }
  return [...groups.values()];
}

function showGroups() {
  const words = byId('incidents-filter').value.toLowerCase().split(/\s+/).filter(word => word);
  const kind = byId('incidents-kind').value;
  const list = incidents.filter(incident => {
    const text = Object.values(incident).join('\n').toLowerCase();
    return (!kind || incident.kind === kind) && words.every(word => text.includes(word));
  });
  const groups = grouped(list);
  table.update(groups);
  setText(byId('incidents-shown'), `${count(list.length, 'incident')} at ${count(groups.length, 'site')}`);
}

/** Adds the newer ones of an answer, newest first. */
export function showIncidents(answer) {
  if (!table) {
    make();
  }
  const after = newest();
  incidents = [...answer.recent.filter(incident => incident.seq > after), ...incidents].slice(0, KEPT);
  const kinds = [...new Set(incidents.map(incident => incident.kind))].sort();
  setOptions(byId('incidents-kind'), [['', 'all'], ...kinds.map(kind => [kind, kind])]);
  setText(byId('incidents-count'), incidents.length);
  showGroups();
}
