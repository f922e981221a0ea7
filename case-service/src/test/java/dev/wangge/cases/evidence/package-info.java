@NullMarked
package dev.wangge.cases.evidence;

import org.jspecify.annotations.NullMarked;
