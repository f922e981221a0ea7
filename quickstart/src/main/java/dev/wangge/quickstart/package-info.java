/** The whole county on one machine: starts every process, keeps it running, stops it. */
@NullMarked
package dev.wangge.quickstart;

import org.jspecify.annotations.NullMarked;
