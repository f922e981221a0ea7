// Where in a text of JSON a pointer leads, so that what is wrong can be shown where it stands.

// pointer: /rows/1/when, without the # before it. Answers {from, to, line}, of the nearest place that there is, or
// null where the text is no JSON.
export function placeOf(text, pointer) {
  const wanted = pointer.split('/').slice(1).map((one) => one.replace(/~1/g, '/').replace(/~0/g, '~'));
  let at = 0;
  let best = null;
  let depth = -1;

  function space() {
    while (/\s/.test(text[at] || '')) {
      at++;
    }
  }

  function string() {
    const from = at;
    at++;
    while (at < text.length && text[at] !== '"') {
      at += text[at] === '\\' ? 2 : 1;
    }
    at++;
    return JSON.parse(text.slice(from, at));
  }

  // on: how many of the wanted steps have led here; -1 when this is another branch.
  function value(on) {
    space();
    const from = at;
    if (text[at] === '{' || text[at] === '[') {
      const list = text[at] === '[';
      at++;
      space();
      for (let n = 0; at < text.length && text[at] !== (list ? ']' : '}'); n++) {
        let name = String(n);
        if (!list) {
          name = string();
          space();
          at++;
        }
        value(on >= 0 && wanted[on] === name ? on + 1 : -1);
        space();
        if (text[at] === ',') {
          at++;
          space();
        }
      }
      at++;
    } else if (text[at] === '"') {
      string();
    } else {
      while (at < text.length && !/[\s,\]}]/.test(text[at])) {
        at++;
      }
    }
    if (on > depth) {
      depth = on;
      best = { from, to: at };
    }
  }

  try {
    JSON.parse(text);
    value(0);
  } catch (broken) {
    return null;
  }
  return best && Object.assign(best, { line: lineOf(text, best.from) });
}

export function lineOf(text, at) {
  return text.slice(0, at).split('\n').length;
}
