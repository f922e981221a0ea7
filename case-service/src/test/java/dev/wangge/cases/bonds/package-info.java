@NullMarked
package dev.wangge.cases.bonds;

import org.jspecify.annotations.NullMarked;
