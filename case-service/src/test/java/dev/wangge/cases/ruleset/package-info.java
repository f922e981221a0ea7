@NullMarked
package dev.wangge.cases.ruleset;

import org.jspecify.annotations.NullMarked;
