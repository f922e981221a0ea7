@NullMarked
package dev.wangge.cases.rulebook;

import org.jspecify.annotations.NullMarked;
