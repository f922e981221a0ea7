// Photos as the county keeps them: small, upright, JPEG. Choosing them is a file input; old phones open the camera by it.
import { h, Component } from '../lib/ui.js';
import { w } from '../lib/words.js';

const LONGEST = 1600;
// What one upload may have.
const MOST_BYTES = 1000000;

// Answers a JPEG of at most 1,600 pixels on its longer side; throws where it is no photo that this phone can read.
export async function shrink(file) {
  const turn = uprights() ? 1 : await orientation(file);
  const url = URL.createObjectURL(file);
  try {
    const image = await loaded(url);
    const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
    const width = Math.max(1, Math.round(image.naturalWidth * scale));
    const height = Math.max(1, Math.round(image.naturalHeight * scale));
    const canvas = document.createElement('canvas');
    const lies = turn >= 5;
    canvas.width = lies ? height : width;
    canvas.height = lies ? width : height;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    turned(pen, turn, width, height);
    pen.drawImage(image, 0, 0, width, height);
    for (let quality = 0.82; ; quality -= 0.15) {
      const blob = await jpeg(canvas, quality);
      if (blob.size <= MOST_BYTES || quality < 0.3) {
        return blob;
      }
    }
  } finally {
    URL.revokeObjectURL(url);
  }
}

function loaded(url) {
  return new Promise(function (resolve, reject) {
    const image = new Image();
    image.onload = function () {
      resolve(image);
    };
    image.onerror = function () {
      reject(new Error('photo'));
    };
    image.src = url;
  });
}

function jpeg(canvas, quality) {
  return new Promise(function (resolve, reject) {
    canvas.toBlob(function (blob) {
      if (blob) {
        resolve(blob);
      } else {
        reject(new Error('photo'));
      }
    }, 'image/jpeg', quality);
  });
}

// Browsers since 2020 turn what they show as Exif says.
function uprights() {
  return !!(self.CSS && self.CSS.supports && self.CSS.supports('image-orientation', 'from-image'));
}

// 1 to 8, as the camera was held; 1 where the file does not say.
async function orientation(file) {
  const view = new DataView(await new Response(file.slice(0, 131072)).arrayBuffer());
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) {
    return 1;
  }
  let at = 2;
  while (at + 12 < view.byteLength) {
    const marker = view.getUint16(at);
    const size = view.getUint16(at + 2);
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
      return ofExif(view, at + 10);
    }
    if ((marker & 0xff00) !== 0xff00) {
      return 1;
    }
    at += 2 + size;
  }
  return 1;
}

function ofExif(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const first = start + view.getUint32(start + 4, little);
  if (first + 2 > view.byteLength) {
    return 1;
  }
  const count = view.getUint16(first, little);
  for (let i = 0; i < count; i++) {
    const entry = first + 2 + i * 12;
    if (entry + 12 <= view.byteLength && view.getUint16(entry, little) === 0x0112) {
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
}

function turned(pen, turn, w0, h0) {
  const how = {
    2: [-1, 0, 0, 1, w0, 0], 3: [-1, 0, 0, -1, w0, h0], 4: [1, 0, 0, -1, 0, h0], 5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, h0, 0], 7: [0, -1, -1, 0, h0, w0], 8: [0, -1, 1, 0, 0, w0]
  }[turn];
  if (how) {
    pen.transform(how[0], how[1], how[2], how[3], how[4], how[5]);
  }
}

// props: photos (blobs), onChange(photos), max, required
export class Photos extends Component {
  constructor(props) {
    super(props);
    this.state = { busy: false, bad: false };
    this.urls = [];
    this.chosen = this.chosen.bind(this);
  }

  componentWillUnmount() {
    this.urls.forEach(function (one) {
      URL.revokeObjectURL(one.url);
    });
  }

  urlOf(blob) {
    let found = this.urls.filter(function (one) {
      return one.blob === blob;
    })[0];
    if (!found) {
      found = { blob: blob, url: URL.createObjectURL(blob) };
      this.urls.push(found);
    }
    return found.url;
  }

  async chosen(event) {
    const input = event.target;
    const files = Array.from(input.files || []);
    let photos = this.props.photos;
    this.setState({ busy: true, bad: false });
    for (let i = 0; i < files.length && photos.length < (this.props.max || 20); i++) {
      try {
        photos = photos.concat([await shrink(files[i])]);
      } catch (unreadable) {
        this.setState({ bad: true });
      }
    }
    input.value = '';
    this.setState({ busy: false });
    this.props.onChange(photos);
  }

  render() {
    const box = this;
    const p = this.props;
    return h('div', { class: 'photos' },
      p.photos.map(function (blob, i) {
        return h('span', { class: 'photo', key: i },
          h('img', { src: box.urlOf(blob), alt: w('field.photo-n', i + 1) }),
          h('button', { type: 'button', onClick: function () {
            p.onChange(p.photos.filter(function (one) {
              return one !== blob;
            }));
          } }, w('field.remove-photo', i + 1)));
      }),
      h('label', { class: 'button' }, p.required ? w('field.photo-required') : w('field.photo'),
        h('input', { type: 'file', accept: 'image/*', capture: 'environment', multiple: true, class: 'file', id: 'photo', onChange: this.chosen, disabled: this.state.busy })),
      this.state.busy ? h('p', { class: 'soft', role: 'status' }, w('field.photo-busy')) : null,
      this.state.bad ? h('p', { class: 'bad', role: 'alert' }, w('field.photo-bad')) : null);
  }
}
