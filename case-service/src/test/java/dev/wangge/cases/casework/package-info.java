@NullMarked
package dev.wangge.cases.casework;

import org.jspecify.annotations.NullMarked;
