// What the page says, in its language: one slice of the dictionary, fetched with the page.
let said = {};

export function useWords(slice) {
  said = slice;
}

export async function loadWords() {
  const link = document.getElementById('words');
  const answer = await fetch(link.href, { credentials: 'same-origin' });
  if (!answer.ok) {
    throw new Error('words: ' + answer.status);
  }
  useWords(await answer.json());
}

export function language() {
  return document.documentElement.lang || 'zh';
}

// {0}, {1}… stand for what else is given. A key that is missing shows itself: the build looks for those.
export function w(key) {
  const args = arguments;
  const text = said[key];
  if (text === undefined) {
    return key;
  }
  return text.replace(/\{(\d)\}/g, function (all, n) {
    const value = args[Number(n) + 1];
    return value === undefined ? all : String(value);
  });
}

// For keys that are made of what the API says (a status, a type of fact); null where nobody has a word for it.
export function wordFor(prefix, name) {
  const text = said[prefix + name];
  return text === undefined ? null : text;
}

// The same, but a name that has no word is shown as it is.
export function named(prefix, name) {
  const text = said[prefix + name];
  return text === undefined ? String(name) : text;
}
