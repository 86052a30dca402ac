// A table of whatever columns its rows have: sorted by its headings, its rows unfolded in place.

import {el, keep, setAttribute, setOptions, setText} from './dom.js';
import {ID, label, show} from './format.js';

export class Table {
  /**
   * caption, empty: texts. key(row). first: columns in their order, others follow; minor: columns
   * left out unless `all` is set. sort: [column, descending]. cells: {column: (td, row, rows)}.
   * actions(row): buttons. details(place, row): fills what is unfolded, on each update too.
   */
  constructor(place, options) {
    Object.assign(this, {first: [], minor: [], cells: {}, inSeconds: false}, options);
    this.all = false;
    this.meanings = {};
    this.rows = [];
    this.shown = '';
    this.unfolded = new Set();
    this.head = el('tr', {role: 'row'});
    this.table = el('table', {role: 'table'},
      el('caption', {}, this.caption),
      el('thead', {role: 'rowgroup'}, this.head));
    this.none = el('p', {class: 'muted'}, this.empty);
    this.scroll = el('div', {class: 'scroll', role: 'group', tabindex: '0', 'aria-label': this.caption}, this.table);
    place.append(this.scroll, this.none);
    if (this.sortSelect) {
      this.sortSelect.addEventListener('change', () => {
        const [column, way] = this.sortSelect.value.split(' ');
        this.sortBy(column, way === 'down');
      });
    }
  }

  /** Shows these rows. */
  update(rows, meanings = this.meanings) {
    this.rows = rows;
    this.meanings = meanings;
    this.none.hidden = rows.length > 0;
    this.scroll.hidden = rows.length === 0;
    const columns = this.columns();
    if (columns.join() !== this.shown) {
      this.heading(columns);
    }
    this.markSorted();
    keep(this.table, this.sorted(), row => this.key(row), () => this.create(),
      (body, row) => this.fill(body, row), this.table.tHead);
  }

  columns() {
    const there = new Set();
    for (const row of this.rows) {
      Object.keys(row).filter(name => !name.startsWith('_')).forEach(name => there.add(name));
    }
    const known = this.first.filter(name => there.delete(name));
    return [...known, ...there].filter(name => this.all || !this.minor.includes(name));
  }

  heading(columns) {
    this.shown = columns.join();
    this.names = columns;
    const cells = columns.map(name =>
      el('th', {role: 'columnheader', scope: 'col', 'data-column': name},
        el('button', {
          type: 'button', title: this.meanings[name], onclick: () => this.clicked(name),
        }, this.label(name))));
    if (this.actions) {
      cells.push(el('th', {role: 'columnheader', scope: 'col'}, 'Actions'));
    }
    this.head.replaceChildren(...cells);
    // The caption and the head stay; the rows are made anew.
    this.table.querySelectorAll('tbody').forEach(body => body.remove());
    this.table.kept = new Map();
    if (this.sortSelect) {
      setOptions(this.sortSelect, columns.flatMap(name => [
        [name + ' down', this.label(name) + ', largest first'],
        [name + ' up', this.label(name) + ', smallest first']]));
    }
  }

  label(name) {
    return (this.labels && this.labels[name]) || label(name);
  }

  clicked(name) {
    const [column, down] = this.sort;
    this.sortBy(name, column === name ? !down : this.rows.some(row => typeof row[name] === 'number'));
  }

  sortBy(column, down) {
    this.sort = [column, down];
    this.update(this.rows);
  }

  markSorted() {
    const [column, down] = this.sort;
    for (const cell of this.head.children) {
      const name = cell.dataset.column;
      cell.classList.toggle('number', !this.cells[name] && this.rows.some(row => isNumber(name, row[name])));
      const sorted = cell.dataset.column === column;
      setAttribute(cell, 'aria-sort', sorted ? (down ? 'descending' : 'ascending') : 'none');
    }
    if (this.sortSelect) {
      this.sortSelect.value = column + (down ? ' down' : ' up');
    }
  }

  sorted() {
    const [column, down] = this.sort;
    const way = down ? -1 : 1;
    return [...this.rows].sort((a, b) => way * compare(a[column], b[column]));
  }

  create() {
    const row = el('tr', {role: 'row'}, ...this.names.map(name =>
      el('td', {role: 'cell', 'data-label': this.label(name), 'data-column': name})));
    if (this.actions) {
      row.append(el('td', {role: 'cell', class: 'actions'}));
    }
    return el('tbody', {role: 'rowgroup'}, row);
  }

  fill(body, row) {
    const line = body.firstElementChild;
    this.names.forEach((name, i) => {
      const cell = line.children[i];
      if (this.cells[name]) {
        this.cells[name](cell, row, this.rows);
      } else {
        setText(cell, show(name, row[name], this.inSeconds));
        cell.classList.toggle('number', isNumber(name, row[name]));
      }
    });
    if (this.actions) {
      this.buttons(line.lastElementChild, row);
    }
    const unfolded = this.unfolded.has(this.key(row));
    line.classList.toggle('unfolded', unfolded);
    if (unfolded && this.details) {
      if (body.children.length === 1) {
        const cell = el('td', {role: 'cell', colspan: this.names.length + (this.actions ? 1 : 0)});
        body.append(el('tr', {role: 'row', class: 'details'}, cell));
      }
      this.details(body.children[1].firstElementChild, row);
    } else if (body.children.length > 1) {
      body.children[1].remove();
    }
  }

  buttons(cell, row) {
    const wanted = this.actions(row);
    if (this.details) {
      const open = this.unfolded.has(this.key(row));
      wanted.unshift({key: 'details', text: open ? 'Hide' : 'Show', open, about: this.about(row),
        run: () => this.toggle(row)});
    }
    keep(cell, wanted, button => button.key || button.text,
      button => {
        const node = el('button', {type: 'button', class: button.class, onclick: () => node.run()});
        return node;
      },
      (node, button) => {
        // Of the newest row: the button itself stays.
        node.run = button.run;
        setText(node, button.text);
        setAttribute(node, 'aria-label', button.text + ' ' + button.about);
        if (button.open !== undefined) {
          setAttribute(node, 'aria-expanded', button.open);
        }
      });
  }

  toggle(row) {
    const key = this.key(row);
    if (!this.unfolded.delete(key)) {
      this.unfolded.add(key);
    }
    this.update(this.rows);
  }
}

/** Whether it is a number to be compared with others, not one that names something. */
function isNumber(name, value) {
  return typeof value === 'number' && !ID.test(name);
}

/** Numbers by their size, all else as text; what is missing comes last when ascending. */
function compare(a, b) {
  const none = value => value === null || value === undefined || value === '';
  if (none(a) || none(b)) {
    return none(a) === none(b) ? 0 : none(a) ? -1 : 1;
  }
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', {numeric: true});
}
