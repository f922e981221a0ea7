'use strict';

const CHANNELS = {ALIYUN_SMS: '短信', WECOM: '企业微信', WECOM_ROBOT: '群机器人'};
const STATES = {WAITING: '发送中', DELIVERED: '已送达', FAILED: '未送达'};
const SHOWN = 300;
const EVERY = 2000;
const byId = id => document.getElementById(id);
let shown = '';

// Texts come from anywhere: everything goes in as text nodes, never as markup.
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// Whoever opens a card in WeCom is its recipient there.
function linked({channel, id, text}) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"'()[\]\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+/g)) {
    const url = found[0].replace(/[.,;:!?]+$/, '');
    const link = element('a', '', url);
    link.href = channel === 'WECOM' ? '/phone-wall/messages/' + id + '/open' : url;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    parts.push(text.slice(from, found.index), link);
    from = found.index + url.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function card(to, messages) {
  const list = element('ol', '');
  for (const message of messages) {
    const time = element('time', '', new Date(message.receivedAt).toLocaleString('zh-CN', {hour12: false}));
    time.dateTime = message.receivedAt;
    const state = STATES[message.status] + (message.status === 'FAILED' ? ' ' + message.statusCode : '');
    const text = element('p', 'text', ...linked(message));
    text.dir = 'auto';
    list.append(element('li', 'message ' + message.channel + ' ' + message.status, text,
        element('p', 'meta', time, element('span', '', CHANNELS[message.channel]), element('b', '', state))));
  }
  const phone = element('article', 'phone',
      element('h2', '', to, element('span', '', messages.length + ' 条')), list);
  if (/^\d{5,15}$/.test(to)) phone.append(answering(to));
  return phone;
}

// What a person would write back from this phone.
function answering(to) {
  const text = element('input', '');
  text.placeholder = '回复短信';
  text.setAttribute('aria-label', '回复短信');
  text.maxLength = 500;
  const form = element('form', 'answer', text, element('button', '', '发送'));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (!text.value.trim()) return;
    const answer = await fetch('/phone-wall/replies', {method: 'POST',
      headers: {'Content-Type': 'application/json'}, body: JSON.stringify({from: to, text: text.value})});
    text.value = '';
    text.placeholder = answer.ok ? '已发送' : '没有送到';
    text.blur();
  });
  return form;
}

async function fetched(path) {
  const answer = await fetch(path, {headers: {Accept: 'application/json'}});
  if (!answer.ok) throw new Error(path + ' ' + answer.status);
  return answer.json();
}

async function refresh() {
  if (document.activeElement?.closest('.answer')) return; // Somebody is writing.
  try {
    const to = byId('to').value.trim();
    const [page, counts] = await Promise.all([
      fetched('/phone-wall/messages?limit=' + SHOWN + (to ? '&to=' + encodeURIComponent(to) : '')),
      fetched('/phone-wall/counts')]);
    byId('trouble').hidden = true;
    const now = JSON.stringify([page, counts]);
    if (now === shown) return;
    shown = now;
    const phones = Map.groupBy ? Map.groupBy(page.items, item => item.to)
        : page.items.reduce((map, item) => map.set(item.to, [...(map.get(item.to) || []), item]), new Map());
    byId('phones').replaceChildren(...[...phones].map(([phone, messages]) => card(phone, messages)));
    byId('counts').replaceChildren(...Object.entries(counts.channels).map(([channel, count]) =>
        element('li', '', element('b', '', count.toLocaleString('zh-CN')), element('span', '', CHANNELS[channel]))));
    byId('empty').hidden = page.items.length > 0;
  } catch (trouble) {
    byId('trouble').hidden = false;
  }
}

byId('filter').addEventListener('submit', event => { event.preventDefault(); refresh(); });
byId('to').addEventListener('input', refresh);
byId('clear').addEventListener('click', async () => {
  await fetch('/phone-wall/messages', {method: 'DELETE'});
  refresh();
});
setInterval(() => { if (byId('live').checked && !document.hidden) refresh(); }, EVERY);
refresh();
