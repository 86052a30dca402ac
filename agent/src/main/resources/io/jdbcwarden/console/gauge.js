// A number and what it was over the last minutes, kept by the page: the agent keeps no history.

import {el, setAttribute, setText, svg} from './dom.js';

/** How many values are kept; with one every two seconds, five minutes. */
export const KEPT = 150;

/** So many fill the width at first. */
const FIRST = 30;
const HEIGHT = 48;

export class Gauge {
  /**
   * title; series: [{name, kind: 'area' | 'line' | 'limit'}], the first is the number that is shown;
   * format(value): its text.
   */
  constructor(title, series, format) {
    this.title = title;
    this.format = format;
    this.value = el('strong', {});
    this.note = el('span', {class: 'muted'});
    this.series = series.map(one => ({
      ...one,
      values: [],
      shape: svg(one.kind === 'area' ? 'polygon' : 'polyline', {class: one.kind}),
    }));
    this.chart = svg('svg',
      {preserveAspectRatio: 'none', role: 'img'},
      ...this.series.map(one => one.shape));
    this.node = el('figure', {class: 'gauge'},
      el('figcaption', {}, el('span', {}, title), this.value, this.note), this.chart);
  }

  /** Adds a value of each series; null where there is none. */
  push(values, note = '') {
    this.series.forEach((one, i) => {
      one.values.push(values[i]);
      if (one.values.length > KEPT) {
        one.values.shift();
      }
    });
    const first = this.series[0].values;
    const now = first[first.length - 1];
    setText(this.value, now === null ? '–' : this.format(now));
    setText(this.note, note);
    this.draw();
    const known = first.filter(value => value !== null);
    setAttribute(this.chart, 'aria-label', known.length === 0
      ? this.title + ': nothing yet'
      : `${this.title}: now ${now === null ? 'none' : this.format(now)}, in the last minutes from `
        + `${this.format(Math.min(...known))} to ${this.format(Math.max(...known))}`);
  }

  draw() {
    const most = Math.max(1e-9, ...this.series.flatMap(one => one.values.map(v => v ?? 0)));
    const wide = Math.max(FIRST, this.series[0].values.length);
    setAttribute(this.chart, 'viewBox', `0 0 ${wide - 1} ${HEIGHT}`);
    for (const one of this.series) {
      const start = wide - one.values.length;
      const points = [];
      // A line at the bottom would only look like trouble.
      const isSeen = one.kind !== 'line' || one.values.some(value => value > 0);
      one.values.forEach((value, i) => {
        if (value !== null && isSeen) {
          const y = HEIGHT - 1 - value / most * (HEIGHT - 3);
          points.push(`${start + i},${y.toFixed(1)}`);
        }
      });
      if (one.kind === 'area' && points.length > 0) {
        const x = point => point.split(',')[0];
        points.unshift(`${x(points[0])},${HEIGHT}`);
        points.push(`${x(points[points.length - 1])},${HEIGHT}`);
      }
      setAttribute(one.shape, 'points', points.join(' '));
    }
  }
}
