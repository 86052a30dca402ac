// How values are written, judged by their name and type: what the agent gains is shown by itself.

const LABELS = {
  id: 'Session', requestId: 'Request', user: 'User', ageMillis: 'Age', idleMillis: 'Idle',
  sqlMillis: 'SQL time', currentSql: 'Running statement', threadId: 'Thread id',
  threadName: 'Thread', createdAt: 'Borrowed', borrowedAt: 'Borrowed at', seq: 'No.', at: 'When',
  scope: 'Called', physical: 'Connection', url: 'URL', avgMillis: 'Mean', p99Millis: 'p99',
  totalMillis: 'In all', statements: 'Statements', session: 'Session', p50: 'p50', p95: 'p95',
  p99: 'p99', max: 'Max', totalSeconds: 'In all',
};
/** Numbers that name something. */
export const ID = /^(id|seq|session|threadId)$/;
const UNITS = / (millis|seconds)$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** `slowStatements` is "Slow statements", `ageMillis` is "Age". */
export function label(name) {
  if (LABELS[name]) {
    return LABELS[name];
  }
  const words = name.replace(/([a-z0-9])([A-Z])/g, (all, a, b) => a + ' ' + b.toLowerCase());
  const text = words.replace(UNITS, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function number(value) {
  if (Number.isInteger(value)) {
    return value.toLocaleString('en');
  }
  return value.toLocaleString('en', {maximumFractionDigits: value < 10 ? 2 : 1});
}

/** A span of time, in the unit that fits. */
export function duration(millis) {
  if (millis < 1) {
    return millis === 0 ? '0 ms' : millis.toFixed(2) + ' ms';
  }
  if (millis < 1000) {
    return (millis < 10 ? millis.toFixed(1) : Math.round(millis)) + ' ms';
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return seconds.toFixed(1) + ' s';
  }
  const whole = Math.floor(seconds);
  if (whole < 3600) {
    return Math.floor(whole / 60) + ' min ' + whole % 60 + ' s';
  }
  if (whole < 86400) {
    return Math.floor(whole / 3600) + ' h ' + Math.floor(whole % 3600 / 60) + ' min';
  }
  return Math.floor(whole / 86400) + ' d ' + Math.floor(whole % 86400 / 3600) + ' h';
}

export function percent(share) {
  return number(Math.round(share * 1000) / 10) + ' %';
}

/** Today's times without the date. */
export function moment(text) {
  const date = new Date(text);
  const time = date.toLocaleTimeString('en-GB');
  return date.toDateString() === new Date().toDateString()
    ? time
    : date.toLocaleDateString('en-CA') + ' ' + time;
}

const SECONDS = new Set(['totalSeconds', 'max', 'p50', 'p95', 'p99']);

/** A value as text; `inSeconds` says that the names of a table of durations are meant. */
export function show(name, value, inSeconds = false) {
  if (value === null || value === undefined || value === '') {
    return '–';
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value === 'number') {
    if (name.endsWith('Millis')) {
      return value < 0 ? '–' : duration(value);
    }
    if (inSeconds && SECONDS.has(name)) {
      return duration(value * 1000);
    }
    if (name === 'utilization' || name === 'failureRate') {
      return percent(value);
    }
    return ID.test(name) ? String(value) : number(value);
  }
  return MOMENT.test(value) ? moment(value) : String(value);
}

/** "1 session", "2 sessions". */
export function count(n, one) {
  return number(n) + ' ' + one + (n === 1 ? '' : 's');
}
