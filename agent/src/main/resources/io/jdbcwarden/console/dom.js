// Everything on the page is made here, by nodes and text: never by markup.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

/** An element. Attributes: `on…` is a listener, true is an empty attribute, false and null none. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

/** Changes a text only if it is another one: a selection in it, and what is read out, stays. */
export function setText(node, value) {
  const text = String(value);
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/**
 * Makes the children of a node those of the items, in their order. The node of an item that was
 * there before is kept and brought up to date: focus, selection and what is unfolded stay. They come
 * after the child `after`, if one is given.
 */
export function keep(parent, items, keyOf, create, update, after = null) {
  const known = parent.kept ?? (parent.kept = new Map());
  const focused = document.activeElement;
  const gone = new Set(known.keys());
  let at = after ? after.nextElementSibling : parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    gone.delete(key);
    let node = known.get(key);
    if (!node) {
      node = create(item);
      known.set(key, node);
    }
    update(node, item);
    if (node === at) {
      at = at.nextElementSibling;
    } else {
      parent.insertBefore(node, at);
    }
  }
  for (const key of gone) {
    known.get(key).remove();
    known.delete(key);
  }
  if (focused !== document.activeElement && focused && parent.contains(focused)) {
    focused.focus({preventScroll: true});
  }
}

/** The choices of a select; the one that was chosen stays, if it is still there. */
export function setOptions(select, options) {
  const wanted = options.map(([value]) => value).join('\n');
  if (select.dataset.options === wanted) {
    return;
  }
  const chosen = select.value;
  select.dataset.options = wanted;
  select.replaceChildren(...options.map(([value, label]) => el('option', {value}, label)));
  if (options.some(([value]) => value === chosen)) {
    select.value = chosen;
  }
}
