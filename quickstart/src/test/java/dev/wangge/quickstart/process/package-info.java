@NullMarked
package dev.wangge.quickstart.process;

import org.jspecify.annotations.NullMarked;
