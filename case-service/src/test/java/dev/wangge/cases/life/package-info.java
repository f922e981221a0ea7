@NullMarked
package dev.wangge.cases.life;

import org.jspecify.annotations.NullMarked;
