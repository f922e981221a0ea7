@NullMarked
package dev.wangge.simulator.fault;

import org.jspecify.annotations.NullMarked;
