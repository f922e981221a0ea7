@NullMarked
package dev.wangge.cases.intake;

import org.jspecify.annotations.NullMarked;
