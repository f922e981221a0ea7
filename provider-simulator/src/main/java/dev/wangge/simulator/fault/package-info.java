/** Trouble on request: what the providers are told to do wrong. */
@NullMarked
package dev.wangge.simulator.fault;

import org.jspecify.annotations.NullMarked;
