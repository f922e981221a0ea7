@NullMarked
package dev.wangge.quickstart.disk;

import org.jspecify.annotations.NullMarked;
