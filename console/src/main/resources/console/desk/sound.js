// Two tones, made here: no file, and silent until somebody has pressed a key or a button, as browsers want it.
const KEPT = 'wangge-desk-sound';

export class Sound {
  constructor() {
    this.context = null;
    const wake = () => {
      if (!this.context && window.AudioContext) {
        this.context = new AudioContext();
      }
    };
    window.addEventListener('pointerdown', wake, { once: true });
    window.addEventListener('keydown', wake, { once: true });
  }

  isOn() {
    try {
      return localStorage.getItem(KEPT) !== 'off';
    } catch (closed) {
      return true;
    }
  }

  set(on) {
    try {
      localStorage.setItem(KEPT, on ? 'on' : 'off');
    } catch (closed) {
      // As it is by default.
    }
  }

  ring() {
    if (!this.context || !this.isOn()) {
      return;
    }
    const at = this.context.currentTime;
    [880, 660].forEach((pitch, n) => {
      const tone = this.context.createOscillator();
      const volume = this.context.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.2, at + n * 0.25);
      volume.gain.exponentialRampToValueAtTime(0.001, at + n * 0.25 + 0.22);
      tone.connect(volume).connect(this.context.destination);
      tone.start(at + n * 0.25);
      tone.stop(at + n * 0.25 + 0.25);
    });
  }
}
