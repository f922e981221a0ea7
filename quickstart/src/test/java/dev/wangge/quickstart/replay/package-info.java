@NullMarked
package dev.wangge.quickstart.replay;

import org.jspecify.annotations.NullMarked;
