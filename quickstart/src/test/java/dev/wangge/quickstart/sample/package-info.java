@NullMarked
package dev.wangge.quickstart.sample;

import org.jspecify.annotations.NullMarked;
