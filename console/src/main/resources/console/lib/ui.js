// What every page draws with: one place that knows the library's name.
export { h, render, Component, Fragment, createRef } from '../vendor/preact/preact.module.js';
