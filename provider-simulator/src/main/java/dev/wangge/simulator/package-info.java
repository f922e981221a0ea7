/** SMS and WeChat providers as they really answer, for quickstart, tests and bench. */
@NullMarked
package dev.wangge.simulator;

import org.jspecify.annotations.NullMarked;
