@NullMarked
package dev.wangge.simulator;

import org.jspecify.annotations.NullMarked;
