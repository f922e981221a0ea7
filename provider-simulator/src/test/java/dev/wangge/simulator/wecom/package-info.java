@NullMarked
package dev.wangge.simulator.wecom;

import org.jspecify.annotations.NullMarked;
